import { scaleOf } from "./numbers.js";
import { h, uniqueId } from "./shared.js";

// A curve that is drawn: a point at each place, moved by mouse, finger or keys.

const SPACES = 4; // between the lines of the grid
const HELP =
  "Drag each point to where you expect it. With a keyboard, the Tab key goes to a point and the arrow keys move it.";

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
 * The heights as they stand and as they stood: of a curve of which nothing is drawn yet, `drawn` is []. Keys that follow
 * each other on one point are one step back.
 *
 * @param {Curve} curve
 */
const heightsOf = ({ places, minimum, maximum, step, start }) => {
  /** @type {number[]} */
  let drawn = [];
  /** @type {number[][]} */
  let before = [];
  /** @type {number | undefined} */
  let by;
  const all = () => (drawn.length ? drawn : places.map(() => start));
  return {
    all,
    drawn: () => drawn,
    canGoBack: () => before.length > 0,
    /** @param {number} [of] the point that keys move */
    begin: (of) => {
      if (of === undefined || of !== by) before.push(drawn);
      by = of;
    },
    /** @type {(n: number, height: number) => void} */
    set: (n, height) => {
      const even = Number((Math.round(height / step) * step).toFixed(10));
      const within = Math.min(Math.max(even, minimum), maximum);
      drawn = all().map((old, place) => (place === n ? within : old));
    },
    back: () => {
      drawn = before.pop() ?? [];
      by = undefined;
    },
    clear: () => {
      drawn = [];
    },
    /** @param {number[]} given */
    take: (given) => {
      drawn = given;
      before = [];
    },
  };
};

/** @typedef {{ handle: HTMLElement, value: HTMLElement }} DrawnPoint */
/** @type {(name: string, curve: Curve, press: (event: KeyboardEvent) => void) => DrawnPoint} */
const pointOf = (name, { minimum, maximum }, press) => {
  const value = h("span", { class: "value", "aria-hidden": "true" });
  const handle = h("div", {
    role: "slider",
    tabindex: "0",
    class: "handle",
    "aria-label": name,
    "aria-orientation": "vertical",
    "aria-valuemin": String(minimum),
    "aria-valuemax": String(maximum),
    onkeydown: press,
  });
  handle.append(value);
  return { handle, value };
};

/**
 * The axes with their titles around the plot.
 *
 * @type {(curve: Curve, across: number[], written: (height: number) => string, plot: HTMLElement) => HTMLElement[]}
 */
const framed = ({ places, minimum, maximum, upwards, across: title }, across, written, plot) => {
  const under = places.map(({ x }, n) => {
    const label = h("span", {}, String(x));
    label.style.left = percent(across[n]);
    return label;
  });
  const beside = Array.from({ length: SPACES + 1 }, (_, n) => maximum - (n / SPACES) * (maximum - minimum));
  return [
    h("p", { class: "axis" }, upwards),
    h(
      "div",
      { class: "chart" },
      h(
        "div",
        { class: "up", "aria-hidden": "true" },
        beside.map((height) => h("span", {}, written(height))),
      ),
      plot,
      h("div", { class: "across", "aria-hidden": "true" }, h("div", {}, under)),
    ),
    h("p", { class: "axis below" }, title),
  ];
};

/**
 * The pointer draws: the point that is nearest follows it, and those that a quick hand has passed lie on its way.
 *
 * @typedef {{ part: number, height: number }} Spot
 * @type {(plot: HTMLElement, across: number[], given: { mayDraw: () => boolean, spot: (event: PointerEvent) => Spot,
 *   begin: (nearest: number) => void, set: (n: number, height: number) => void, end: () => void }) => void}
 */
const drawnByPointer = (plot, across, { mayDraw, spot, begin, set, end }) => {
  /** @type {Spot | undefined} */
  let last;
  /** @param {number} part */
  const nearest = (part) =>
    across.reduce((best, at, n) => (Math.abs(at - part) < Math.abs(across[best] - part) ? n : best), 0);
  /** @type {(from: Spot, to: Spot) => void} */
  const drawTo = (from, to) => {
    const slope = (to.height - from.height) / (to.part - from.part);
    across.forEach((at, n) => {
      if ((at - from.part) * (at - to.part) < 0) set(n, from.height + slope * (at - from.part));
    });
    set(nearest(to.part), to.height);
    last = to;
  };
  plot.addEventListener("pointerdown", (event) => {
    // A finger beside a point scrolls the page.
    const onPoint = event.target instanceof Element && event.target.closest(".handle");
    if (!mayDraw() || event.button || (event.pointerType === "touch" && !onPoint)) return;
    event.preventDefault();
    plot.setPointerCapture(event.pointerId);
    const here = spot(event);
    begin(nearest(here.part));
    drawTo(here, here);
  });
  plot.addEventListener("pointermove", (event) => {
    if (last && plot.hasPointerCapture(event.pointerId)) drawTo(last, spot(event));
  });
  plot.addEventListener("lostpointercapture", () => {
    last = undefined;
    end();
  });
};

/** @type {(curve: Curve, across: number[], points: HTMLElement[], helpId: string) => { plot: HTMLElement, field: HTMLElement,
 *   line: SVGElement }} */
const plotOf = (curve, across, points, helpId) => {
  const line = shape("polyline", {});
  const picture = shape("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  const grid = Array.from({ length: SPACES + 1 }, (_, n) => `M0 ${(100 * n) / SPACES}H100`);
  picture.append(shape("path", { d: grid.join(""), class: "grid" }), line);
  points.forEach((point, n) => {
    point.style.left = percent(across[n]);
  });
  const named = { role: "group", "aria-label": curve.upwards, "aria-describedby": helpId };
  const field = h("div", { class: "within", ...named }, picture, points);
  return { plot: h("div", { class: "plot" }, field), field, line };
};

/**
 * Shows the heights: the line, and each point with what a voice says of it.
 *
 * @type {(all: number[], curve: Curve, across: number[], scale: Scale, line: SVGElement, points: DrawnPoint[]) => void}
 */
const paint = (all, { minimum, maximum }, across, scale, line, points) => {
  const up = all.map((height) => (height - minimum) / (maximum - minimum));
  line.setAttribute("points", up.map((part, n) => `${100 * across[n]},${100 - 100 * part}`).join(" "));
  points.forEach(({ handle, value }, n) => {
    handle.style.bottom = percent(up[n]);
    handle.setAttribute("aria-valuenow", String(all[n]));
    handle.setAttribute("aria-valuetext", scale.text(all[n]));
    handle.classList.toggle("high", up[n] > 0.8);
    value.textContent = scale.number(all[n]);
  });
};

/** @type {MakePart} */
export const drawingPart = ({ question, changed, say, lang }) => {
  const curve = /** @type {Curve} */ (question.curve);
  const { places, minimum, maximum } = curve;
  const heights = heightsOf(curve);
  const scale = scaleOf(curve, lang);
  const [first, last] = [places[0].x, places[places.length - 1].x];
  const across = places.map(({ x }) => (x - first) / (last - first));
  let locked = false;

  /** @type {(event: KeyboardEvent, n: number) => void} */
  const press = (event, n) => {
    const height = keyed(event.key, heights.all()[n], curve);
    if (height === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (locked) return;
    heights.begin(n);
    heights.set(n, height);
    moved();
  };
  const stepBack = () => {
    if (!heights.canGoBack()) return;
    heights.back();
    moved();
  };
  const clear = () => {
    if (!heights.drawn().length) return;
    heights.begin();
    heights.clear();
    moved();
  };

  const points = places.map(({ name }, n) => pointOf(name, curve, (event) => press(event, n)));
  const handles = points.map(({ handle }) => handle);
  const help = h("p", { class: "soft", id: uniqueId("drawing") }, say(HELP));
  const { plot, field, line } = plotOf(curve, across, handles, help.id);
  const undo = h("button", { type: "button", onclick: stepBack }, say("Undo"));
  const reset = h("button", { type: "button", onclick: clear }, say("Reset"));
  const ways = h("div", { class: "ways" }, undo, reset);
  const element = h("div", { class: "drawing" }, help, framed(curve, across, scale.number, plot), ways);

  const show = () => {
    paint(heights.all(), curve, across, scale, line, points);
    element.classList.toggle("untouched", !heights.drawn().length);
    undo.setAttribute("aria-disabled", String(!heights.canGoBack()));
    reset.setAttribute("aria-disabled", String(!heights.drawn().length));
  };
  const moved = () => {
    show();
    changed();
  };
  drawnByPointer(plot, across, {
    mayDraw: () => !locked,
    spot: ({ clientX, clientY }) => {
      const { left, bottom, width, height } = field.getBoundingClientRect();
      return { part: (clientX - left) / width, height: minimum + ((bottom - clientY) / height) * (maximum - minimum) };
    },
    begin: (nearest) => {
      heights.begin();
      handles[nearest].focus({ preventScroll: true });
    },
    set: (n, height) => {
      heights.set(n, height);
      show();
    },
    end: changed,
  });
  show();
  return {
    element,
    read: () => ({ curve: heights.drawn() }),
    write: (work) => {
      heights.take(work.curve);
      show();
    },
    lock: () => {
      locked = true;
      element.classList.add("locked");
      for (const handle of handles) handle.setAttribute("aria-disabled", "true");
    },
  };
};
