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

/**
 * What lies so near together that its marks would cover each other, as one: where its middle lies, and how often.
 *
 * @type {(marks: (Place & { n: number })[], near: number) => (Place & { n: number })[]}
 */
const grouped = (marks, near) => {
  /** @type {(Place & { n: number })[]} */
  const groups = [];
  for (const { x, y, n } of [...marks].sort((one, other) => other.n - one.n)) {
    const group = groups.find((one) => Math.hypot(one.x - x, one.y - y) < near);
    if (!group) groups.push({ x, y, n });
    else {
      const all = group.n + n;
      [group.x, group.y, group.n] = [(group.x * group.n + x * n) / all, (group.y * group.n + y * n) / all, all];
    }
  }
  return groups;
};

/**
 * What was pinned: a point for one setting, a number for several. A line leads from a mark to its place where it had to
 * move.
 *
 * @type {(at: Place, group: Place & { n: number }, em: number) => SVGElement[]}
 */
const pinned = (at, group, em) => marked("pinned", at, group, em, group.n > 1 ? String(group.n) : "");

/** A table's number. @type {(at: Place, place: Place, em: number, number: number) => SVGElement[]} */
const table = (at, place, em, number) => marked("table", at, place, em, String(number));

/** @type {(name: string, at: Place, place: Place, em: number, words: string) => SVGElement[]} */
const marked = (name, at, place, em, words) => {
  const text = svg("text", { class: name, x: at.x, y: at.y, "font-size": 0.9 * em });
  text.textContent = words;
  const r = radius(words, em);
  const mark =
    name === "table"
      ? svg("rect", { class: name, x: at.x - r, y: at.y - r, width: 2 * r, height: 2 * r, rx: 0.25 * em })
      : svg("circle", { class: name, cx: at.x, cy: at.y, r });
  return [svg("path", { class: "leader", d: `M${place.x},${place.y} L${at.x},${at.y}` }), mark, text];
};

/** px; a mark without a number is a small one. */
const radius = (/** @type {string} */ words, /** @type {number} */ em) => (words ? 0.85 : 0.45) * em;

/** @typedef {Place & { r: number }} Round */

/**
 * Where marks are put so that they lie neither on each other nor on what is `taken`; as near to their place as can be.
 *
 * @type {(marks: Round[], taken: Round[], gap: number, inside: { left: number, right: number, top: number, bottom: number }) => Round[]}
 */
const apart = (marks, taken, gap, { left, right, top, bottom }) => {
  const placed = [...taken];
  return marks.map(({ x, y, r }) => {
    const free = (/** @type {Place} */ at) =>
      placed.every((one) => Math.hypot(one.x - at.x, one.y - at.y) >= one.r + r + gap) &&
      at.x >= left + r &&
      at.x <= right - r &&
      at.y >= top + r &&
      at.y <= bottom - r;
    let at = { x, y, r };
    for (let n = 1; !free(at) && n < 400; n += 1) {
      const [turn, away] = [n * 2.4, r * 0.5 * Math.sqrt(n)];
      at = { x: x + away * Math.cos(turn), y: y - away * Math.sin(turn), r };
    }
    placed.push(at);
    return at;
  });
};

const same = (/** @type {Place} */ one, /** @type {Place} */ other) => one.x === other.x && one.y === other.y;

/** An option's name, with how often it was pinned as it is. @type {(option: RoomPoints["points"][number], ours: RoomPoints["ours"]) => string} */
const withCount = (option, ours) => {
  const n = ours.find((one) => same(one, option))?.n;
  return n ? `${option.label} · ${n}×` : option.label;
};

/** @type {(block: RoomPoints) => HTMLElement | false} */
const keyOf = ({ ours, tables }) =>
  (ours.length > 0 || tables.length > 0) &&
  h(
    "p",
    { class: "key marks", "aria-hidden": "true" },
    h(
      "span",
      { class: "of-option" },
      h("i"),
      ours.length > 0 ? say("A ready option, and how often we pinned it") : say("A ready option"),
    ),
    ours.length > 0 && h("span", { class: "of-us" }, h("i"), say("Another setting that we pinned")),
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
    const named = options.map((one) => ({ text: withCount(one, ours), name: "", ...at(one) }));
    const groups = grouped(
      ours.filter((one) => !options.some((other) => same(one, other))).map((one) => ({ ...at(one), n: one.n })),
      1.4 * em,
    );
    const places = tables.map(at);
    const round = [
      ...groups.map((one) => ({ ...one, r: radius(one.n > 1 ? "n" : "", em) })),
      ...places.map((one) => ({ ...one, r: radius("n", em) })),
    ];
    const seats = apart(
      round,
      named.map(({ x, y }) => ({ x, y, r: 0.6 * em })),
      0.15 * em,
      frame,
    );
    picture(
      holder,
      size,
      ...named.map(({ x, y }) => option(x, y, 0.55 * em)),
      ...groups.flatMap((group, n) => pinned(seats[n], group, em)),
      ...places.flatMap((place, n) => table(seats[groups.length + n], place, em, tables[n].table)),
    );
    return namesBeside(holder, size, frame, named); // last, for its lines lie beneath what was drawn before
  });
  return [keyOf(block), drawn, tableForEars(head, rows)].filter((one) => one !== false);
};
