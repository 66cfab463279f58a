// What a phase shows: a reveal, the question with its choices, or what people do now. In a room of two languages what is asked
// and what people do stand in both, as long as that can be read from the back row (screen_fit.js).

import { drawReveal } from "./blocks.js";
import { h, say } from "./nodes.js";

/** @typedef {Screens["views"][string] & { lang: string }} OtherView */
/** The same words in the other language. @typedef {(text: string | undefined) => HTMLElement | false} Second */

/** What the page says, in the other language; "" where the room speaks one. @typedef {(sentence: string, known?: Record<string, unknown>) => string} SaidToo */

const OVER =
  "The class is over. Thank you for taking part. Your phone shows what the class found and what you answered.";

const [IN_UNIT, BARE, DRAW] = [
  "Give a number, in {unit}.",
  "Give a number.",
  "Draw a curve. Across: {x}. Upwards: {y}.",
];

/** @type {(view: Screens["views"][string], lang: string, also: OtherView | null, told: Record<string, Words>) => HTMLElement} */
export const stageOf = ({ closed, reveal, phase, title }, lang, also, told) => {
  /** @type {Second} */
  const second = (text) =>
    Boolean(also && text) && h("span", { class: "second", lang: also?.lang === "zh" ? "zh-CN" : "en" }, text);
  /** @type {SaidToo} */
  const saidToo = (sentence, known = {}) =>
    also
      ? (told[also.lang][sentence] ?? sentence).replace(/\{(\w+)\}/g, (whole, name) => String(known[name] ?? whole))
      : "";
  const plainly = (/** @type {string} */ text, /** @type {string | undefined} */ other) =>
    h("div", { class: "plainly" }, h("p", {}, text, second(other)));
  if (closed) return plainly(say(OVER), saidToo(OVER));
  if (reveal) {
    // its pairs need the room; of decisions the phase has said so already
    const bears = reveal.kind === "who_knew" || (reveal.kind === "decisions" && phase.reveal === "decisions");
    const title = bears ? false : h("h2", {}, reveal.title, second(also?.reveal?.title));
    return drawReveal(reveal, lang, title, {
      blocks: also?.reveal?.blocks ?? [],
      sentence: also?.reveal?.sentence ?? "",
      second,
      saidToo,
    });
  }
  const does = phase.kind === "reveal" ? title : phase.text; // nobody has to be told at the front to look there
  const doesToo = phase.kind === "reveal" ? also?.title : also?.phase.text;
  if (!phase.question) return plainly(does, doesToo);
  const question = asAtTheFront(phase.kind, phase.question);
  const other = also?.phase.question;
  const otherQuestion = other && asAtTheFront(phase.kind, other);
  const titled = question.title !== phase.name; // else it stands above
  return h(
    "div",
    { class: "asked" },
    h("p", { class: "does" }, does, second(doesToo)),
    titled && h("h2", {}, question.title, second(other?.title)),
    ...questionOf(question, otherQuestion, second, saidToo),
  );
};

const paragraphsOf = (/** @type {string} */ text) => text.split(/\n\s*\n/).map((one) => one.trim());

/** Where the question alone is shown, and not what follows it: how it is to be answered the first time, or in writing. */
const BRIEF = ["decide", "talk", "revote"];

/**
 * A question as a wall asks it. How to write about a decision stands on the phones, and what may be left empty beside a
 * choice or a number is asked there alone: the front has the height for both languages instead.
 *
 * @type {(kind: string, question: RoomQuestion) => RoomQuestion}
 */
const asAtTheFront = (kind, question) => ({
  ...question,
  prompt: BRIEF.includes(kind) ? paragraphsOf(question.prompt)[0] : question.prompt,
  fields: question.parts.length ? question.fields.filter(({ sentence }, n) => sentence && n === 0) : question.fields,
});

/** @type {(question: RoomQuestion, other: RoomQuestion | null | undefined, second: Second, saidToo: SaidToo) => (HTMLElement | false)[]} */
const questionOf = (question, other, second, saidToo) => {
  const others = other ? paragraphsOf(other.prompt) : [];
  return [
    question.prompt !== "" &&
      h(
        "div",
        { class: "prompt" },
        ...paragraphsOf(question.prompt).map((text, n) => h("p", {}, text, second(others[n]))),
      ),
    ...answersOf(question, other, second, saidToo).filter((one) => one !== false),
  ];
};

/** @type {(question: RoomQuestion, other: RoomQuestion | null | undefined, second: Second, saidToo: SaidToo) => (HTMLElement | false)[]} */
const answersOf = ({ choices = [], items = [], criteria = [], fields, number, curve }, other, second, saidToo) => [
  choices.length > 0 && listOf("choices", choices, other?.choices, second),
  items.length > 0 && listOf("items", items, other?.items, second),
  criteria.length > 0 &&
    h(
      "dl",
      { class: "criteria" },
      ...criteria.flatMap((one, n) => [
        h("dt", {}, one.text, second(other?.criteria?.[n]?.text)),
        h("dd", {}, one.meaning, second(other?.criteria?.[n]?.meaning)),
      ]),
    ),
  number !== undefined &&
    h(
      "p",
      { class: "given" },
      number.unit ? say(IN_UNIT, { unit: number.unit }) : say(BARE),
      second(other?.number?.unit ? saidToo(IN_UNIT, { unit: other.number.unit }) : saidToo(BARE)),
    ),
  curve !== undefined &&
    h(
      "p",
      { class: "given" },
      say(DRAW, { x: curve.x, y: curve.y }),
      second(other?.curve && saidToo(DRAW, { x: other.curve.x, y: other.curve.y })),
    ),
  fields.some(({ label }) => label !== "") &&
    h(
      "div",
      { class: "fields" },
      ...fields.map(
        ({ label }, n) => label !== "" && h("p", { class: "given" }, label, second(other?.fields[n]?.label)),
      ),
    ),
];

/** @type {(kind: string, all: { text: string }[], others: { text: string }[] | undefined, second: Second) => HTMLElement} */
const listOf = (kind, all, others, second) =>
  h("ul", { class: kind }, ...all.map(({ text }, n) => h("li", {}, text, second(others?.[n]?.text))));
