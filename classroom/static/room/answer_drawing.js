import { h, say, svg } from "./nodes.js";
import { heightText } from "./wording.js";

// A curve: a point at each place, moved by finger, mouse or keys. Beside a point a finger scrolls the page.

const SPACES = 4; // between the lines of the grid

/** What a key does to a height; undefined for another key. */
const keyed = (
  /** @type {string} */ key,
  /** @type {number} */ height,
  /** @type {NonNullable<RoomQuestion["curve"]>} */ { minimum, maximum, step },
) =>
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
 * The axes with their titles around the plot.
 *
 * @type {(curve: NonNullable<RoomQuestion["curve"]>, across: number[], plot: HTMLElement) => HTMLElement[]}
 */
const framed = (curve, across, plot) => {
  const { at, minimum, maximum, format } = curve;
  const beside = Array.from({ length: SPACES + 1 }, (_, n) => maximum - (n / SPACES) * (maximum - minimum));
  const under = at.map((x, n) => {
    const label = h("span", {}, x);
    label.style.left = `${100 * across[n]}%`;
    return label;
  });
  return [
    h("p", { class: "axis" }, curve.y),
    h(
      "div",
      { class: "chart" },
      h(
        "div",
        { class: "up", "aria-hidden": "true" },
        ...beside.map((height) => h("span", {}, heightText(height, { format, unit: "" }))),
      ),
      plot,
      h("div", { class: "across", "aria-hidden": "true" }, h("div", {}, ...under)),
    ),
    h("p", { class: "axis below" }, curve.x),
  ];
};

/**
 * The nearest point follows the pointer, and those that a quick hand has passed lie on its way.
 *
 * @typedef {{ part: number, height: number }} Spot
 * @type {(field: HTMLElement, across: number[], spot: (event: PointerEvent) => Spot,
 *   hand: { begin: (nearest: number) => void, set: (n: number, height: number) => void, end: () => void }) => void}
 */
const drawnByHand = (field, across, spot, hand) => {
  /** @type {Spot | undefined} */
  let last;
  const nearest = (/** @type {number} */ part) =>
    across.reduce((best, x, n) => (Math.abs(x - part) < Math.abs(across[best] - part) ? n : best), 0);
  /** @type {(from: Spot, to: Spot) => void} */
  const drawTo = (from, to) => {
    const slope = (to.height - from.height) / (to.part - from.part);
    across.forEach((x, n) => {
      if ((x - from.part) * (x - to.part) < 0) hand.set(n, from.height + slope * (x - from.part));
    });
    hand.set(nearest(to.part), to.height);
    last = to;
  };
  field.addEventListener("pointerdown", (event) => {
    const onPoint = event.target instanceof Element && event.target.closest(".handle");
    if (event.button || (event.pointerType === "touch" && !onPoint)) return;
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    const here = spot(event);
    hand.begin(nearest(here.part));
    drawTo(here, here);
  });
  field.addEventListener("pointermove", (event) => {
    if (last && field.hasPointerCapture(event.pointerId)) drawTo(last, spot(event));
  });
  field.addEventListener("lostpointercapture", () => {
    last = undefined;
    hand.end();
  });
};

/** @type {MakeRoomPart} */
export const drawingPart = ({ curve }, changed) => {
  const it = /** @type {NonNullable<RoomQuestion["curve"]>} */ (curve);
  const { at, minimum, maximum, step, start } = it;
  const across = at.map((x) => (x - at[0]) / (at[at.length - 1] - at[0]));
  /** @type {number[]} */
  let drawn = []; // nothing is drawn before somebody draws
  const all = () => (drawn.length ? drawn : at.map(() => start));
  /** @type {(n: number, height: number) => void} */
  const set = (n, height) => {
    const even = Number((Math.round(height / step) * step).toFixed(10));
    drawn = all().map((old, place) => (place === n ? Math.min(Math.max(even, minimum), maximum) : old));
    show();
  };
  const press = (/** @type {KeyboardEvent} */ event, /** @type {number} */ n) => {
    const height = keyed(event.key, all()[n], it);
    if (height === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    set(n, height);
    changed();
  };
  const points = at.map((x, n) => {
    const value = h("span", { class: "value", "aria-hidden": "true" });
    const named = {
      role: "slider",
      tabindex: "0",
      "aria-orientation": "vertical",
      "aria-label": it.place.replace("{x}", String(x)),
    };
    const range = { "aria-valuemin": minimum, "aria-valuemax": maximum };
    const handle = h(
      "div",
      { class: "handle", ...named, ...range, onkeydown: (/** @type {KeyboardEvent} */ event) => press(event, n) },
      value,
    );
    handle.style.left = `${100 * across[n]}%`;
    return { handle, value };
  });
  const line = svg("polyline");
  const grid = svg("path", {
    class: "grid",
    d: Array.from({ length: SPACES + 1 }, (_, n) => `M0 ${(100 * n) / SPACES}H100`).join(""),
  });
  const picture = svg(
    "svg",
    { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" },
    grid,
    line,
  );
  const within = h(
    "div",
    { class: "within", role: "group", "aria-label": it.y },
    picture,
    ...points.map(({ handle }) => handle),
  );
  const plot = h("div", { class: "plot" }, within);
  const clear = h("button", { type: "button", class: "plain" }, say("Draw it anew"));
  const help = say(
    "Drag each point to where you expect it. With a keyboard, the Tab key goes to a point and the arrow keys move it.",
  );
  const element = h("div", { class: "drawing" }, h("p", { class: "soft" }, help), ...framed(it, across, plot), clear);

  const show = () => {
    const up = all().map((height) => (height - minimum) / (maximum - minimum));
    line.setAttribute("points", up.map((part, n) => `${100 * across[n]},${100 - 100 * part}`).join(" "));
    points.forEach(({ handle, value }, n) => {
      handle.style.bottom = `${100 * up[n]}%`;
      handle.setAttribute("aria-valuenow", String(all()[n]));
      handle.setAttribute("aria-valuetext", heightText(all()[n], it));
      handle.classList.toggle("high", up[n] > 0.8);
      value.textContent = heightText(all()[n], { format: it.format, unit: "" });
    });
    element.classList.toggle("untouched", !drawn.length);
    clear.disabled = !drawn.length;
  };
  clear.addEventListener("click", () => {
    drawn = [];
    show();
    changed();
  });
  const spot = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, bottom, width, height } = within.getBoundingClientRect();
    return { part: (clientX - left) / width, height: minimum + ((bottom - clientY) / height) * (maximum - minimum) };
  };
  drawnByHand(plot, across, spot, {
    begin: (nearest) => points[nearest].handle.focus({ preventScroll: true }),
    set,
    end: changed,
  });
  show();
  return {
    element,
    read: () => ({ curve: drawn.length ? drawn : undefined }),
    write: (draft) => {
      drawn = draft.curve?.length === at.length ? draft.curve : [];
      show();
    },
    missing: () => (drawn.length ? "" : say("Draw the curve first: move its points.")),
    first: () => points[0].handle,
  };
};
