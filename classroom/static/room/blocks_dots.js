// Numbers guessed, one dot a guess, with the model's number as a line and what it holds possible as a band.

import { axes, endsOf, picture, plot, put, wordsIn } from "./blocks_plot.js";
import { tableForEars } from "./blocks_table.js";
import { h, say, svg } from "./nodes.js";
import { scaleOf } from "../../../widgets/caseroom/panels/numbers.js";

const OWN_STACK = 0.35; // of the largest dots: with smaller ones near numbers share the height instead
const PLAIN = 4; // digits that a number has beside a plot, as in the sentence under it

/** @type {(value: number, unit: string, lang: string) => string} */
const guessText = (value, unit, lang) => {
  const written = Math.abs(value) < 10_000 ? Number(value.toPrecision(PLAIN)) : Math.round(value);
  return scaleOf({ format: "number", unit, unit_one: unit }, lang).text(written).replace(/ %$/, "%");
};

/**
 * Dots as large as the room over the axis allows. Each stands on its own number, above those that it would cover there;
 * `up` is how many dots high.
 *
 * @type {(across: number[], tall: number, largest: number) => { size: number, placed: { at: number, up: number }[] }}
 */
const stacked = (across, tall, largest) => {
  const sorted = [...across].sort((one, other) => one - other);
  const gaps = sorted.map((at, n) => at - sorted[n - 1]).filter((gap) => gap > 0.01);
  const narrowest = Math.min(largest, ...gaps); // with dots as wide, each number has a stack of its own
  const first = narrowest >= OWN_STACK * largest ? narrowest : largest;
  for (let size = first; ; size *= 0.92) {
    /** @type {number[]} */
    const ends = []; // by height, where the last dot of that height ends
    const placed = sorted.map((at) => {
      const free = ends.findIndex((end) => end <= at - size / 2 + 0.01);
      const up = free < 0 ? ends.length : free;
      ends[up] = at + size / 2;
      return { at, up };
    });
    if (size < 3 || ends.length * size <= tall) return { size, placed };
  }
};

const [GUESSES_IN, GUESSES] = ["Our guesses ({unit})", "Our guesses"];
const [ANSWERS_IN, ANSWERS] = ["Our numbers ({unit})", "Our numbers"]; // which were computed

/** @type {(block: RoomDots, lang: string, other: RoomDots | undefined, also: import("./blocks.js").InOther) => HTMLElement[]} */
export const dots = (block, lang, other, { second, saidToo }) => {
  const { values, unit, middle, model, low, high, earlier, written, computed } = block;
  const [inUnit, ofNone] = computed ? [ANSWERS_IN, ANSWERS] : [GUESSES_IN, GUESSES];
  const also = second(other && (other.unit ? saidToo(inUnit, { unit: other.unit }) : saidToo(ofNone)));
  const title = unit ? say(inUnit, { unit }) : say(ofNone);
  const [first, last] = endsOf(
    [...values, model, low, high, earlier?.low, earlier?.high].filter((one) => typeof one === "number"),
  );
  const drawn = plot((holder, size) => {
    const { width, em } = size;
    const [middleOne, right] = computed
      ? ["Our middle number: {number}", "The right number: {number}"]
      : ["Our middle guess: {number}", "The model: {number}"];
    const ours = wordsIn(holder, say(middleOne, { number: written.middle }), width, "ours");
    const theirs = model !== undefined && wordsIn(holder, say(right, { number: written.model ?? "" }), width, "model");
    const rows = [theirs ? theirs.offsetHeight : 0, ours.offsetHeight];
    const most = values.every(Number.isInteger) ? Math.max(1, last - first) : Infinity;
    const axis = { low: first, high: last, title, also, format: "number", most };
    const { x, top, bottom } = axes(holder, size, axis, null, rows[0] + rows[1] + (earlier ? 1.8 : 0.6) * em);
    const { size: thick, placed } = stacked(values.map(x), bottom - top, 1.3 * em);
    const shapes = [];
    if (low !== undefined && high !== undefined && low !== null && high !== null)
      shapes.push(
        svg("rect", {
          class: "band model",
          x: x(low),
          y: rows[0],
          width: Math.max(3, x(high) - x(low)),
          height: bottom - rows[0],
        }),
      );
    if (earlier) {
      const [from, to, y] = [x(earlier.low), x(earlier.high), rows[0] + rows[1] + 0.4 * em];
      shapes.push(
        svg("rect", { class: "earlier", x: from, y, width: Math.max(3, to - from), height: 0.9 * em }),
        svg("line", { class: "earlier", x1: x(earlier.middle), x2: x(earlier.middle), y1: y, y2: y + 0.9 * em }),
      );
    }
    for (const { at, up } of placed)
      shapes.push(svg("circle", { class: "dot", cx: at, cy: bottom - (up + 0.5) * thick, r: 0.44 * thick }));
    shapes.push(svg("line", { class: "line ours", x1: x(middle), x2: x(middle), y1: rows[0] + rows[1], y2: bottom }));
    if (theirs && model !== undefined)
      shapes.push(svg("line", { class: "line model", x1: x(model), x2: x(model), y1: rows[0], y2: bottom }));
    picture(holder, size, ...shapes);
    // Each stands on that side of its line on which the other line is not.
    const before = model !== undefined && middle <= model;
    put(ours, before ? x(middle) - ours.offsetWidth : x(middle), rows[0]);
    if (theirs && model !== undefined) put(theirs, before ? x(model) : x(model) - theirs.offsetWidth, 0);
    return top + 4 * em + size.height - bottom;
  });
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const heard = [...counts].map(([value, count]) => [guessText(value, unit, lang), count]);
  if (!earlier) return [drawn, tableForEars([title, say("How many")], heard)];
  const name = h("span", { class: "earlier" }, h("i"), say("{class}: the middle half", { class: earlier.name }));
  const quarters = [earlier.low, earlier.middle, earlier.high].map((n) => guessText(n, unit, lang));
  const head = [say("An earlier class"), say("Lower quarter"), say("Middle"), say("Upper quarter")];
  return [
    h("p", { class: "key", "aria-hidden": "true" }, name),
    drawn,
    tableForEars([title, say("How many")], heard),
    tableForEars(head, [[earlier.name, ...quarters]]),
  ];
};
