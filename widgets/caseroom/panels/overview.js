import { announce, h, onPage, saver } from "./shared.js";

/** @param {{ grade: string, short: string }} source */
const badge = ({ grade, short }) =>
  h("span", { class: `evidence grade-${grade.toLowerCase()}` }, `${grade} · ${short}`);

/** @param {Model<"overview">} model */
const overview = (model) => {
  const words = model.get("words");
  const it = model.get("case");
  return [
    h(
      "dl",
      { class: "facts" },
      h("div", {}, h("dt", {}, words["Your chair"]), h("dd", {}, it.role)),
      h("div", {}, h("dt", {}, words["Your decision"]), h("dd", {}, it.decision)),
      h(
        "div",
        {},
        h("dt", {}, words["Time"]),
        h(
          "dd",
          {},
          h("p", {}, words["about {minutes} minutes"].replace("{minutes}", String(it.minutes))),
          h(
            "p",
            { class: "soft" },
            words["What you write is saved as you go. You can stop at any time and go on later where you were."],
          ),
        ),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, words["Who is at the table"]),
      h(
        "dl",
        { class: "roles" },
        it.roles.map((role) => h("div", {}, h("dt", {}, role.name), h("dd", {}, role.stake))),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, words["After this case you can"]),
      h(
        "ul",
        {},
        it.objectives.map((text) => h("li", {}, text)),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, words["Where the claims come from"]),
      h(
        "p",
        { class: "soft" },
        words[
          "A: a primary text or a study read at its source. B: a study known by its abstract, or official figures at second hand. C: the word of an author or a newspaper. D: no source. M: our own model."
        ],
      ),
      h(
        "dl",
        { class: "roles" },
        it.sources.map((source) =>
          h("div", {}, h("dt", {}, badge(source), " ", source.citation), h("dd", {}, source.note)),
        ),
      ),
    ),
  ];
};

/**
 * JupyterLab's page is English: in it a notebook has the language of its case, which fonts and readers go by.
 *
 * @param {HTMLElement} el
 * @param {string} lang
 */
const sayLanguage = async (el, lang) => {
  await onPage(el);
  el.closest(".jp-Notebook")?.setAttribute("lang", lang === "zh" ? "zh-CN" : lang);
};

/** @type {Panel<"overview">} */
export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-overview");
    el.append(...overview(model));
    // A place that could not be kept is no trouble worth a word: the next step is kept again.
    const save = saver(model, () => {});
    const keep = () => save({ type: "at", place: window.caseroomPlace });
    document.addEventListener("caseroom:place", keep);
    if (window.caseroomPlace) keep();
    announce(el);
    sayLanguage(el, model.get("lang"));
    return () => document.removeEventListener("caseroom:place", keep);
  },
};
