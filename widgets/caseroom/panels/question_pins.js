import { h } from "./shared.js";

/** @type {(pins: PinsInShort, say: Say) => HTMLElement} */
const filled = ({ before: baseline, names, rows }, say) =>
  h(
    "details",
    { class: "pinned", open: true },
    h("summary", {}, say("What you pinned")),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          names.map((name) => h("th", { scope: "col" }, name)),
        ),
      ),
      rows.map(({ label, unit, before, best_before, values, best }) =>
        h(
          "tbody",
          {},
          h(
            "tr",
            {},
            h(
              "th",
              { scope: "rowgroup", colSpan: names.length },
              label,
              unit && h("span", { class: "soft" }, unit),
              " ",
              h("span", { class: "before" }, `${baseline} `, h("span", { class: best_before && "best" }, before)),
            ),
          ),
          h(
            "tr",
            {},
            values.map((value, n) => h("td", { class: best[n] && "best" }, value)),
          ),
        ),
      ),
    ),
  );

/**
 * What the student pinned, above the text in which it is wanted; nothing before results may be seen.
 *
 * @type {(model: Model<"question">, say: Say) => { element: HTMLElement, show: () => void }}
 */
export const pinsBlock = (model, say) => {
  const element = h("div", { class: "pins" });
  const show = () => {
    const pins = model.get("pins");
    const none = "You have pinned nothing yet. A setting of the levers that you pin stands here with its numbers.";
    const content = pins.names.length ? filled(pins, say) : h("p", { class: "soft" }, say(none));
    element.replaceChildren(...(pins.seen ? [content] : []));
  };
  return { element, show };
};
