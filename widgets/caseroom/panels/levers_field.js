import { h } from "./shared.js";

/**
 * The number of a lever as text: {element, error, show(value), clear(), giveUp(), refuse(typed, sentence), text()}.
 * What was typed is told to the typist; so is that it is given up.
 *
 * @typedef {{ current: () => number, taken: (value: number | string) => void, givenUp: () => void }} Typist
 * @param {Scale} scale
 * @param {{ label: string, help: string, wrong: string }} names
 * @param {Typist} typist
 */
export const fieldOf = (scale, { label, help, wrong }, { current, taken, givenUp }) => {
  const field = h("input", {
    type: "text",
    inputmode: scale.keys,
    autocomplete: "off",
    "aria-label": label,
    "aria-describedby": `${help} ${wrong}`,
  });
  const error = h("p", { class: "wrong", id: wrong, role: "alert" });
  const unit = h("span", { class: "unit soft", "aria-hidden": "true" });
  const element = h("span", { class: "typed" }, field, unit);
  let typing = false; // a text not yet taken is the reader's: the answer to another lever leaves it
  const clear = () => {
    error.textContent = "";
    field.removeAttribute("aria-invalid");
  };
  const giveUp = () => {
    typing = false;
    clear();
    givenUp();
  };
  const take = () => {
    typing = false;
    clear();
    if (field.value !== scale.field(current())) taken(scale.read(field.value));
  };
  field.addEventListener("input", () => {
    typing = true;
  });
  field.addEventListener("blur", () => {
    typing = false;
  });
  field.addEventListener("change", take);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") take();
    if (event.key === "Escape") giveUp();
  });
  return {
    element,
    error,
    clear,
    giveUp,
    /** @param {number} value */
    show: (value) => {
      if (!typing && (document.activeElement !== field || !field.hasAttribute("aria-invalid"))) {
        field.value = scale.field(value);
        clear(); // of what was refused nothing is left
      }
      unit.textContent = scale.behind(value);
    },
    text: () => field.value,
    /** @type {(typed: string, sentence: string) => void} */
    refuse: (typed, sentence) => {
      error.textContent = sentence;
      field.value = typed;
      field.setAttribute("aria-invalid", "true");
    },
  };
};
