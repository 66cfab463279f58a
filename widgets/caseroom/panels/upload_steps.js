import { format } from "./numbers.js";
import { h, uniqueId } from "./shared.js";

// What the card shows of a file. A step of bringing one begins with a heading that can take the focus.

const LONG = 12; // letters of a figure that on a phone has a line of its own

/** @param {Figure[]} figures */
export const figureList = (figures) =>
  h(
    "dl",
    { class: "figures" },
    figures.map(({ label, value }) =>
      h("div", { class: value.length > LONG && "long" }, h("dt", {}, label), h("dd", {}, value)),
    ),
  );

/**
 * Sentences under a heading, in a box of a tone; it takes the focus when it must be read.
 *
 * @type {(heading: string, sentences: string[], tone: "note" | "wrong") => HTMLElement}
 */
export const sentenceBox = (heading, sentences, tone) => {
  const id = uniqueId("told");
  return h(
    "div",
    { class: "told", "data-tone": tone, role: "group", tabindex: "-1", "aria-labelledby": id },
    h("p", { id, class: "heading" }, heading),
    h(
      "ul",
      {},
      sentences.map((sentence) => h("li", {}, sentence)),
    ),
  );
};

/** @type {(warnings: string[], say: Say) => HTMLElement[]} */
const warned = (warnings, say) => (warnings.length ? [sentenceBox(say("Worth knowing"), warnings, "note")] : []);

/**
 * A file on its way: {step, progress(share), reading()}.
 *
 * @param {string} name
 * @param {Say} say
 * @param {HTMLElement} cancel
 */
export const sendingStep = (name, say, cancel) => {
  const now = h("h4", { tabindex: "-1" });
  const bar = h("progress", { max: 1, value: 0, "aria-label": name });
  /** @param {number} share */
  const progress = (share) => {
    const sent = format(Math.round(share * 100) / 100, "percent");
    now.textContent = say("Sending {name}: {share}", { name, share: sent });
    bar.value = share;
  };
  progress(0);
  return {
    step: [now, bar, h("div", { class: "buttons" }, cancel)],
    progress,
    reading: () => {
      now.textContent = say("Reading {name}…", { name });
      bar.removeAttribute("value");
    },
  };
};

/**
 * Which sheet of a workbook was read, where there are several; choosing another reads that one.
 *
 * @type {(table: UploadedTable, choose: (sheet: string) => void, say: Say) => HTMLElement[]}
 */
export const sheetChoice = ({ sheets, sheet }, choose, say) => {
  if (!sheets.length) return [];
  const id = uniqueId("sheet");
  const options = sheets.map((name) => h("option", { value: name, selected: name === sheet }, name));
  /** @type {HTMLSelectElement} */
  const select = h("select", { id, onchange: () => choose(select.value) }, options);
  return [h("div", { class: "role sheet" }, h("label", { for: id }, say("Which sheet of the workbook?")), select)];
};

/** @type {(before: HTMLElement[], form: HTMLElement, warnings: string[], say: Say, ...buttons: HTMLElement[]) => HTMLElement[]} */
export const columnsStep = (before, form, warnings, say, ...buttons) => [
  h("h4", { tabindex: "-1" }, say("Which column is which?")),
  h("p", { class: "soft" }, say("Check what was guessed. Samples from the file stand below each choice.")),
  ...warned(warnings, say),
  ...before,
  form,
  h("div", { class: "buttons" }, buttons),
];

/**
 * @typedef {{ figures: Figure[], warnings: string[] }} Summary
 * @type {(question: string, file: string, found: Summary, say: Say, ...buttons: HTMLElement[]) => HTMLElement[]}
 */
export const summaryStep = (question, file, { figures, warnings }, say, ...buttons) => [
  h("h4", { tabindex: "-1" }, question),
  h("p", { class: "name" }, file),
  figureList(figures),
  ...warned(warnings, say),
  h("div", { class: "buttons" }, buttons),
];
