// The case's options on two of its outcomes, each named beside the plot with a line to its point, among the scenarios
// that the room has pinned and the numbers of the tables, where their levers stand.

import { axes, endsOf, namesBeside, picture, plot } from "./blocks_plot.js";
import { tableForEars } from "./blocks_table.js";
import { h, say, svg } from "./nodes.js";

/** @typedef {{ x: number, y: number }} Place */

/** @type {(axis: RoomPoints["x"], values: number[]) => { low: number, high: number, title: string, format: string }} */
const axisOf = ({ label, unit, format: kind }, values) => {
  const [low, high] = endsOf(values, 0.15);
  const title = unit && !NUMBERS.formats[kind].suffix ? say("{what} ({unit})", { what: label, unit }) : label;
  return { low, high, title, format: kind };
};

/** A diamond. @type {(x: number, y: number, r: number) => SVGElement} */
const option = (x, y, r) =>
  svg("path", { class: "option", d: `M${x - r},${y} L${x},${y - r} L${x + r},${y} L${x},${y + r}Z` });

/** As large as often as it was pinned. @type {(x: number, y: number, r: number, n: number) => SVGElement[]} */
const pinned = (x, y, r, n) => [svg("circle", { class: "pinned", cx: x, cy: y, r: Math.min(4 * r, r * Math.sqrt(n)) })];

/**
 * A table's number, with a line to its place where another mark stands there.
 *
 * @type {(at: Place, place: Place, em: number, number: number) => SVGElement[]}
 */
const table = (at, place, em, number) => {
  const text = svg("text", { class: "table", x: at.x, y: at.y, "font-size": 0.95 * em });
  text.textContent = String(number);
  return [
    svg("path", { class: "leader", d: `M${place.x},${place.y} L${at.x},${at.y}` }),
    svg("circle", { class: "table", cx: at.x, cy: at.y, r: 0.85 * em }),
    text,
  ];
};

/**
 * Where marks are put so that they lie neither on each other nor on what is `taken`.
 *
 * @type {(marks: Place[], size: number, taken: Place[]) => Place[]}
 */
const apart = (marks, size, taken) => {
  /** @type {Place[]} */
  const placed = [];
  const meets = (/** @type {Place} */ at, /** @type {Place[]} */ others, /** @type {number} */ near) =>
    others.some((one) => Math.hypot(one.x - at.x, one.y - at.y) < near);
  for (const { x, y } of marks) {
    let at = { x, y };
    for (let n = 1; (meets(at, placed, size) || meets(at, taken, 0.85 * size)) && n < 80; n += 1) {
      const [turn, away] = [n * 2.4, size * 0.45 * Math.sqrt(n)];
      at = { x: x + away * Math.cos(turn), y: y - away * Math.sin(turn) };
    }
    placed.push(at);
  }
  return placed;
};

/** @type {(block: RoomPoints) => HTMLElement | false} */
const keyOf = ({ ours, tables }) =>
  (ours.length > 0 || tables.length > 0) &&
  h(
    "p",
    { class: "key marks", "aria-hidden": "true" },
    h("span", { class: "of-option" }, h("i"), say("A ready option")),
    ours.length > 0 && h("span", { class: "of-us" }, h("i"), say("Pinned by us: the larger, the more often")),
    tables.length > 0 && h("span", { class: "of-tables" }, h("i"), say("Where a table's levers stand")),
  );

/** @type {(block: RoomPoints) => HTMLElement[]} */
export const points = (block) => {
  const { points: options, ours, tables, head, rows } = block;
  const all = [...options, ...ours, ...tables];
  const across = axisOf(
    block.x,
    all.map((point) => point.x),
  );
  const up = axisOf(
    block.y,
    all.map((point) => point.y),
  );
  const drawn = plot((holder, size) => {
    const { em } = size;
    const frame = axes(holder, size, across, up, 0, Math.min(0.4 * size.width, 18 * em));
    const at = (/** @type {{ x: number, y: number }} */ one) => ({ x: frame.x(one.x), y: frame.y(one.y) });
    const named = options.map((one) => ({ text: one.label, name: "", ...at(one) }));
    const places = tables.map(at);
    const seats = apart(places, 1.8 * em, named);
    picture(
      holder,
      size,
      ...ours.flatMap((one) => pinned(at(one).x, at(one).y, 0.5 * em, one.n)),
      ...named.map(({ x, y }) => option(x, y, 0.55 * em)),
      ...seats.flatMap((seat, n) => table(seat, places[n], em, tables[n].table)),
    );
    return namesBeside(holder, size, frame, named); // last, for its lines lie beneath what was drawn before
  });
  return [keyOf(block), drawn, tableForEars(head, rows)].filter((one) => one !== false);
};
