// What a phase shows: a reveal, the question with its choices, or what people do now. In a room of two languages what is asked
// and what people do stand in both, as long as that can be read from the back row (screen_fit.js).

import { drawReveal } from "./blocks.js";
import { h, say } from "./nodes.js";

/** @typedef {Screens["views"][string] & { lang: string }} OtherView */
/** The same words in the other language. @typedef {(text: string | undefined) => HTMLElement | false} Second */

const OVER =
  "The class is over. Thank you for taking part. Your phone shows what the class found and what you answered.";

/** @type {(view: Screens["views"][string], lang: string, also: OtherView | null, told: Record<string, Words>) => HTMLElement} */
export const stageOf = ({ closed, reveal, phase, title }, lang, also, told) => {
  /** @type {Second} */
  const second = (text) =>
    Boolean(also && text) && h("span", { class: "second", lang: also?.lang === "zh" ? "zh-CN" : "en" }, text);
  const plainly = (/** @type {string} */ text, /** @type {string | undefined} */ other) =>
    h("div", { class: "plainly" }, h("p", {}, text, second(other)));
  if (closed) return plainly(say(OVER), also ? (told[also.lang][OVER] ?? OVER) : "");
  if (reveal) {
    // its pairs need the room; of decisions the phase has said so already
    const bears = reveal.kind === "who_knew" || (reveal.kind === "decisions" && phase.reveal === "decisions");
    return drawReveal(reveal, lang, bears ? false : h("h2", {}, reveal.title, second(also?.reveal?.title)));
  }
  const does = phase.kind === "reveal" ? title : phase.text; // nobody has to be told at the front to look there
  const doesToo = phase.kind === "reveal" ? also?.title : also?.phase.text;
  if (!phase.question) return plainly(does, doesToo);
  return h("div", { class: "asked" }, h("p", { class: "does" }, does), ...questionOf(phase.question, also, second));
};

/** @type {(question: RoomQuestion, also: OtherView | null, second: Second) => (HTMLElement | false)[]} */
const questionOf = (question, also, second) => {
  const other = also?.phase.question;
  return [
    h("h2", {}, question.title, second(other?.title)),
    question.prompt !== "" &&
      h("div", { class: "prompt" }, ...question.prompt.split(/\n\s*\n/).map((text) => h("p", {}, text.trim()))),
    ...answersOf(question, other, second).filter((one) => one !== false),
  ];
};

/** @type {(question: RoomQuestion, other: RoomQuestion | null | undefined, second: Second) => (HTMLElement | false)[]} */
const answersOf = ({ choices = [], items = [], criteria = [], fields, number, curve }, other, second) => [
  choices.length > 0 && listOf("choices", choices, other?.choices, second),
  items.length > 0 && listOf("items", items, other?.items, second),
  criteria.length > 0 &&
    h(
      "dl",
      { class: "criteria" },
      ...criteria.flatMap((one, n) => [
        h("dt", {}, one.text, second(other?.criteria?.[n]?.text)),
        h("dd", {}, one.meaning),
      ]),
    ),
  number !== undefined &&
    h(
      "p",
      { class: "given" },
      number.unit ? say("Give a number, in {unit}.", { unit: number.unit }) : say("Give a number."),
    ),
  curve !== undefined &&
    h("p", { class: "given" }, say("Draw a curve: {y}, for each value of {x}.", { x: curve.x, y: curve.y })),
  ...fields.map(({ label }) => label !== "" && h("p", { class: "given" }, label)),
];

/** @type {(kind: string, all: { text: string }[], others: { text: string }[] | undefined, second: Second) => HTMLElement} */
const listOf = (kind, all, others, second) =>
  h("ul", { class: kind }, ...all.map(({ text }, n) => h("li", {}, text, second(others?.[n]?.text))));
