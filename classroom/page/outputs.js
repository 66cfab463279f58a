// What a cell gave out, in the richest form that a page shows.
import { harmless } from "./sanitize.js";

/** @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: object) => HTMLElementTagNameMap[Tag]} */
const element = (tag, attributes = {}) => Object.assign(document.createElement(tag), attributes);
/** @param {string | string[]} value */
const text = (value) => (Array.isArray(value) ? value.join("") : value);

/**
 * What puts data of that kind into a place.
 *
 * @type {Record<string, (data: any, place: HTMLElement, widgets: Shower, words: string) => unknown>}
 */
const FORMS = {
  "application/vnd.jupyter.widget-view+json": ({ model_id: id }, place, widgets) => widgets.show(id, place),
  "text/html": (html, place) => {
    const block = element("div", { className: "html" });
    block.append(harmless(text(html)));
    place.append(block);
  },
  // As a picture, an SVG runs no script.
  "image/svg+xml": (svg, place, _, words) =>
    place.append(element("img", { src: `data:image/svg+xml,${encodeURIComponent(text(svg))}`, alt: words })),
  "image/png": (png, place, _, words) =>
    place.append(element("img", { src: `data:image/png;base64,${text(png).trim()}`, alt: words })),
  "text/plain": (plain, place) => place.append(element("pre", { textContent: text(plain) })),
};

/**
 * Show an output (nbformat's {data: {mime: value}}) in `place`; resolves when it stands there.
 *
 * @typedef {{ show: (id: string, place: HTMLElement) => Promise<void> }} Shower
 * @type {(output: Output, place: HTMLElement, widgets: Shower) => Promise<void>}
 */
export const show = async ({ data }, place, widgets) => {
  const mime = Object.keys(FORMS).find((form) => form in data);
  if (mime) await FORMS[mime](data[mime], place, widgets, text(data["text/plain"] ?? ""));
};

/**
 * [an empty element, the output] for what a page shows of nbformat's outputs; null for what it does not show.
 *
 * @type {(output: Output, words: Words) => [HTMLElement, Output] | null}
 */
export const placeFor = (output, words) => {
  const { output_type: type, name, text: printed } = output;
  if (type === "error")
    return [Object.assign(element("p", { className: "broken", textContent: words.broken }), { role: "alert" }), output];
  if (type === "stream")
    return name === "stdout" ? [element("pre", { className: "stdout", textContent: text(printed) }), output] : null;
  const isPanel = "application/vnd.jupyter.widget-view+json" in output.data;
  const place = element("div", { className: isPanel ? "output panels" : "output" });
  if (!isPanel) Object.assign(place, { tabIndex: 0, role: "region", ariaLabel: words.result });
  return [place, output];
};
