import { forget, keep, recall } from "./kept.js";
import { h, say } from "./nodes.js";

// The four words that open a seat on any device. The server tells them once and does not keep them; the phone keeps
// them until somebody has said that they are written down, so that a reload in between loses nothing.

const UNTIL_WRITTEN = "caseroom-return-code";

/** @param {string} code */
export const keepCode = (code) => keep(UNTIL_WRITTEN, code);
export const codeToWriteDown = () => recall(UNTIL_WRITTEN);

/** @type {(code: string, anonymous: boolean, goOn: () => void) => HTMLElement} */
export const codeCard = (code, anonymous, goOn) => {
  const written = () => {
    forget(UNTIL_WRITTEN);
    goOn();
  };
  return h(
    "section",
    { class: "return-code" },
    h("h1", { tabindex: "-1" }, say("Write these four words down")),
    h("p", { class: "four" }, ...code.split(" ").map((word) => h("span", {}, word))),
    h("p", {}, say("They bring you back to your seat from any phone or computer. They are shown only this once.")),
    anonymous && h("p", {}, say("Only they and this phone open your own answers. Nobody can tell you them again.")),
    h("button", { type: "button", class: "primary", onclick: written }, say("I have written them down")),
  );
};
