import { format } from "./numbers.js";
import { announce, h, uniqueId } from "./shared.js";

/** @param {Model<"table">} model */
const table = (model) => {
  const columns = model.get("columns");
  /** @type {(row: Row, column: Column) => string} */
  const shown = (row, { name, format: kind }) =>
    kind === "text" ? String(row[name]) : format(/** @type {number | null} */ (row[name]), kind);
  /** @type {(row: Row, column: Column, n: number) => HTMLElement} */
  const cell = (row, column, n) =>
    h(
      n ? "td" : "th",
      { scope: n ? null : "row", class: column.format === "text" ? "text" : "figure", "data-label": column.title },
      shown(row, column),
    );
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        columns.map((column) =>
          h("th", { scope: "col", class: column.format === "text" ? "text" : "figure" }, column.title),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      model.get("rows").map((row) =>
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
    const fill = () => region.replaceChildren(table(model));
    el.append(
      h(
        "section",
        { class: "card" },
        h("h3", { id: heading }, model.get("title")),
        region,
        model.get("note") ? h("p", { class: "soft note" }, model.get("note")) : null,
      ),
    );
    fill();
    model.on("change:rows", fill);
    announce(el);
  },
};
