/** @type {(selector: string, within?: ParentNode) => HTMLElement[]} */
export const all = (selector, within = document) => [
  .../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(selector)),
];

/** What a reader does who moves by themselves. */
export const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];

/**
 * What the template puts on every page.
 *
 * @type {(selector: string, within?: ParentNode) => HTMLElement}
 */
export const the = (selector, within = document) => /** @type {HTMLElement} */ (within.querySelector(selector));
