import { h, say } from "./nodes.js";

// What a phone says while the server is not reached: first that it waits, then whose fault it probably is.

const GRACE = 2_000; // ms without a connection that are not worth a word
const PATIENCE = 10_000; // ms after which it is no mere moment

/** Whose fault it probably is that the server does not answer, and what to do. */
export const whoseFault = () =>
  navigator.onLine === false
    ? say("This phone is in no network. Switch its Wi-Fi on and choose the room's.")
    : say(
        "Your teacher's computer does not answer this phone. Look whether this phone is on the room's Wi-Fi, and switch mobile data off. If the screen at the front shows another address now, scan the code there again.",
      );

/** A strip that stands there while the connection is gone; `connected` tells it. */
export const makeCutOff = () => {
  const words = h("p");
  const element = h("div", { class: "cut-off", role: "status", hidden: true }, words);
  /** @type {number[]} */
  let timers = [];
  const wait = () => {
    words.textContent = say(
      "No connection. What you write stays on this phone. Stay on the room's Wi-Fi: it comes back by itself.",
    );
    element.hidden = false;
  };
  const explain = () => {
    const back = say("Your four words bring you back to your seat. What you write stays on this phone.");
    words.textContent = `${whoseFault()} ${back}`;
  };
  return {
    element,
    connected: (/** @type {boolean} */ whether) => {
      if (whether) {
        timers.forEach(clearTimeout);
        timers = [];
        element.hidden = true;
      } else if (!timers.length) {
        timers = [window.setTimeout(wait, GRACE), window.setTimeout(explain, PATIENCE)];
      }
    },
  };
};
