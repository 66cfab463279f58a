// Small helpers to make and find elements. Text is text: nothing that somebody wrote becomes markup.

/** @typedef {string | number | Node | null | false | undefined} Child */

/**
 * An element with properties (`class`, `onclick`, `aria-*`, `data-*`, …) and children.
 *
 * @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties?: Record<string, any>, ...children: Child[]) => HTMLElementTagNameMap[Tag]}
 */
export const h = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) {
    if (child !== null && child !== false && child !== undefined)
      element.append(...(child instanceof Node ? [child] : inWholes(String(child), tag)));
  }
  return element;
};

const TABLE = /(第\d+桌)/;
const OF_TEXT_ALONE = ["option", "title", "textarea"];

/** A text in which the number of a table stays in one line: Chinese would break on both sides of it. @type {(text: string, tag: string) => (string | Node)[]} */
const inWholes = (text, tag) =>
  TABLE.test(text) && !OF_TEXT_ALONE.includes(tag)
    ? text
        .split(TABLE)
        .map((part) => (TABLE.test(part) ? h("span", { class: "unbroken" }, document.createTextNode(part)) : part))
    : [text];

/**
 * An element of SVG.
 *
 * @type {(tag: string, properties?: Record<string, any>, ...children: Child[]) => SVGElement}
 */
export const svg = (tag, properties = {}, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, String(value));
  for (const child of children) {
    if (child !== null && child !== false && child !== undefined)
      element.append(child instanceof Node ? child : String(child));
  }
  return element;
};

/** @type {<Kind extends HTMLElement>(selector: string, inside?: ParentNode) => Kind} */
export const the = (selector, inside = document) => {
  const found = /** @type {any} */ (inside.querySelector(selector));
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
};

/**
 * What the page was given as JSON in a script of this id.
 *
 * @type {(id: string) => any}
 */
export const given = (id) => JSON.parse(the(`script#${id}`).textContent ?? "null");

/** @type {Record<string, string>} */
export const words = given("words");

/**
 * The sentence in the page's language, with its {placeholders} filled.
 *
 * @type {(sentence: string, known?: Record<string, unknown>) => string}
 */
export const say = (sentence, known = {}) =>
  (words[sentence] ?? sentence).replace(/\{(\w+)\}/g, (whole, name) => (name in known ? String(known[name]) : whole));
