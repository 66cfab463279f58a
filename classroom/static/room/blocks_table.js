// Tables: one to look at, or one that only a screen reader reads beside a picture.

import { h } from "./nodes.js";

/** @type {(head: string[], rows: (string | number)[][], name?: string) => HTMLElement} */
export const tableOf = (head, rows, name = "shown") =>
  h(
    "table",
    { class: name },
    h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))),
    h(
      "tbody",
      {},
      ...rows.map(([first, ...rest]) =>
        h("tr", {}, h("th", { scope: "row" }, first), ...rest.map((text) => h("td", {}, text))),
      ),
    ),
  );

/** @type {(head: string[], rows: (string | number)[][]) => HTMLElement} */
export const tableForEars = (head, rows) => h("div", { class: "visually-hidden" }, tableOf(head, rows, "heard"));
