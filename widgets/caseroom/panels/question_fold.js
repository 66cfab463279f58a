import { h } from "./shared.js";

// On a phone what has been answered and read is in the way of what is still to do: an exercise folds to its title and its
// verdict when another one is handed in, and when the page is opened again. A tap shows it all. A wide screen shows all of it
// at any time: that is the style's to say.

const FOLDS = ["choice", "number", "ranking", "match", "text", "design"];
const HANDED_IN = "caseroom:handed-in";

/**
 * The other exercises may fold: what the reader looks at stays where it is.
 *
 * @param {HTMLElement} card
 */
export const foldOthers = (card) => {
  const root = document.documentElement;
  const before = card.getBoundingClientRect().top;
  root.style.overflowAnchor = "none"; // a browser that keeps the place by itself would keep it twice
  document.dispatchEvent(new CustomEvent(HANDED_IN, { detail: card }));
  scrollBy({ top: card.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => root.style.removeProperty("overflow-anchor")));
};

/**
 * {show(state), away()}: adds to the card the button that folds it.
 *
 * @type {(card: HTMLElement, kind: string, say: Say) => { show: (state: QuestionState) => void, away: () => void }}
 */
export const foldOf = (card, kind, say) => {
  if (!FOLDS.includes(kind)) return { show: () => {}, away: () => {} };
  let [isDone, isOpened, toCheck] = [false, false, false];
  let isFirst = true;
  /** @param {boolean} folded */
  const fold = (folded) => {
    card.toggleAttribute("data-folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
    const shows = toCheck ? say("Show my text and the checklist") : say("Show answer and explanation");
    button.textContent = folded ? shows : say("Fold");
  };
  const toggle = () => {
    isOpened = card.hasAttribute("data-folded");
    fold(!isOpened);
    if (!isOpened) card.scrollIntoView({ block: "nearest" });
  };
  const button = h("button", { type: "button", class: "plain fold", hidden: true, onclick: toggle });
  card.append(button);
  /** @param {Event} event */
  const onHandedIn = (event) => {
    if (/** @type {CustomEvent<HTMLElement>} */ (event).detail === card) isOpened = false;
    else if (isDone && !isOpened) fold(true);
  };
  document.addEventListener(HANDED_IN, onHandedIn);
  return {
    show: (state) => {
      [isDone, toCheck] = [state.done, state.criteria.length > 0];
      button.hidden = !isDone;
      fold(isDone && (isFirst || card.hasAttribute("data-folded")));
      isFirst = false;
    },
    away: () => document.removeEventListener(HANDED_IN, onHandedIn),
  };
};
