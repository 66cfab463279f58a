// Tables: one to look at, or one that only a screen reader reads beside a picture.

import { h, say } from "./nodes.js";

/** A head with its unit under it, so that the column is no wider than it must be. @type {(text: string) => (string | HTMLElement)[]} */
const headed = (text) => {
  const found = /^(.+?)(\s*)([(（][^()（）]+[)）])$/.exec(text);
  return found ? [`${found[1]}${found[2]}`, h("span", { class: "unit" }, found[3])] : [text];
};

const STAYED = "They stayed with their first answer.";

/** A number, ringed where it is of those who stayed: said to who cannot see the ring. @type {(text: string | number, stayed: boolean) => (string | number | HTMLElement)[]} */
export const ringed = (text, stayed) =>
  stayed ? [h("span", { class: "ring" }, text), h("span", { class: "visually-hidden" }, ` ${say(STAYED)}`)] : [text];

/** The same head in the wall's other language. @typedef {{ head: string[], rows: (string | number)[][], second: import("./screen_phase.js").Second }} AlsoTable */
/** @type {AlsoTable} */
const IN_ONE = { head: [], rows: [], second: () => false };

/** @type {(text: string | number, also: string | number | undefined) => string | undefined} */
const alsoFirst = (text, also) => (also === undefined || also === text ? undefined : String(also));

/** Which rows stand out, which of a row's cells do and which is ringed, and which rows are set apart. @typedef {Pick<RoomTable, "marked" | "most" | "stayed" | "mixed">} Marks */

/** @type {(head: string[], rows: (string | number)[][], name?: string, marks?: Marks, also?: AlsoTable) => HTMLElement} */
export const tableOf = (
  head,
  rows,
  name = "shown",
  { marked = [], most = [], stayed = [], mixed = [] } = {},
  also = IN_ONE,
) =>
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
          { class: [marked.includes(n) && "marked", mixed.includes(n) && "mixed"].filter(Boolean).join(" ") || null },
          h("th", { scope: "row" }, first, also.second(alsoFirst(first, also.rows[n]?.[0]))),
          ...rest.map((text, m) =>
            h("td", { class: most[n]?.includes(m + 1) && "most" }, ...ringed(text, stayed[n] === m + 1)),
          ),
        ),
      ),
    ),
  );

/** @type {(head: string[], rows: (string | number)[][]) => HTMLElement} */
export const tableForEars = (head, rows) => h("div", { class: "visually-hidden" }, tableOf(head, rows, "heard"));
