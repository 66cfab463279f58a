import { at, main, seen } from "./journey.js";
import { all, MOVES, the } from "./nodes.js";
import { addressOf } from "./shared_link.js";

// The place in the case that is kept, and to which a reader comes back.

const language = /** @type {HTMLAnchorElement} */ (the(".language"));
const languageAddress = language.href;
export const note = () => {
  language.href = `${languageAddress}${addressOf(at.step.id)}`;
};

const cellInView = () => {
  const top = 0.35 * innerHeight;
  const cells = all(".cell", at.step.section).filter((cell) => cell.offsetHeight);
  return cells.filter((cell) => cell.getBoundingClientRect().top < top).at(-1) ?? null;
};

/** The place as it is now, to the kernel, which keeps it, and into the address. */
const tell = () => {
  const place = scrollY > 80 ? cellInView() : null;
  const cell = place?.id ?? "";
  const padding = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const below = place ? Math.round(padding - place.getBoundingClientRect().top) : 0;
  history.replaceState({ cell, below }, "", addressOf(at.step.id));
  note();
  const read = all(".exhibit[data-opened]").map((exhibit) => exhibit.closest(".cell")?.id ?? "");
  window.caseroomPlace = { step: at.step.id, cell, seen: [...seen], read };
  document.dispatchEvent(new CustomEvent("caseroom:place"));
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let keeping;
/** A step is told at once, as who has turned to it may leave; the place within it when the scrolling rests. */
export const keep = () => {
  clearTimeout(keeping);
  if (window.caseroomPlace?.step === at.step.id) keeping = setTimeout(tell, 400);
  else tell();
};

const QUIET = 4000; // ms
let letGo = () => {};
/**
 * Panels and charts grow for a while and push down what is below them: who comes to a place stays there meanwhile,
 * until nothing has moved for a moment or they move themselves.
 *
 * @type {(place: Element, below?: number) => void}
 */
export const hold = (place, below = 0) => {
  letGo();
  const fold = place.closest("details");
  if (fold) fold.open = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stay = () => {
    place.scrollIntoView();
    if (below) scrollBy(0, below);
    clearTimeout(timer);
    if (document.body.dataset.ready === "true") timer = setTimeout(letGo, QUIET);
  };
  const observer = new ResizeObserver(stay);
  letGo = () => {
    clearTimeout(timer);
    observer.disconnect();
    letGo = () => {};
  };
  observer.observe(main);
  for (const kind of MOVES) addEventListener(kind, () => letGo(), { once: true, passive: true });
};
