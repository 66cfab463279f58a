import { at } from "./journey.js";
import { all } from "./nodes.js";

// On a phone the bar with the way on makes room while levers are in hand (case.css): under the chart two of them are
// seen whole, or the options with what pins them. Above the levers and below them it stands where it always does.

const BEGINS = 0.7; // of the window's height, to which the options, or the groups of levers, have come

const atLevers = () =>
  all(".caseroom-levers-panel", at.step.section).some((panel) => {
    const first = panel.querySelector(".presets") ?? panel.querySelector(".tabs");
    if (!first || !panel.offsetHeight) return false;
    return (
      first.getBoundingClientRect().top < BEGINS * innerHeight && panel.getBoundingClientRect().bottom > innerHeight
    );
  });

export const watchHands = () => {
  let looking = false;
  const look = () => {
    if (looking) return;
    looking = true;
    requestAnimationFrame(() => {
      looking = false;
      document.body.classList.toggle("at-levers", atLevers());
    });
  };
  for (const kind of ["scroll", "resize", "popstate"]) addEventListener(kind, look, { passive: true });
};
