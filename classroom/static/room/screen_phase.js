// What a phase shows: a reveal, the question with its choices, or what people do now.

import { drawReveal } from "./blocks.js";
import { h, say } from "./nodes.js";

/** @type {(view: Screens["views"][string], lang: string) => HTMLElement} */
export const stageOf = ({ closed, reveal, phase, title }, lang) => {
  if (closed)
    return h(
      "div",
      { class: "plainly" },
      h(
        "p",
        {},
        say(
          "The class is over. Thank you for taking part. Your phone shows what the class found and what you answered.",
        ),
      ),
    );
  if (reveal) return drawReveal(reveal, lang);
  const does = phase.kind === "reveal" ? title : phase.text; // nobody has to be told at the front to look there
  if (!phase.question) return h("div", { class: "plainly" }, h("p", {}, does));
  return h("div", { class: "asked" }, h("p", { class: "does" }, does), ...questionOf(phase.question));
};

/** @type {(question: RoomQuestion) => (HTMLElement | false)[]} */
const questionOf = (question) => [
  h("h2", {}, question.title),
  question.prompt !== "" && h("p", { class: "prompt" }, question.prompt),
  ...answersOf(question).filter((one) => one !== false),
];

/** @type {(question: RoomQuestion) => (HTMLElement | false)[]} */
const answersOf = ({ choices = [], items = [], criteria = [], fields, number, curve }) => [
  choices.length > 0 && listOf("choices", choices),
  items.length > 0 && listOf("items", items),
  criteria.length > 0 &&
    h("dl", { class: "criteria" }, ...criteria.flatMap((one) => [h("dt", {}, one.text), h("dd", {}, one.meaning)])),
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

/** @type {(kind: string, all: { text: string }[]) => HTMLElement} */
const listOf = (kind, all) => h("ul", { class: kind }, ...all.map(({ text }) => h("li", {}, text)));
