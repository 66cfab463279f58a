import { scaleOf } from "./numbers.js";
import { h } from "./shared.js";

// A curve that is drawn: a point at each place, moved by mouse, finger or keys.

const TICKS = 4; // spaces between the lines of the grid

/** @type {(name: string, attributes: Record<string, string>) => SVGElement} */
const shape = (name, attributes) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** @param {number} part of 1 */
const percent = (part) => `${100 * part}%`;

/**
 * What a key does to a height; undefined for another key.
 *
 * @type {(key: string, height: number, curve: Curve) => number | undefined}
 */
const keyed = (key, height, { minimum, maximum, step }) =>
  ({
    ArrowUp: height + step,
    ArrowRight: height + step,
    ArrowDown: height - step,
    ArrowLeft: height - step,
    PageUp: height + 5 * step,
    PageDown: height - 5 * step,
    Home: minimum,
    End: maximum,
  })[key];

/**
 * The heights as they stand and as they stood: [] is a curve of which nothing is drawn yet. Keys that follow each other on
 * one point are one step back.
 *
 * @type {(curve: Curve) => { heights(): number[], drawn(): number[], begin(of?: number): void, set(n: number, height: number):
 * void, back(): void, clear(): void, take(heights: number[]): void, canGoBack(): boolean }}
 */
const heightsOf = ({ places, minimum, maximum, step, start }) => {
  /** @type {number[]} */
  let drawn = [];
  /** @type {number[][]} */
  let before = [];
  /** @type {number | undefined} */
  let by;
  const heights = () => (drawn.length ? drawn : places.map(() => start));
  return {
    heights,
    drawn: () => drawn,
    begin: (of) => {
      if (of === undefined || of !== by) before.push(drawn);
      by = of;
    },
    set: (n, height) => {
      const even = Number((Math.round(height / step) * step).toFixed(10));
      const within = Math.min(Math.max(even, minimum), maximum);
      drawn = heights().map((before, place) => (place === n ? within : before));
    },
    back: () => {
      drawn = before.pop() ?? [];
      by = undefined;
    },
    clear: () => (drawn = []),
    take: (given) => ([drawn, before] = [given, []]),
    canGoBack: () => before.length > 0,
  };
};

/** @type {MakePart} */
export const drawingPart = ({ question, helpId, changed, say, lang }) => {
  const curve = /** @type {Curve} */ (question.curve);
  const { places, minimum, maximum } = curve;
  const scale = scaleOf(curve, lang);
  const curveNow = heightsOf(curve);
  const first = places[0].x;
  const across = places.map(({ x }) => (x - first) / (places[places.length - 1].x - first));
  /** @param {number} height */
  const up = (height) => (height - minimum) / (maximum - minimum);
  let locked = false;

  const line = shape("polyline", {});
  const picture = shape("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  const grid = Array.from({ length: TICKS + 1 }, (_, n) => n / TICKS);
  picture.append(...grid.map((part) => shape("path", { d: `M0 ${100 * part}H100`, class: "grid" })), line);
  const handles = places.map(({ name }, n) => {
    const value = h("span", { class: "value", "aria-hidden": "true" });
    const handle = h(
      "div",
      {
        role: "slider",
        tabindex: "0",
        class: "handle",
        "aria-label": name,
        "aria-orientation": "vertical",
        "aria-valuemin": String(minimum),
        "aria-valuemax": String(maximum),
        onkeydown: (event) => press(event, n),
      },
      value,
    );
    handle.style.left = percent(across[n]);
    return { handle, value };
  });
  const field = h(
    "div",
    { class: "field-of-it" },
    picture,
    handles.map(({ handle }) => handle),
  );
  const plot = h("div", { class: "plot" }, field);
  const undo = h("button", { type: "button", onclick: () => stepBack() }, say("Undo"));
  const reset = h("button", { type: "button", onclick: () => clear() }, say("Reset"));
  const under = places.map(({ x }, n) => {
    const label = h("span", {}, String(x));
    label.style.left = percent(across[n]);
    return label;
  });
  const element = h(
    "div",
    { class: "drawing", role: "group", "aria-label": curve.upwards, "aria-describedby": helpId },
    h(
      "p",
      { class: "soft" },
      say(
        "Drag each point to where you expect it. With a keyboard, the Tab key goes to a point and the arrow keys move it.",
      ),
    ),
    h("p", { class: "axis" }, curve.upwards),
    h(
      "div",
      { class: "chart" },
      h(
        "div",
        { class: "up", "aria-hidden": "true" },
        grid.map((part) => h("span", {}, scale.number(maximum - part * (maximum - minimum)))),
      ),
      plot,
      h("div", { class: "across", "aria-hidden": "true" }, h("div", {}, under)),
    ),
    h("p", { class: "axis below" }, curve.across),
    h("div", { class: "ways" }, undo, reset),
  );

  const paint = () => {
    const heights = curveNow.heights();
    line.setAttribute("points", heights.map((height, n) => `${100 * across[n]},${100 - 100 * up(height)}`).join(" "));
    handles.forEach(({ handle, value }, n) => {
      handle.style.bottom = percent(up(heights[n]));
      handle.setAttribute("aria-valuenow", String(heights[n]));
      handle.setAttribute("aria-valuetext", scale.text(heights[n]));
      handle.classList.toggle("high", up(heights[n]) > 0.8);
      value.textContent = scale.number(heights[n]);
    });
    element.classList.toggle("untouched", !curveNow.drawn().length);
    undo.setAttribute("aria-disabled", String(!curveNow.canGoBack()));
    reset.setAttribute("aria-disabled", String(!curveNow.drawn().length));
  };
  const moved = () => {
    paint();
    changed();
  };
  const stepBack = () => {
    if (!curveNow.canGoBack()) return;
    curveNow.back();
    moved();
  };
  const clear = () => {
    if (!curveNow.drawn().length) return;
    curveNow.begin();
    curveNow.clear();
    moved();
  };
  /** @type {(event: KeyboardEvent, n: number) => void} */
  const press = (event, n) => {
    const height = keyed(event.key, curveNow.heights()[n], curve);
    if (height === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (locked) return;
    curveNow.begin(n);
    curveNow.set(n, height);
    moved();
  };

  /** @typedef {{ part: number, height: number }} Point */
  /** @type {(event: PointerEvent) => Point} */
  const pointOf = ({ clientX, clientY }) => {
    const { left, bottom, width, height } = field.getBoundingClientRect();
    return { part: (clientX - left) / width, height: minimum + ((bottom - clientY) / height) * (maximum - minimum) };
  };
  /** @param {number} part */
  const nearest = (part) =>
    across.reduce((best, at, n) => (Math.abs(at - part) < Math.abs(across[best] - part) ? n : best), 0);
  /**
   * The point that is nearest follows, and those that a quick hand has passed lie on its way.
   *
   * @type {(from: Point, to: Point) => void}
   */
  const drawTo = (from, to) => {
    across.forEach((at, n) => {
      if ((at - from.part) * (at - to.part) < 0)
        curveNow.set(n, from.height + ((to.height - from.height) * (at - from.part)) / (to.part - from.part));
    });
    curveNow.set(nearest(to.part), to.height);
    paint();
  };
  /** @type {Point | undefined} */
  let last;
  plot.addEventListener("pointerdown", (event) => {
    // A finger beside a point scrolls the page.
    const onPoint = event.target instanceof Element && event.target.closest(".handle");
    if (locked || event.button || (event.pointerType === "touch" && !onPoint)) return;
    event.preventDefault();
    plot.setPointerCapture(event.pointerId);
    curveNow.begin();
    last = pointOf(event);
    handles[nearest(last.part)].handle.focus({ preventScroll: true });
    drawTo(last, last);
  });
  plot.addEventListener("pointermove", (event) => {
    if (!last || !plot.hasPointerCapture(event.pointerId)) return;
    const now = pointOf(event);
    drawTo(last, now);
    last = now;
  });
  plot.addEventListener("lostpointercapture", () => {
    if (last) changed();
    last = undefined;
  });

  paint();
  return {
    element,
    read: () => ({ curve: curveNow.drawn() }),
    write: (work) => {
      curveNow.take(work.curve);
      paint();
    },
    lock: () => {
      locked = true;
      element.classList.add("locked");
      for (const { handle } of handles) handle.setAttribute("aria-disabled", "true");
    },
  };
};
