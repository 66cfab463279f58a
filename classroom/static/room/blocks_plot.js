// A plot that is drawn anew whenever its place changes its size: shapes in SVG, words in HTML, which wrap by themselves.

import { format } from "../../../widgets/caseroom/panels/numbers.js";
import { cross, farFrom } from "./points_apart.js";
import { h, svg } from "./nodes.js";

/** @typedef {{ width: number, height: number, em: number }} Size */
/** @typedef {{ low: number, high: number, title: string, format: string, most?: number, also?: HTMLElement | false }} Axis `most`: steps between numbers; `also`: the title in the wall's other language */
/** @typedef {{ left: number, right: number, top: number, bottom: number, x: (value: number) => number, y: (value: number) => number }} Frame */

const TICK = 0.4; // em, from an axis to its numbers

/**
 * `draw` says how many px of height it needs; who sets another type size tells the plot so by the event "redraw".
 *
 * @type {(draw: (holder: HTMLElement, size: Size) => number) => HTMLElement}
 */
export const plot = (draw) => {
  const holder = h("div", { class: "plot", "aria-hidden": "true" });
  const redraw = () => {
    holder.style.minHeight = "";
    for (let n = 0; n < 2; n += 1) {
      const { clientWidth: width, clientHeight: height } = holder;
      if (!width || !height) return;
      holder.textContent = "";
      const needed = draw(holder, { width, height, em: Number.parseFloat(getComputedStyle(holder).fontSize) });
      if (needed <= height) return;
      holder.style.minHeight = `${Math.ceil(needed)}px`;
    }
  };
  holder.addEventListener("redraw", redraw);
  new ResizeObserver(redraw).observe(holder);
  return holder;
};

/** @type {(holder: HTMLElement, size: Size, ...shapes: SVGElement[]) => SVGElement} */
export const picture = (holder, { width, height }, ...shapes) => {
  const drawn = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, ...shapes);
  holder.prepend(drawn);
  return drawn;
};

/**
 * Words in a plot, at most `width` wide, to be put in their place by `put` once their size is known.
 *
 * @type {(holder: HTMLElement, text: string, width: number, name?: string, also?: HTMLElement | false) => HTMLElement}
 */
export const wordsIn = (holder, text, width, name = "", also = false) => {
  const label = h("span", { class: `words ${name}` }, text, also ? also.cloneNode(true) : null);
  label.style.maxWidth = `${Math.floor(width)}px`;
  holder.append(label);
  return label;
};

/** Puts words with their left upper corner there, but never outside of the plot. */
export const put = (/** @type {HTMLElement} */ label, /** @type {number} */ left, /** @type {number} */ top) => {
  const most = /** @type {HTMLElement} */ (label.parentElement).clientWidth - label.offsetWidth;
  label.style.left = `${Math.max(0, Math.min(left, most))}px`;
  label.style.top = `${top}px`;
};

/**
 * Round numbers from `low` to `high`, about `count` of them, and two at least where there is room for two.
 *
 * @type {(low: number, high: number, count: number) => number[]}
 */
export const roundNumbers = (low, high, count) => {
  const rough = (high - low || 1) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-6);
  const found = [];
  for (let n = first; n * step <= high + 1e-6 * step; n += 1) found.push(Number((n * step).toPrecision(12)));
  return found.length < 2 && count >= 2 && count < 20 ? roundNumbers(low, high, 1.5 * count) : found; // one is no scale
};

/**
 * The ends of an axis that shows all `values`, with room beside them.
 *
 * @type {(values: number[], about?: number) => [number, number]}
 */
export const endsOf = (values, about = 0.08) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const beside = about * (high - low || Math.abs(high) || 1);
  return [low >= 0 ? Math.max(0, low - beside) : low - beside, high + beside];
};

/** How the numbers of an axis are written: alike, with as many decimals as the step between them needs. */
const tickWords = (/** @type {number[]} */ ticks, /** @type {string} */ kind) => {
  const { scale, suffix } = NUMBERS.formats[kind];
  const step = ticks.length > 1 ? (ticks[1] - ticks[0]) * scale : 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return ticks.map((tick) => {
    const [whole, rest] = Math.abs(tick * scale)
      .toFixed(decimals)
      .split(".");
    const minus = tick < 0 ? NUMBERS.minus : "";
    return `${minus}${format(Number(whole), "number")}${rest ? `.${rest}` : ""}${suffix}`;
  });
};

/**
 * Draws axes with numbers and titles. `above` and `beside`: px kept free over and right of what is drawn; `y` null: no
 * upright axis.
 *
 * @type {(holder: HTMLElement, size: Size, x: Axis, y: Axis | null, above?: number, beside?: number) => Frame}
 */
export const axes = (holder, size, x, y, above = 0, beside = 0) => {
  const { width, height, em } = size;
  const under = wordsIn(holder, x.title, width - beside, "title", x.also);
  const bottom = height - under.offsetHeight - 1.3 * em - TICK * em;
  const over = y && wordsIn(holder, y.title, width, "title", y.also);
  const top = (over ? over.offsetHeight + 0.6 * em : 0) + above;
  const upright = y ? roundNumbers(y.low, y.high, (bottom - top) / (2.4 * em)) : [];
  const written = y ? tickWords(upright, y.format).map((text) => wordsIn(holder, text, 9 * em, "tick")) : [];
  const left = y ? Math.max(0, ...written.map((tick) => tick.offsetWidth)) + TICK * em : 0.6 * em;
  const right = width - beside - (beside ? 0 : 1.5 * em);
  const across = (/** @type {number} */ value) => left + ((value - x.low) / (x.high - x.low)) * (right - left);
  const up = (/** @type {number} */ value) =>
    y ? bottom - ((value - y.low) / (y.high - y.low)) * (bottom - top) : bottom;
  const along = roundNumbers(x.low, x.high, Math.min((right - left) / (4.5 * em), x.most ?? Infinity));
  const lines = [
    ...upright.map((tick) => svg("line", { class: "grid", x1: left, x2: right, y1: up(tick), y2: up(tick) })),
    ...along.map((tick) =>
      svg("line", { class: "axis", x1: across(tick), x2: across(tick), y1: bottom, y2: bottom + 0.3 * em }),
    ),
    svg("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }),
  ];
  picture(holder, size, ...lines);
  written.forEach((tick, n) => put(tick, left - TICK * em - tick.offsetWidth, up(upright[n]) - tick.offsetHeight / 2));
  tickWords(along, x.format).forEach((text, n) => {
    const tick = wordsIn(holder, text, 9 * em, "tick");
    put(tick, across(along[n]) - tick.offsetWidth / 2, bottom + TICK * em);
  });
  put(under, (left + right - under.offsetWidth) / 2, height - under.offsetHeight);
  if (over) put(over, 0, 0);
  return { left, right, top, bottom, x: across, y: up };
};

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ text: string, x: number, y: number, name: string, label: HTMLElement }} Labelled */

/**
 * How badly lines lie that lead from places to names: those that cross, above all, and those that run through the place of
 * another.
 *
 * @type {(lines: Place[][], near: number) => number}
 */
const faultsOf = (lines, near) => {
  let faults = 0;
  lines.forEach((one, n) => {
    lines.forEach((other, m) => {
      if (m > n && cross(one, other)) faults += 100;
      if (m !== n && farFrom(other[0], one) < near) faults += 1;
    });
  });
  return faults;
};

/**
 * The order of names one over the other whose lines lie best: by the heights of what they name, with neighbours changed
 * over only where that makes it better.
 *
 * @type {(first: Labelled[], faults: (order: Labelled[]) => number) => Labelled[]}
 */
const bestOrder = (first, faults) => {
  let [best, least] = [first, faults(first)];
  for (let n = 0; least > 0 && n + 1 < first.length; n += 1) {
    const other = [...best];
    other.splice(n, 2, best[n + 1], best[n]);
    const found = faults(other);
    if (found < least) [best, least] = [other, found];
  }
  return best;
};

/**
 * Puts words beside a plot at the heights of what they name, moved apart where they would meet; a line leads to each.
 * What comes back is the height that they need.
 *
 * @type {(holder: HTMLElement, size: Size, frame: Frame, named: { text: string, x: number, y: number, name: string }[]) => number}
 */
export const namesBeside = (holder, size, { right, top, bottom }, named) => {
  const { width, height, em } = size;
  const start = right + 1.4 * em;
  const byHeight = [...named]
    .sort((one, other) => one.y - other.y)
    .map((one) => ({ ...one, label: wordsIn(holder, one.text, width - start, `name ${one.name}`) }));
  const gap = 0.25 * em;
  const total = byHeight.reduce((sum, { label }) => sum + label.offsetHeight + gap, -gap);
  const end = total <= bottom - top ? bottom : height; // below the axis their lines would run through its numbers
  const tip = start - 0.9 * em;
  /** Where names stand that come in this order. @type {(order: Labelled[]) => number[]} */
  const heights = (order) => {
    let free = Math.max(0, Math.min(top, height - total));
    let left = total;
    return order.map(({ label, y }) => {
      const tall = label.offsetHeight;
      const at = Math.max(free, Math.min(y - tall / 2, end - left));
      free = at + tall + gap;
      left -= tall + gap;
      return at;
    });
  };
  const linesOf = (/** @type {Labelled[]} */ order) =>
    heights(order).map((at, n) => [order[n], { x: tip, y: at + order[n].label.offsetHeight / 2 }]);
  const labels = bestOrder(byHeight, (order) => faultsOf(linesOf(order), 0.7 * em));
  const at = heights(labels);
  const lines = linesOf(labels).map(([from, to], n) => {
    put(labels[n].label, start, at[n]);
    const d = `M${from.x},${from.y} L${to.x},${to.y} L${to.x + 0.6 * em},${to.y}`;
    return svg("path", { class: `leader ${labels[n].name}`, d });
  });
  picture(holder, size, ...lines);
  return top + total;
};

/**
 * Puts words beside a plot one under the other, from its upper edge. What comes back is the height that they need.
 *
 * @type {(holder: HTMLElement, size: Size, frame: Frame, texts: string[]) => number}
 */
export const namesListed = (holder, { width, em }, { right, top }, texts) => {
  const start = right + 1.4 * em;
  let free = top;
  for (const text of texts) {
    const label = wordsIn(holder, text, width - start, "name");
    put(label, start, free);
    free += label.offsetHeight + 0.4 * em;
  }
  return free;
};
