import { announce, bytesOf, channel, complaint, download, h, picture, saver, statusLine, uniqueId } from "./shared.js";

/**
 * The chart of the what-if that the case names, else its first, with the reader's fonts, as data URL; null when there
 * is none to take.
 *
 * @param {string} named
 */
const chartOf = async (named) => {
  const names = [...document.querySelectorAll(".caseroom-whatif [data-chart]")].map((one) =>
    one.getAttribute("data-chart"),
  );
  const name = names.includes(named) ? named : names[0];
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

const ALONE = `
@media not print { #caseroom-print { display: none; } }
@media print {
  html, body { display: block; height: auto; min-height: 0; margin: 0; padding: 0; overflow: visible; background: #fff; }
  body > :not(#caseroom-print) { display: none !important; }
}`;

/** @param {string} text */
const sheetOf = (text) => {
  const sheet = new CSSStyleSheet(); // the page's policy forbids styles that stand in the text
  sheet.replaceSync(text);
  return sheet;
};

let putAway = () => {};

/**
 * The memo is a part of the page that only print shows, and alone: a phone that is asked to print a frame prints the
 * page around it. On a phone the print view draws the page anew whenever its settings change, so the memo stays until
 * the reader is back, at the next touch or key.
 *
 * @type {(bytes: Uint8Array, name: string) => Promise<void>}
 */
const print = async (bytes, name) => {
  putAway();
  const [before, style, after] = new TextDecoder().decode(bytes).split(/<\/?style>/, 3); // memo/page.py has one
  const { documentElement, body } = new DOMParser().parseFromString(before + after, "text/html");
  const memo = h("div", { lang: documentElement.lang });
  memo.append(body);
  const part = h("div", { id: "caseroom-print" });
  const root = part.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheetOf(style)];
  root.append(memo);
  const ofPaper = [...root.adoptedStyleSheets[0].cssRules].filter(
    (rule) => rule instanceof CSSPageRule || (rule instanceof CSSStyleRule && rule.selectorText === "html"),
  );
  const alone = sheetOf(`${ofPaper.map(({ cssText }) => `@media print { ${cssText} }`).join("\n")}${ALONE}`);
  const { title } = document;
  document.title = name; // what a saved PDF is called
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, alone];
  document.body.append(part);
  const ends = new AbortController();
  putAway = () => {
    putAway = () => {};
    ends.abort();
    part.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== alone);
    document.title = title;
  };
  for (const back of ["pointerdown", "keydown"])
    window.addEventListener(back, () => putAway(), { capture: true, signal: ends.signal });
  if (!matchMedia("(pointer: coarse)").matches)
    window.addEventListener("afterprint", () => putAway(), { signal: ends.signal });
  await Promise.all([...root.querySelectorAll("img")].map((image) => image.decode().catch(() => {})));
  window.print();
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
      const answer = await ask({ type: "take", kind, name: name.value, picture: await chartOf(model.get("chart")) });
      if (!answer.ok) return show("failed", complaint(model, answer));
      const bytes = bytesOf(answer.files[0]);
      if (kind === "docx") download(bytes, answer.file_name, WORD);
      else await print(bytes, answer.file_name.replace(/\.html$/, ""));
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
