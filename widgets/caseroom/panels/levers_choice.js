import { h } from "./shared.js";

/**
 * A lever whose values are names: {element, error, show(value), refuse(sentence)}, a radio button a line. What is
 * chosen is told to `taken`.
 *
 * @param {Lever} lever
 * @param {{ id: string, help: string, baseline: string }} names
 * @param {(value: number) => void} taken
 */
export const choiceOf = (lever, { id, help, baseline }, taken) => {
  const wrong = `${id}-wrong`;
  const error = h("p", { class: "wrong", id: wrong, role: "alert" });
  const lines = lever.choices.map(({ value, label }) => {
    const radio = h("input", { type: "radio", name: id, value: String(value) });
    radio.addEventListener("change", () => {
      error.textContent = "";
      taken(value);
    });
    const own = value === lever.baseline && h("span", { class: "soft mark" }, baseline);
    return { value, radio, element: h("label", { class: "line" }, radio, h("span", { class: "what" }, label), own) };
  });
  return {
    element: h(
      "div",
      { class: "named", role: "radiogroup", "aria-labelledby": id, "aria-describedby": `${help} ${wrong}` },
      lines.map(({ element }) => element),
    ),
    error,
    /** @param {number} value */
    show: (value) => {
      for (const line of lines) line.radio.checked = line.value === value;
      error.textContent = "";
    },
    /** @param {string} sentence */
    refuse: (sentence) => {
      error.textContent = sentence;
    },
  };
};
