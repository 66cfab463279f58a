import { all, the } from "./nodes.js";

// The steps of the case as they stand on the page, and which of them the reader is at.

/** @type {{ place: Place, words: Words }} */
export const journey = JSON.parse(the("#journey").textContent);
export const main = the("#case");
export const nav = the(".steps");
export const seen = new Set(journey.place.seen);

/** @type {(sentence: string, values: Record<string, unknown>) => string} */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** @type {Step[]} */
export const steps = all(".step", main).map((section) => {
  const id = section.dataset.step ?? "";
  const link = /** @type {HTMLAnchorElement} */ (the(`a[href="#${id}"]`, nav));
  return { id, section, link, title: the(".title", link).textContent ?? "" };
});
/** @param {Step} step */
export const numberOf = (step) => steps.indexOf(step) + 1;
/** @param {Node} node */
export const stepOf = (node) => steps.find(({ section }) => section.contains(node));

/** Where the reader is. */
export const at = { step: steps[0] };
