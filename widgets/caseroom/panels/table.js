import { format } from "./numbers.js";
import { announce, blocksOf, h, uniqueId } from "./shared.js";

const MOST_COLUMNS = 6; // of figures that have room beside one another on a phone
const BESIDE = 3; // of them that leave the row its name on the same line
const WIDEST = 16; // half-width letters of such a figure
const FIGURE = /^[−+]?[\d.,]+ ?%?$/; // also where a case has written it itself
const BOLD = 1.12; // how much wider bold words are
const SLACK = 0.4; // em that letters may be wider than most
const MOST_EM = 21; // in which the longest words of all columns stand beside one another on a phone
const LONG = 30; // half-width letters; what is longer is read line by line and needs room

/** How wide a text is, in half-width letters. @param {string} text */
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0);

/** @type {(row: Row, column: Column) => string} */
const shown = (row, { name, format: kind }) =>
  kind === "text" ? String(row[name]) : format(/** @type {number | null} */ (row[name]), kind);

/** How the table stands on a phone: as columns of figures, or, with words in it, row by row. @type {(columns: Column[], rows: Row[]) => string | null} */
const mannerOf = ([, ...told], rows) => {
  if (told.length === 1 && told[0].format === "text") return "answers";
  const short = rows.every((row) => told.every((column) => widthOf(shown(row, column)) <= WIDEST));
  if (!short || told.length > MOST_COLUMNS) return null;
  return told.length > BESIDE ? "figures many" : "figures";
};

/** The em that a text's longest word takes; Chinese may break after any character, but four of them are a name. @param {string} text */
const longestWord = (text) =>
  Math.max(
    ...text
      .split(/[\s-]+/)
      .map((word) => (/[\u2e80-\uffef]/.test(word) ? Math.min(4, widthOf(word) / 2) : 0.6 * word.length)),
  );

/** On a phone each column of figures has its share of the room, by its longest word. @type {(columns: Column[], rows: Row[]) => number[]} */
const sharesOf = ([, ...told], rows) =>
  told.map((column) =>
    Math.max(
      2.2,
      longestWord(column.title),
      ...rows.map((row) => longestWord(shown(row, column)) * (row.strong ? BOLD : 1)),
    ),
  );

/** What stands in a column. @type {(column: Column, rows: Row[]) => string} */
const kindOf = (column, rows) => {
  if (column.format !== "text" || rows.every((row) => FIGURE.test(shown(row, column)))) return "figure";
  return rows.some((row) => widthOf(shown(row, column)) > LONG) ? "text long" : "text";
};

/** A text of one paragraph is no paragraph in its cell. @param {string} text */
const paragraphs = (text) => (/\n\n|^• /m.test(text) ? blocksOf(text) : text);

/** @param {Model<"table">} model */
const table = (model) => {
  const [columns, rows] = [model.get("columns"), model.get("rows")];
  const kinds = new Map(columns.map((column) => [column, kindOf(column, rows)]));
  /** @type {(row: Row, column: Column, n: number) => HTMLElement} */
  const cell = (row, column, n) =>
    h(
      n ? "td" : "th",
      { scope: n ? null : "row", class: kinds.get(column), "data-label": column.title },
      paragraphs(shown(row, column)),
    );
  const shares = sharesOf(columns, rows);
  const tight = shares.reduce((sum, share) => sum + share, 0) > MOST_EM;
  const across = shares.map((share) => `minmax(0, ${(share + SLACK).toFixed(2)}fr)`).join(" ");
  return h(
    "table",
    {
      class: [mannerOf(columns, rows), tight ? "tight" : ""].filter(Boolean).join(" ") || null,
      style: `--columns: ${columns.length - 1}; --shares: ${across}`,
    },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        columns.map((column) => h("th", { scope: "col", class: kinds.get(column) }, column.title)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map((row) =>
        h(
          "tr",
          { class: row.strong ? "strong" : null },
          columns.map((column, n) => cell(row, column, n)),
        ),
      ),
    ),
  );
};

/** @type {Panel<"table">} */
export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-table");
    const heading = uniqueId("table");
    const region = h("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": heading });
    const title = h("h3", { id: heading }, model.get("title"));
    const note = model.get("note") ? h("p", { class: "soft note" }, model.get("note")) : null;
    const folded = model.get("folded");
    const card = folded
      ? h("details", { class: "card folded" }, h("summary", {}, title), region, note)
      : h("section", { class: "card" }, title, region, note);
    const fill = () => {
      card.hidden = model.get("rows").length === 0; // heads alone say nothing
      region.replaceChildren(table(model));
    };
    el.append(card);
    const unfold = () => card.setAttribute("open", ""); // on paper nothing can be opened
    if (folded) addEventListener("beforeprint", unfold);
    fill();
    model.on("change:rows", fill);
    announce(el);
    return () => {
      removeEventListener("beforeprint", unfold);
      model.off("change:rows", fill);
    };
  },
};
