// The time that a phase has left. The server says how many seconds; from there on this page counts by itself, by a
// clock that no wrong setting of the device changes.

let ends = 0;
/** @type {Clock} */
let clock = { left: null, held: false };

/** @param {Clock} told */
export const setClock = (told) => {
  clock = told;
  ends = performance.now() + 1000 * (told.left ?? 0);
};

/** Seconds left; null where the phase has no clock. */
export const secondsLeft = () => {
  if (clock.left === null) return null;
  return clock.held ? clock.left : Math.max(0, (ends - performance.now()) / 1000);
};
export const isHeld = () => clock.held;

/** @param {number} seconds */
export const written = (seconds) => {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
