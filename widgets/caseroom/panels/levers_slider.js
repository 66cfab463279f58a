import { h } from "./shared.js";

const SIDEWAYS = 6; // px by which a finger moves a slider and not the page
/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
/** @type {Record<string, number>} */
const PAGES = { PageUp: 1, PageDown: -1 };

/**
 * How far a key goes at once: ten steps, fewer where the slider has few.
 *
 * @param {Lever} lever
 */
const leapOf = (lever) => {
  const steps = (lever.usual[1] - lever.usual[0]) / lever.step;
  return lever.step * ([10, 5, 2].find((leap) => leap * 4 <= steps) ?? 2);
};

/**
 * A finger that comes down may want to scroll: until it goes sideways, or is lifted where it came down, nothing moves.
 *
 * @typedef {{ current: () => number, move: (value: number) => void, commit: () => void }} Hand
 * @type {(range: HTMLInputElement, hand: Hand) => void}
 */
const followPointer = (range, { current, move }) => {
  /** @type {{ clientX: number, value: number } | null} */
  let touched = null; // where a finger came down and what stood there
  const decide = () => {
    touched = null;
    move(Number(range.value));
  };
  range.addEventListener("input", () => {
    if (!touched) move(Number(range.value));
  });
  range.addEventListener("pointerdown", ({ pointerType, clientX }) => {
    if (pointerType === "touch") touched = { clientX, value: current() };
  });
  range.addEventListener("pointermove", ({ clientX }) => {
    if (touched && Math.abs(clientX - touched.clientX) > SIDEWAYS) decide();
  });
  range.addEventListener("pointerup", () => {
    if (touched) decide();
  });
  range.addEventListener("pointercancel", () => {
    if (touched) range.value = String(touched.value);
    touched = null;
  });
};

/** @type {(range: HTMLInputElement, lever: Lever, hand: Hand) => void} */
const followKeys = (range, lever, { move, commit }) => {
  range.addEventListener("keydown", (event) => {
    const leaps = PAGES[event.key] ?? (event.shiftKey && ARROWS[event.key]);
    if (!leaps) return;
    event.preventDefault();
    range.value = String(Number(range.value) + leaps * leapOf(lever));
    move(Number(range.value));
    commit();
  });
};

/**
 * A slider over the usual range of a lever: {element, range, place(value), show(value), isHeld()}. What a hand does is
 * told to `hand`; `place` moves the thumb alone.
 *
 * @param {Lever} lever
 * @param {Scale} scale
 * @param {{ id: string, help: string, baseline: string }} names
 * @param {Hand} hand
 */
export const sliderOf = (lever, scale, { id, help, baseline }, hand) => {
  const range = h("input", { type: "range", role: "slider", id, step: String(lever.step), "aria-describedby": help });
  /** @param {number} by */
  const nudge = (by) => {
    range.value = String(Number(range.value) + by * lever.step);
    hand.move(Number(range.value));
    hand.commit();
  };
  /** A thumb is broader than a step; keys and voices have the slider itself. @type {(sign: string, by: number) => HTMLElement} */
  const nudger = (sign, by) =>
    h(
      "button",
      { type: "button", class: "nudge", tabindex: "-1", "aria-hidden": "true", onclick: () => nudge(by) },
      sign,
    );
  const track = h("div", { class: "track" }, h("i", { class: "baseline", title: baseline }), range);
  const element = h("div", { class: "slide" }, nudger("−", -1), track, nudger("+", 1));
  let held = false; // while a thumb is held the page is ahead of the kernel
  /** @param {number} value */
  const span = (value) => {
    // the usual range; all that is possible once a value lies beyond it
    if (held) return;
    const [low, high] = value < lever.usual[0] || value > lever.usual[1] ? [lever.minimum, lever.maximum] : lever.usual;
    range.min = String(low);
    range.max = String(high);
  };
  /** @param {number} value */
  const along = (value) => String((value - Number(range.min)) / (Number(range.max) - Number(range.min)));
  /** @param {number} value */
  const place = (value) => {
    span(value);
    range.value = String(value);
  };
  /** @param {number} value */
  const show = (value) => {
    place(value);
    element.style.setProperty("--at", along(lever.baseline));
    range.style.setProperty("--filled", along(value));
    range.setAttribute("aria-valuetext", scale.text(value));
  };
  range.addEventListener("pointerdown", () => {
    held = true;
  });
  followPointer(range, hand);
  followKeys(range, lever, hand);
  range.addEventListener("change", hand.commit);
  for (const end of ["pointerup", "pointercancel", "blur"])
    range.addEventListener(end, () => {
      held = false;
    });
  return { element, range, place, show, isHeld: () => held };
};
