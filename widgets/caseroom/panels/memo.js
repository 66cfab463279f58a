import { announce, bytesOf, channel, complaint, download, h, picture, saver, statusLine, uniqueId } from "./shared.js";

/** The first chart of the what-if with the reader's fonts, as data URL; null when there is none to take. */
const firstChart = async () => {
  const name = document.querySelector(".caseroom-whatif [data-chart]")?.getAttribute("data-chart");
  const drawn = name && (await picture(name, "png"));
  if (!drawn) return null;
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(drawn);
  });
};

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** @type {(bytes: Uint8Array, title: string) => void} */
const print = (bytes, title) => {
  document.getElementById("caseroom-print")?.remove();
  const frame = h("iframe", {
    id: "caseroom-print",
    title,
    "aria-hidden": "true",
    tabindex: "-1",
    style: "position:fixed;width:0;height:0;border:0",
  });
  frame.srcdoc = new TextDecoder().decode(bytes);
  frame.addEventListener("load", () => {
    const page = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
    const { document: inside, CSSStyleSheet: Sheet } = page;
    inside.adoptedStyleSheets = [...inside.querySelectorAll("style")].map((style) => {
      const sheet = new Sheet(); // the page's policy, which the frame has too, forbids styles that stand in the text
      sheet.replaceSync(style.textContent);
      return sheet;
    });
    page.focus();
    page.print();
  });
  document.body.append(frame);
};

/** @param {string} question */
const goTo = (question) => {
  const card = document.querySelector(`[data-question="${question}"]`);
  const cell = card?.closest(".cell");
  if (cell) location.hash = cell.id;
  else card?.scrollIntoView();
};

/**
 * Whether a class can do without it: it is folded away as such, which only the page knows.
 *
 * @param {string} question
 */
const isForLater = (question) =>
  document.querySelector(`.if-time [data-question="${question}"], .if-time #ask-${question.replaceAll("_", "-")}`) !==
  null;

/** @type {(words: Words, part: MemoPart) => HTMLElement} */
const part = (words, { question, title, done, hint }) =>
  h(
    "li",
    { "data-done": String(done) },
    h("span", { class: "mark", "aria-hidden": "true" }, done ? "✓" : "○"),
    h(
      "span",
      {},
      !question || (done && !hint)
        ? title
        : h("button", { type: "button", class: "plain way", onclick: () => goTo(question) }, title),
      h("span", { class: "soft" }, ` · ${hint || words.included}`),
    ),
  );

/** @type {Panel<"memo">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const ask = channel(model, 60000);
    const list = h("ul", { class: "parts" });
    const extra = h("ul", { class: "parts" });
    const more = h(
      "details",
      { class: "extra" },
      h("summary", {}, words["For those who had time; the memo is complete without them"]),
      extra,
    );
    const fill = () => {
      const parts = model.get("parts");
      const isExtra = (/** @type {MemoPart} */ { question, done }) => !done && isForLater(question);
      list.replaceChildren(...parts.filter((one) => !isExtra(one)).map((one) => part(words, one)));
      extra.replaceChildren(...parts.filter(isExtra).map((one) => part(words, one)));
      more.hidden = !extra.children.length;
    };
    const { element: line, show } = statusLine();
    const save = saver(model, show);
    const id = uniqueId("name");
    /** @type {HTMLInputElement} */
    const name = h("input", {
      type: "text",
      id,
      maxlength: String(model.get("longest_name")),
      autocomplete: "name",
      value: model.get("name"),
      onchange: () => save({ type: "name", name: name.value }),
    });
    /** @param {"docx" | "html"} kind */
    const take = async (kind) => {
      show("saving", words["Putting the memo together…"]);
      const answer = await ask({ type: "take", kind, name: name.value, picture: await firstChart() });
      if (!answer.ok) return show("failed", complaint(model, answer));
      const bytes = bytesOf(answer.files[0]);
      if (kind === "docx") download(bytes, answer.file_name, WORD);
      else print(bytes, answer.file_name);
      show("", kind === "docx" ? words["The memo is in your downloads."] : "");
    };
    el.classList.add("caseroom-panel", "caseroom-memo");
    el.append(
      h(
        "section",
        { class: "card" },
        h("h3", {}, words["What is in it"]),
        list,
        more,
        h("label", { for: id }, words["Your name, if you want it on the memo"]),
        name,
        h(
          "div",
          { class: "buttons" },
          h(
            "button",
            { type: "button", class: "primary", onclick: () => take("docx") },
            words["Download as a Word document"],
          ),
          h("button", { type: "button", onclick: () => take("html") }, words["Print or save as PDF"]),
        ),
        line,
      ),
    );
    fill();
    model.on("change:parts", fill);
    document.addEventListener("caseroom:rendered", fill); // a question that is drawn later
    announce(el);
    return () => document.removeEventListener("caseroom:rendered", fill);
  },
};
