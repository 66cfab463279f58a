// A class once more: the projector's page as it was, step by step, and marked as that on every one.

import { h, say } from "./nodes.js";

/** @typedef {{ frames: { at: number | null, views: Screens["views"] }[], made_at: string }} Replay */

/**
 * `show(frame)` puts a step on the page; what comes back writes the bar anew, in another language or after a step.
 *
 * @type {(replay: Replay, show: (views: Screens["views"]) => void) => { element: HTMLElement, renew: (lang: string) => void }}
 */
export const makeReplay = ({ frames, made_at }, show) => {
  let at = 0;
  const what = h("b");
  const step = h("span", { role: "status" });
  const move = (/** @type {number} */ by) => {
    const next = Math.max(0, Math.min(at + by, frames.length - 1));
    if (next === at) return;
    at = next;
    show(frames[at].views);
  };
  const back = h("button", { type: "button", onclick: () => move(-1) });
  const next = h("button", { type: "button", onclick: () => move(1) });
  /** @type {Record<string, number>} */
  const keys = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    move(keys[event.key]);
  });
  return {
    element: h("div", { class: "replay" }, what, step, h("span", { class: "steps" }, back, next)),
    renew(lang) {
      const day = new Date(made_at).toLocaleDateString(lang, { dateStyle: "long" });
      const began = frames[at].at;
      const time =
        began &&
        new Date(1000 * began).toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const known = { n: at + 1, of: frames.length, time };
      what.textContent = say("Replay: the class of {day}", { day });
      step.textContent = time ? say("Step {n} of {of}, from {time}", known) : say("Step {n} of {of}", known);
      back.textContent = say("Back (←)");
      next.textContent = say("Next (→)");
      back.disabled = at === 0;
      next.disabled = at + 1 === frames.length;
    },
  };
};
