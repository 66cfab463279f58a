import { h } from "./shared.js";

const TITLES = ["Outcome", "As the levers stand", "Middle", "90 % interval", "All draws"];

/**
 * The shape of the draws, those nine in ten marked.
 *
 * @type {(draws: Draws, say: Say) => HTMLElement}
 */
const histogram = ({ counts, likely, ends }, say) => {
  if (counts.length < 2) return h("span", { class: "soft" }, say("all the same"));
  const most = Math.max(...counts, 1);
  return h(
    "div",
    { class: "histogram", "aria-hidden": "true" },
    h(
      "div",
      { class: "bars" },
      counts.map((count, n) =>
        h("i", { class: n >= likely[0] && n <= likely[1] ? "inside" : "", style: `--size: ${count / most}` }),
      ),
    ),
    h(
      "div",
      { class: "ends soft" },
      ends.map((end) => h("span", {}, end)),
    ),
  );
};

// The roles are said because a phone gets blocks, which are no table to a screen reader.

/** @type {(row: Draws, say: Say) => HTMLElement} */
const rowOf = (row, say) => {
  /** @type {(title: string, ...content: Child[]) => HTMLElement} */
  const cell = (title, ...content) => h("td", { role: "cell", "data-title": say(title) }, content);
  return h(
    "tr",
    { role: "row", "data-result": row.name },
    h("th", { scope: "row", role: "rowheader" }, row.label, row.unit && h("small", {}, row.unit)),
    cell("As the levers stand", row.now),
    cell("Middle", h("strong", {}, row.middle)),
    cell(
      "90 % interval",
      h("span", { class: "likely" }, `${row.low} – ${row.high}`),
      row.endless && h("p", { class: "endless" }, row.endless),
    ),
    cell("All draws", histogram(row, say)),
  );
};

/** @type {(body: HTMLElement, say: Say) => HTMLElement} */
const tableAround = (body, say) =>
  h(
    "table",
    { role: "table" },
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        TITLES.map((title) => h("th", { scope: "col", role: "columnheader" }, say(title))),
      ),
    ),
    body,
  );

/**
 * What the draws say, to be seen and to be heard: {element, live, show()}.
 *
 * @param {Model<"uncertainty">} model
 * @param {Say} say
 */
export const resultTable = (model, say) => {
  const body = h("tbody", { role: "rowgroup" });
  const goals = h("ul", { class: "goals" });
  const drawn = h("p", { class: "soft note" });
  const live = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": say("How sure is it?") };
  const element = h("div", { class: "result" }, goals, h("div", region, tableAround(body, say)), drawn);
  return {
    element,
    live,
    show: () => {
      const results = model.get("results");
      element.hidden = !results.length;
      goals.replaceChildren(...model.get("goals").map((sentence) => h("li", {}, sentence)));
      body.replaceChildren(...results.map((row) => rowOf(row, say)));
      drawn.textContent = model.get("drawn");
      if (live.textContent !== model.get("summary")) live.textContent = model.get("summary");
    },
  };
};
