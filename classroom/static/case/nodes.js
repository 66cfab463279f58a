/** @type {(selector: string, within?: ParentNode) => HTMLElement[]} */
export const all = (selector, within = document) => [
  .../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(selector)),
];

/**
 * What the template puts on every page.
 *
 * @type {(selector: string, within?: ParentNode) => HTMLElement}
 */
export const the = (selector, within = document) => /** @type {HTMLElement} */ (within.querySelector(selector));
