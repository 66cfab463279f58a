// The case's options on two of its outcomes, each named beside the plot with a line to its point. Among the scenarios that
// the room has pinned, and the numbers of tables where their levers stand, an option has a letter instead of the line.

import { axes, endsOf, namesBeside, namesListed, picture, plot } from "./blocks_plot.js";
import { tableForEars } from "./blocks_table.js";
import { apart, grouped } from "./points_apart.js";
import { LETTERS, nearTo, outside, same, withOurs } from "./points_named.js";
import { h, say, svg } from "./nodes.js";

/** @typedef {{ x: number, y: number }} Place */

const OUTCOME_IN = "{what} ({unit})";

/** @type {(axis: RoomPoints["x"], values: number[], other: RoomPoints["x"] | undefined, also: import("./blocks.js").InOther) => import("./blocks_plot.js").Axis} */
const axisOf = ({ label, unit, format: kind }, values, other, { second, saidToo }) => {
  const [low, high] = endsOf(values, 0.15);
  const bare = !unit || NUMBERS.formats[kind].suffix;
  const title = bare ? label : say(OUTCOME_IN, { what: label, unit });
  const also = second(other && (bare ? other.label : saidToo(OUTCOME_IN, { what: other.label, unit: other.unit })));
  return { low, high, title, also, format: kind };
};

/** A diamond. @type {(x: number, y: number, r: number) => SVGElement} */
const option = (x, y, r) =>
  svg("path", { class: "option", d: `M${x - r},${y} L${x},${y - r} L${x + r},${y} L${x},${y + r}Z` });

/**
 * A mark with words in it, and a line to its place where it had to move: first the line, then the foot of an option that had to move.
 *
 * @type {(kind: string, at: Place, place: Place, em: number, words: string) => SVGElement[]}
 */
const marked = (kind, at, place, em, words) => {
  const text = svg("text", { class: kind, x: at.x, y: at.y, "font-size": (words.length > 2 ? 0.9 : 1) * em });
  text.textContent = words;
  const r = radius(words, em);
  const mark =
    kind === "pinned"
      ? svg("circle", { class: kind, cx: at.x, cy: at.y, r })
      : svg("rect", { class: kind, x: at.x - r, y: at.y - r, width: 2 * r, height: 2 * r, rx: 0.25 * em });
  const moved = kind === "option" && Math.hypot(place.x - at.x, place.y - at.y) > 0.3 * em;
  const foot = moved ? svg("circle", { class: "foot", cx: place.x, cy: place.y, r: 0.3 * em }) : svg("g", {});
  const line = svg("path", { class: "leader", d: `M${place.x},${place.y} L${at.x},${at.y}` });
  return [line, foot, mark, text];
};

const RADII = [0.45, 0.85, 1.1]; // em, by how many letters stand in a mark

/** px; a mark without a number is a small one. */
const radius = (/** @type {string} */ words, /** @type {number} */ em) => RADII[Math.min(words.length, 2)] * em;

const [READY, READY_PINNED, PINNED, STANDS] = [
  "A ready option",
  "A ready option, and how often we pinned it",
  "Another setting that we pinned, and how often",
  "Where a table's levers stand",
];

/** @type {(block: RoomPoints, standing: RoomPoints["tables"], near: (one: Place) => boolean, also: import("./blocks.js").InOther) => HTMLElement | false} */
const keyOf = (block, standing, near, { second, saidToo }) => {
  const { ours, tables } = block;
  const far = outside(block, near);
  const named = (/** @type {string} */ kind, /** @type {string} */ words) =>
    h("span", { class: kind }, h("i"), say(words), second(saidToo(words)));
  return (
    (ours.length > 0 || tables.length > 0) &&
    h(
      "p",
      { class: "key marks", "aria-hidden": "true" },
      named("of-option", ours.length > 0 ? READY_PINNED : READY),
      ours.length > 0 && named("of-us", PINNED),
      standing.length > 0 && named("of-tables", STANDS),
      far && h("span", {}, far),
    )
  );
};

/** @type {(block: RoomPoints, lang: string, other: RoomPoints | undefined, also: import("./blocks.js").InOther) => HTMLElement[]} */
export const points = (block, _lang, other, also) => {
  const { points: options, head, rows } = block;
  const near = nearTo(options);
  const [ours, tables] = [block.ours.filter(near), block.tables.filter(near)];
  const standing = tables.filter((one) => !options.some((other) => same(one, other)));
  const all = [...options, ...ours, ...tables];
  const across = axisOf(
    block.x,
    all.map((point) => point.x),
    other?.x,
    also,
  );
  const up = axisOf(
    block.y,
    all.map((point) => point.y),
    other?.y,
    also,
  );
  const drawn = plot((holder, size) => {
    const { em } = size;
    const frame = axes(holder, size, across, up, 0, Math.min(0.4 * size.width, 18 * em));
    const at = (/** @type {{ x: number, y: number }} */ one) => ({ x: frame.x(one.x), y: frame.y(one.y) });
    const groups = grouped(
      ours.filter((one) => !options.some((other) => same(one, other))).map((one) => ({ ...at(one), n: one.n })),
      1.4 * em,
    );
    const named = options.map((one) => ({ text: withOurs(one, ours, tables), name: "", ...at(one) })); // as the case has them
    if (!groups.length && !standing.length) {
      picture(holder, size, ...named.map(({ x, y }) => option(x, y, 0.55 * em)));
      named.sort((one, other) => one.y - other.y);
      return namesBeside(holder, size, frame, named); // last, for its lines lie beneath what was drawn before
    }
    const places = [...named, ...groups, ...standing.map(at)];
    const words = [
      ...named.map((_, n) => LETTERS[n]),
      ...groups.map(({ n }) => (n > 1 ? `${n}×` : "")),
      ...standing.map((one) => String(one.table)),
    ];
    const kindOf = (/** @type {number} */ n) =>
      n < named.length ? "option" : n < named.length + groups.length ? "pinned" : "table";
    const seats = apart(
      places.map(({ x, y }, n) => ({ x, y, r: (kindOf(n) === "pinned" ? 1 : 1.2) * radius(words[n], em) })), // corners
      0.12 * em,
      frame,
    );
    const marks = seats.map((seat, n) => marked(kindOf(n), seat, places[n], em, words[n]));
    holder.append(
      picture(
        holder,
        size,
        ...marks.map(([line]) => line),
        ...marks.flatMap(([, , ...mark]) => mark),
        ...marks.map(([, foot]) => foot),
      ),
    ); // over the grid
    return namesListed(
      holder,
      size,
      frame,
      named.map(({ text }, n) => `${LETTERS[n]}  ${text}`),
    );
  });
  if (ours.length || tables.length) drawn.classList.add("crowded");
  return [keyOf(block, standing, near, also), drawn, tableForEars(head, rows)].filter((one) => one !== false);
};
