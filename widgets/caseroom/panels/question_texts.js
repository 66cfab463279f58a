import { keysFor, typed } from "./numbers.js";
import { h, uniqueId } from "./shared.js";

// Parts of an answer that are typed: a number, and texts.

/** @type {MakePart} */
export const numberPart = ({ question, longest, helpId, changed, say }) => {
  const [id, rangeId] = [uniqueId("number"), uniqueId("range")];
  const { unit, minimum, maximum } = /** @type {NonNullable<Question["number"]>} */ (question.number);
  const input = h("input", {
    type: "text",
    id,
    inputmode: keysFor(minimum),
    autocomplete: "off",
    maxLength: longest.number,
    "aria-describedby": `${rangeId} ${helpId}`,
    oninput: changed,
  });
  const element = h(
    "div",
    { class: "number" },
    h("label", { for: id }, say("Your number")),
    h("span", { class: "entry" }, input, h("span", {}, unit)),
    h(
      "span",
      { class: "soft", id: rangeId },
      say("Enter a number from {low} to {high}.", { low: typed(minimum), high: typed(maximum) }),
    ),
  );
  return {
    element,
    read: () => ({ number: input.value }),
    write: (work) => (input.value = work.number),
    lock: () => (input.readOnly = true),
  };
};

/** @type {MakePart} */
export const fieldsPart = ({ question, longest, helpId, changed, say }) => {
  /** @type {Record<string, HTMLTextAreaElement>} */
  const areas = {};
  const element = h(
    "div",
    { class: "fields" },
    question.fields.map((field) => {
      const [id, sizeId] = [uniqueId("field"), uniqueId("size")];
      const rows = field.optional ? Math.min(field.rows, 2) : field.rows;
      areas[field.id] = h("textarea", {
        id,
        rows,
        "data-optional": field.optional && "",
        maxLength: longest.text,
        "aria-describedby": `${sizeId} ${helpId}`,
        oninput: changed,
      });
      areas[field.id].style.setProperty("--rows", String(rows));
      const asked = field.optional ? "If you have time: about {words} words." : "Write about {words} words.";
      const bare = field.optional ? say("If you have time.") : "";
      const size = field.words ? say(asked, { words: field.words }) : bare;
      return h(
        "div",
        { class: "field", "data-optional": field.optional && "" },
        h("label", { for: id }, field.label),
        h("span", { class: "soft", id: sizeId }, size),
        areas[field.id],
      );
    }),
  );
  return {
    element,
    read: () => ({ fields: Object.fromEntries(Object.entries(areas).map(([id, area]) => [id, area.value])) }),
    write: (work) => Object.entries(areas).forEach(([id, area]) => (area.value = work.fields[id])),
    lock: () => {
      for (const area of Object.values(areas)) {
        area.readOnly = true;
        const field = area.closest(".field");
        field?.toggleAttribute("hidden", area.dataset.optional !== undefined && !area.value.trim()); // not asked for any more
      }
    },
  };
};
