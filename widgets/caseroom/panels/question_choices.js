import { h, uniqueId } from "./shared.js";

// Parts of an answer that are chosen: one of several, or a category for every item.

/** @type {(question: Question, group: string, changed: () => void) => HTMLInputElement[]} */
const radiosOf = (question, group, changed) =>
  question.choices.map(({ id }) => h("input", { type: "radio", name: group, value: id, onchange: changed }));

/** @param {HTMLInputElement[]} radios */
const chosenIn = (radios) => radios.find((radio) => radio.checked)?.value ?? "";

/** @type {MakePart} */
export const choicePart = ({ question, helpId, changed }) => {
  const radios = radiosOf(question, uniqueId("choice"), changed);
  const cards = question.choices.map((choice, n) =>
    h("label", { class: "choice" }, radios[n], h("span", {}, choice.text)),
  );
  const element = h(
    "fieldset",
    { class: "choices", "aria-describedby": helpId },
    h("legend", { class: "visually-hidden" }, question.title),
    cards,
  );
  return {
    element,
    read: () => ({ choice: chosenIn(radios) }),
    write: (work) => radios.forEach((radio) => (radio.checked = radio.value === work.choice)),
    lock: () => (element.disabled = true),
  };
};

/**
 * A row of categories for every item.
 *
 * @type {MakePart}
 */
export const sortingPart = ({ question, helpId, changed }) => {
  const rows = question.items.map((item) => {
    const radios = radiosOf(question, uniqueId("sort"), changed);
    const boxes = question.choices.map((choice, n) => h("label", {}, radios[n], h("span", {}, choice.text)));
    const element = h(
      "fieldset",
      { "data-item": item.id, "aria-describedby": helpId },
      h("legend", {}, item.text),
      h("div", { class: "boxes" }, boxes),
    );
    return { item, radios, element };
  });
  return {
    element: h(
      "div",
      { class: "sorting" },
      rows.map(({ element }) => element),
    ),
    read: () => ({
      sorted: Object.fromEntries(rows.map(({ item, radios }) => [item.id, chosenIn(radios)])),
    }),
    write: (work) =>
      rows.forEach(({ item, radios }) =>
        radios.forEach((radio) => (radio.checked = radio.value === work.sorted[item.id])),
      ),
    lock: () => rows.forEach(({ element }) => (element.disabled = true)),
  };
};
