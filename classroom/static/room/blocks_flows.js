// Who moved where: from the answers before the talk, on the left, to those after it, on the right.

import { tableForEars } from "./blocks_table.js";
import { h, say, svg } from "./nodes.js";

const FULL = 0.86; // of a row's height that the largest answer takes

/** @type {(numbers: number[]) => number} */
const totalOf = (numbers) => numbers.reduce((sum, n) => sum + n, 0);

/**
 * The ribbons between rows of labels, which may be of different heights.
 *
 * @type {(holder: HTMLElement, block: RoomFlows, rows: { top: number, height: number }[], em: number) => void}
 */
const drawRibbons = (holder, { labels, from, flows: moves }, rows, em) => {
  const { clientWidth: width, clientHeight: height } = holder;
  const before = moves.map(totalOf);
  const after = labels.map((_, to) => totalOf(moves.map((row) => row[to])));
  const one = (FULL * Math.min(...rows.map((row) => row.height))) / Math.max(1, ...before, ...after);
  const starts = (/** @type {number} */ n, /** @type {number} */ count) =>
    rows[n].top + (rows[n].height - one * count) / 2;
  const right = labels.map((_, to) => starts(to, after[to]));
  const shapes = [];
  const numbers = [];
  for (const [n, name] of from.entries()) {
    const row = labels.indexOf(name);
    let left = starts(row, before[n]);
    for (const [to, count] of moves[n].entries()) {
      if (!count) continue;
      const [y1, y2, thick, middle] = [left, right[to], count * one, width / 2];
      const there = `M0,${y1} C${middle},${y1} ${middle},${y2} ${width},${y2}`;
      const back = `V${y2 + thick} C${middle},${y2 + thick} ${middle},${y1 + thick} 0,${y1 + thick} Z`;
      shapes.push(svg("path", { class: to === row ? "ribbon stayed" : "ribbon moved", d: `${there} ${back}` }));
      if (thick > 1.15 * em) numbers.push(svg("text", { x: 0.4 * em, y: y1 + thick / 2, dy: "0.35em" }, count));
      left += thick;
      right[to] += thick;
    }
  }
  holder.textContent = "";
  holder.append(svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, ...shapes, ...numbers));
};

/** @type {(block: RoomFlows, lang: string, other: RoomFlows | undefined, also: import("./blocks.js").InOther) => HTMLElement[]} */
export const flows = (block, _lang, other, { second, saidToo }) => {
  const { labels, from, flows: moves, whole } = block;
  const after = labels.map((_, to) => totalOf(moves.map((row) => row[to])));
  const cell = (
    /** @type {string} */ side,
    /** @type {string} */ text,
    /** @type {number | undefined} */ count,
    /** @type {string | undefined} */ also,
  ) =>
    h(
      "span",
      { class: `end ${side}` },
      text && h("span", {}, text, second(also)),
      count !== undefined && h("b", {}, count),
    );
  const lefts = labels.map((name, at) => {
    const n = from.indexOf(name);
    return n < 0 ? cell("left", "", undefined, "") : cell("left", name, totalOf(moves[n]), other?.labels[at]);
  });
  const rights = labels.map((name, to) => cell("right", name, whole ? after[to] : undefined, other?.labels[to]));
  const holder = h("div", { class: "ribbons" });
  const key = h(
    "p",
    { class: "key" },
    h("span", { class: "stayed" }, h("i"), say("gave the same answer"), second(saidToo("gave the same answer"))),
    h("span", { class: "moved" }, h("i"), say("changed the answer"), second(saidToo("changed the answer"))),
  );
  const heads = [
    h("span", { class: "end left head" }, h("span", {}, say("The first time"), second(saidToo("The first time")))),
    h("span", { class: "end right head" }, h("span", {}, say("The second time"), second(saidToo("The second time")))),
  ];
  const grid = h("div", { class: "flows", "aria-hidden": "true" }, ...heads, holder);
  labels.forEach((_, n) => {
    for (const side of [lefts[n], rights[n]]) side.style.gridRow = `${n + 2}`;
    grid.append(lefts[n], rights[n]);
  });
  holder.style.gridRow = `2 / span ${labels.length}`;
  new ResizeObserver(() => {
    const { top } = holder.getBoundingClientRect();
    const rows = rights.map((side) => {
      const box = side.getBoundingClientRect();
      return { top: box.top - top, height: box.height };
    });
    if (holder.clientWidth) drawRibbons(holder, block, rows, Number.parseFloat(getComputedStyle(holder).fontSize));
  }).observe(holder);
  const heard = from.map((name, n) => [name, ...moves[n]]);
  return [key, grid, tableForEars([say("The first time"), ...labels], heard)];
};
