import { announce, bytesOf, channel, complaint, download, h, picture, today } from "./shared.js";

const TYPES = {
  csv: "text/csv;charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  png: "image/png",
  svg: "image/svg+xml",
};

/**
 * Whether text in the font of `element` has Chinese characters. A missing one is drawn as a box, empty or with its
 * code in it: then 一, which is one stroke across the middle, has ink at the top and at the bottom.
 *
 * @param {Element} element
 */
const hasChinese = (element) => {
  const size = 40;
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * size, height: 2 * size });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  context.font = `${size}px ${getComputedStyle(element).fontFamily}`;
  context.textBaseline = "middle";
  context.fillText("一", size / 2, size);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const inked = [];
  for (let n = 3; n < data.length; n += 4) if (data[n] > 100) inked.push(Math.floor(n / 4 / canvas.width));
  return inked.length > 0 && Math.max(...inked) - Math.min(...inked) < size / 2;
};

/** @type {(keyof typeof TYPES)[]} */
const TABLES = ["csv", "xlsx"];
/** @type {(keyof typeof TYPES)[]} */
const ALL = [...TABLES, "png", "svg"];
const CHINESE = /[\u2e80-\u9fff\uff00-\uffef]/;

/** @type {Panel<"downloads">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const ask = channel(model, 60000);
    el.classList.add("caseroom-panel", "caseroom-downloads-panel");
    const line = h("p", { class: "line soft", role: "status" });
    const wrong = h("p", { class: "wrong", role: "alert" });
    const fontless = h(
      "p",
      { class: "fontless", hidden: true },
      words[
        "This computer has no Chinese font: in pictures (PNG), Chinese characters come out as empty boxes. " +
          "SVG shows them on a computer that has one; CSV and XLSX are whole."
      ],
    );

    /** @type {(name: string, kind: "csv" | "xlsx") => Promise<BlobPart>} */
    const table = async (name, kind) => {
      const answer = await ask({ type: "file", name, kind });
      if (!answer.ok) throw new Error(complaint(model, answer));
      return bytesOf(answer.files[0]);
    };
    /** @type {(name: string, kind: "png" | "svg") => Promise<BlobPart>} */
    const drawing = async (name, kind) => {
      const drawn = await picture(name, kind);
      if (!drawn) throw new Error(words["The picture cannot be made here. The table has the same numbers."]);
      return drawn;
    };
    /** @type {(name: string, kind: keyof typeof TYPES) => Promise<void>} */
    const take = async (name, kind) => {
      line.textContent = wrong.textContent = "";
      try {
        const content = await (kind === "csv" || kind === "xlsx" ? table(name, kind) : drawing(name, kind));
        const file = `${model.get("stem")}-${name}-${today()}.${kind}`;
        download(content, file, TYPES[kind]);
        line.textContent = words["{file} is in your downloads."].replace("{file}", () => file);
      } catch (error) {
        wrong.textContent = /** @type {Error} */ (error).message;
      }
    };
    /** @param {Traits["downloads"]["items"][number]} item */
    const item = ({ name, title, picture: drawn }) =>
      h(
        "li",
        { "data-item": name },
        h("span", { class: "title" }, title),
        h(
          "span",
          { class: "kinds" },
          (drawn ? ALL : TABLES).map((kind) =>
            h(
              "button",
              {
                type: "button",
                "data-kind": kind,
                onclick: () => take(name, kind),
                "aria-label": words["{title}: download as {kind}"]
                  .replace("{title}", () => title)
                  .replace("{kind}", kind.toUpperCase()),
              },
              kind.toUpperCase(),
            ),
          ),
        ),
      );
    const opened = () => {
      const pictured = [...document.querySelectorAll(".caseroom-whatif")].map((part) => part.textContent).join("");
      ask({ type: "show" });
      fontless.hidden = !CHINESE.test(pictured) || hasChinese(el);
    };
    const list = h("ul", {});
    const fill = () => list.replaceChildren(...model.get("items").map(item));
    /** @type {HTMLDetailsElement} */
    const details = h(
      "details",
      { class: "card folded", ontoggle: () => details.open && opened() },
      h("summary", {}, h("h3", {}, words["Download numbers and charts"])),
      h("p", {}, words["Every file says where its numbers come from. Shares are kept as shares: 0.8 is 80%."]),
      fontless,
      list,
      line,
      wrong,
    );
    el.append(details);
    model.on("change:items", fill);
    fill();
    announce(el);
    return () => model.off("change:items", fill);
  },
};
