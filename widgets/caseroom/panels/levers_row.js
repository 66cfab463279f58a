import { choiceOf } from "./levers_choice.js";
import { fieldOf } from "./levers_field.js";
import { sliderOf } from "./levers_slider.js";
import { scaleOf } from "./numbers.js";
import { h, uniqueId } from "./shared.js";

const SETTLED = 400; // ms after a touch, by when the chart has its height
const LONG = { label: 22, word: 10, unit: 12, measure: 7 }; // letters of an English one that beside its field would stand a word a line, or be cut in a word

/** @type {(lever: Lever, scale: Scale, say: Say) => string} */
const helpText = (lever, scale, say) => {
  const [low, high] = lever.usual;
  if (low <= lever.minimum && high >= lever.maximum) return lever.help;
  const range = { low: scale.number(low), high: scale.text(high) };
  return `${lever.help} ${say("The slider covers {low} to {high}; you can type more.", range)}`;
};

/** @type {(lever: Lever, scale: Scale, say: Say, onclick: () => void) => HTMLButtonElement} */
const backButton = (lever, scale, say, onclick) => {
  const value = scale.text(lever.baseline);
  return h(
    "button",
    {
      type: "button",
      class: "plain back",
      hidden: true,
      "aria-label": say("{label}: back to the baseline, {value}", { label: lever.label, value }),
      onclick,
      title: say("Baseline {value}", { value }),
    },
    "↺",
    h("span", { class: "of" }, ` ${scale.number(lever.baseline)}`),
  );
};

/** @type {(label: string, text: HTMLElement) => HTMLButtonElement} */
const askButton = (label, text) => {
  const button = h(
    "button",
    {
      type: "button",
      class: "plain ask",
      "aria-label": label,
      "aria-expanded": "false",
      onclick: () => {
        text.hidden = !text.hidden;
        button.setAttribute("aria-expanded", String(!text.hidden));
        if (!text.hidden) text.scrollIntoView({ block: "nearest" });
      },
    },
    "?",
  );
  return button;
};

/**
 * The frame of a lever: what it is called, what it means and what is behind the "?", around `parts`; whoever touches it
 * is told to the page.
 *
 * @type {(lever: Lever, say: Say, name: HTMLElement, text: HTMLElement, beside: Child[], parts: Child[]) => HTMLElement}
 */
const frameOf = (lever, say, name, text, beside, parts) => {
  const ask = askButton(say("What is {label}?", { label: lever.label }), text);
  const element = h(
    "div",
    { class: "lever", "data-lever": lever.name },
    h("div", { class: "top" }, name, ask, beside),
    parts,
    text,
  );
  for (const touch of ["focusin", "pointerdown"])
    element.addEventListener(touch, () =>
      element.dispatchEvent(new CustomEvent("caseroom:lever", { bubbles: true, detail: lever.name })),
    );
  // A touch may have brought a higher chart above the levers, which then covers this one.
  let later = 0;
  const comeOut = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };
  element.addEventListener("pointerdown", () => clearTimeout(later));
  element.addEventListener("pointerup", ({ pointerType }) => {
    if (pointerType === "touch") later = window.setTimeout(comeOut, SETTLED);
  });
  return element;
};

/**
 * One lever: {element, settle(), complain(sentence), giveUp()}. A value is sent as soon as it moves, and kept by `commit`.
 *
 * @typedef {{ send: (name: string, value: number | string) => void, pending: (name: string) => boolean }} Sender
 * @typedef {{ element: HTMLElement, settle: () => void, complain: (sentence: string) => void, giveUp: () => void }} Row
 * @type {(lever: Lever, model: Model<"levers">, say: Say, sender: Sender, commit: () => void) => Row}
 */
export const leverRow = (lever, ...rest) => (lever.choices.length ? namesRow : numberRow)(lever, ...rest);

/** @type {typeof leverRow} */
const namesRow = (lever, model, say, sender, commit) => {
  const id = uniqueId("lever");
  const help = `${id}-help`;
  const choice = choiceOf(lever, { id, help, baseline: say("Baseline") }, (value) => {
    sender.send(lever.name, value);
    commit();
  });
  const text = h("p", { class: "help soft", id: help, hidden: true }, lever.help);
  const settle = () => choice.show(model.get("values")[lever.name]);
  return {
    element: frameOf(
      lever,
      say,
      h("span", { class: "name", id }, lever.label),
      text,
      [],
      [choice.element, choice.error],
    ),
    settle: () => {
      if (!sender.pending(lever.name)) settle();
    },
    complain: (sentence) => {
      settle();
      choice.refuse(sentence);
    },
    giveUp: settle,
  };
};

/** @type {typeof leverRow} */
const numberRow = (lever, model, say, sender, commit) => {
  const idle = h("p", { class: "idle soft" });
  const scale = scaleOf(lever, model.get("lang"));
  const id = uniqueId("lever");
  const [help, wrong] = [`${id}-help`, `${id}-wrong`];
  const current = () => model.get("values")[lever.name];
  /** @param {number} value */
  const show = (value) => {
    slider.show(value);
    field.show(value);
    back.hidden = Math.abs(value - lever.baseline) < 1e-9;
  };
  /** @param {number} value */
  const move = (value) => {
    field.clear();
    show(value);
    sender.send(lever.name, value);
  };
  /** @param {number | string} value */
  const taken = (value) => {
    if (typeof value === "number") slider.place(value); // an arrow key may follow before the kernel has answered
    sender.send(lever.name, value);
    commit();
  };
  const baseline = say("Baseline {value}", { value: scale.text(lever.baseline) });
  const slider = sliderOf(lever, scale, { id, help, baseline }, { current, move, commit });
  const label = say("{label}, typed", { label: lever.label });
  const field = fieldOf(scale, { label, help, wrong }, { current, taken, givenUp: () => show(current()) });
  const back = backButton(lever, scale, say, () => {
    move(lever.baseline);
    commit();
    slider.range.focus();
  });
  const text = h("p", { class: "help soft", id: help, hidden: true }, helpText(lever, scale, say));
  const name = h("label", { for: id }, lever.label);
  const element = frameOf(lever, say, name, text, [back, field.element], [slider.element, field.error, idle]);
  const parts = lever.label.split(/[\s-]/);
  const unit = scale.behind(); // of more than one
  const long =
    lever.label.length > LONG.label ||
    parts.some((part) => part.length > LONG.word) ||
    unit.length > LONG.unit ||
    unit.split(/[\s-]/).some((part) => part.length > LONG.measure);
  element.classList.toggle("long", long && model.get("lang") === "en");
  return {
    element,
    settle: () => {
      if (!slider.isHeld() && !sender.pending(lever.name)) show(current());
      const still = model.get("idle") === lever.name;
      idle.textContent = still ? say("With the other levers as they stand, this one changes no outcome.") : "";
    },
    /** @param {string} sentence */
    complain: (sentence) => {
      const typed = field.text();
      show(current());
      field.refuse(typed, sentence);
    },
    giveUp: field.giveUp,
  };
};
