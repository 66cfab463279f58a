// Tables: one to look at, or one that only a screen reader reads beside a picture.

import { h } from "./nodes.js";

/** A head with its unit under it, so that the column is no wider than it must be. @type {(text: string) => (string | HTMLElement)[]} */
const headed = (text) => {
  const found = /^(.+?)(\s*)([(（][^()（）]+[)）])$/.exec(text);
  return found ? [`${found[1]}${found[2]}`, h("span", { class: "unit" }, found[3])] : [text];
};

/** The same head in the wall's other language. @typedef {{ head: string[], rows: (string | number)[][], second: import("./screen_phase.js").Second }} AlsoTable */
/** @type {AlsoTable} */
const IN_ONE = { head: [], rows: [], second: () => false };

/** @type {(text: string | number, also: string | number | undefined) => string | undefined} */
const alsoFirst = (text, also) => (also === undefined || also === text ? undefined : String(also));

/**
 * `marked`: which of the rows stand out; `most`: which of a row's cells do.
 *
 * @type {(head: string[], rows: (string | number)[][], name?: string, marked?: number[], most?: number[][], also?: AlsoTable) => HTMLElement}
 */
export const tableOf = (head, rows, name = "shown", marked = [], most = [], also = IN_ONE) =>
  h(
    "table",
    { class: name },
    h(
      "thead",
      {},
      h("tr", {}, ...head.map((text, m) => h("th", { scope: "col" }, ...headed(text), also.second(also.head[m])))),
    ),
    h(
      "tbody",
      {},
      ...rows.map(([first, ...rest], n) =>
        h(
          "tr",
          { class: marked.includes(n) && "marked" },
          h("th", { scope: "row" }, first, also.second(alsoFirst(first, also.rows[n]?.[0]))),
          ...rest.map((text, m) => h("td", { class: most[n]?.includes(m + 1) && "most" }, text)),
        ),
      ),
    ),
  );

/** @type {(head: string[], rows: (string | number)[][]) => HTMLElement} */
export const tableForEars = (head, rows) => h("div", { class: "visually-hidden" }, tableOf(head, rows, "heard"));
