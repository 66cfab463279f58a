import { MOVES, the } from "./nodes.js";

// A scenario that somebody shared comes in the address. It stays there, behind the step, through reloads and a change
// of language, until the what-if, which opens with the predictions, has offered it and the reader has answered.
const LONGEST_SHARED = 4001; // characters; one more than the longest that is ever read
let shared = "";
const stepInAddress = () => location.hash.slice(1).split(/&?scenario=/)[0];
/** @param {string} id */
export const addressOf = (id) => `#${id}${shared && `&${shared}`}`;
const takeShared = () => {
  const at = location.hash.indexOf("scenario=");
  if (at < 0) {
    if (shared) history.replaceState(null, "", addressOf(stepInAddress())); // a link within the page leaves it out
    return;
  }
  shared = location.hash.slice(at, at + LONGEST_SHARED);
  document.dispatchEvent(new CustomEvent("caseroom:shared"));
};
const sayShared = () => {
  the(".shared-waiting").hidden = !shared || Boolean(document.querySelector(".caseroom-offer-panel"));
};
export const keepShared = () => {
  takeShared();
  let untouched = shared !== "" && !stepInAddress(); // straight from the link: then the offer is what they came for
  for (const kind of MOVES)
    addEventListener(
      kind,
      () => {
        untouched = false;
      },
      { passive: true },
    );
  document.addEventListener("caseroom:offered", () => {
    if (untouched) the(".caseroom-offer-panel").dispatchEvent(new CustomEvent("caseroom:go", { bubbles: true }));
  });
  window.caseroomShared = {
    get text() {
      return shared;
    },
    done() {
      shared = "";
      document.dispatchEvent(new CustomEvent("caseroom:shared"));
    },
  };
  addEventListener("hashchange", () => {
    untouched = untouched || location.hash.includes("scenario=");
    takeShared();
  });
  for (const moment of ["shared", "rendered"]) document.addEventListener(`caseroom:${moment}`, sayShared);
  sayShared();
};
