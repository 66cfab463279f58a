import { blocksOf, clock, h, saver, speaker, statusLine } from "./shared.js";

// What stands below the form: what was said and how it is, and what an answer has earned.

const ICONS = { right: "✓", wrong: "✕", note: "i" };
const TONES = { right: "Right", wrong: "Not yet", note: "Note" };

const UNBROKEN = "\u00a0"; // a space at which no line ends

/**
 * A text whose formulas stay whole where lines are short: a product, a quotient, what stands in short brackets, a per cent.
 *
 * @param {string} text
 */
const whole = (text) =>
  text
    .replace(/(\d) %/g, `$1${UNBROKEN}%`)
    .replace(/([\w)]) ([·×/]) (?=[\w(√])/g, `$1${UNBROKEN}$2${UNBROKEN}`)
    .replace(/\([^()]{1,14}\)/g, (brackets) => brackets.replaceAll(" ", UNBROKEN));

/** @param {string} text */
export const paragraphs = (text) => blocksOf(text, whole);

/** @type {(feedback: Feedback, say: Say) => HTMLElement} */
const feedbackBlock = ({ tone, text }, say) =>
  h(
    "div",
    { class: "feedback", "data-tone": tone },
    h(
      "p",
      { class: "verdict" },
      h("span", { class: "icon", "aria-hidden": "true" }, ICONS[tone]),
      h("strong", {}, say(TONES[tone])),
    ),
    text ? paragraphs(text) : null,
  );

/** @type {(model: Model<"question">, say: Say) => HTMLElement} */
const criteriaBlock = (model, say) => {
  const state = model.get("state");
  const line = statusLine({ quiet: true });
  const save = saver(model, line.show);
  const tick = () => save({ type: "tick", ticks: boxes.flatMap((box, n) => (box.checked ? [n] : [])) });
  /** @type {HTMLInputElement[]} */
  const boxes = state.criteria.map((_, n) =>
    h("input", { type: "checkbox", checked: state.ticks.includes(n), onchange: tick }),
  );
  return h(
    "section",
    { class: "criteria" },
    h("h4", {}, say("Check your own text")),
    h("p", { class: "soft" }, say("Tick what your text does.")),
    state.criteria.map((text, n) => h("label", {}, boxes[n], h("span", {}, text))),
    line.element,
  );
};

/** @type {(history: QuestionState["history"], say: Say) => HTMLElement} */
const historyList = (history, say) =>
  h(
    "ul",
    { class: "history soft" },
    history.map(({ said, at }) => h("li", {}, say("Earlier: “{said}” at {time}.", { said, time: clock(at) }))),
  );

/**
 * Fills `element` again only if `content` is new: what a reader has opened, or a voice has read, stays as it is.
 *
 * @template Content
 * @param {HTMLElement} element
 * @param {(content: Content) => unknown[]} build what is no element is left out
 */
const refresher = (element, build) => {
  let shown = "";
  /** @param {Content} content */
  return (content) => {
    const now = JSON.stringify(content);
    if (now !== shown) element.replaceChildren(...build(content).filter((child) => child instanceof Element));
    shown = now;
  };
};

/** @type {(state: QuestionState) => { said: string, feedback: Feedback | null, time: string }} */
const spokenOf = ({ said, feedback, at }) => ({ said, feedback, time: at ? clock(at) : "" });

/** @type {(state: QuestionState) => Pick<QuestionState, "explanation" | "criteria" | "exemplar" | "history">} */
const earnedOf = ({ explanation, criteria, exemplar, history }) => ({ explanation, criteria, exemplar, history });

/**
 * {element, show(state)}: a form is above it, and what it brings is told.
 *
 * @type {(model: Model<"question">) => { element: HTMLElement, show: (state: QuestionState) => void, outdated: (is: boolean) => void }}
 */
export const resultBlock = (model) => {
  const say = speaker(model);
  const spoken = h("div", { "aria-live": "polite" });
  const earned = h("div", {});
  /** @type {(now: ReturnType<typeof spokenOf>) => void} */
  const showSpoken = refresher(spoken, ({ said, feedback, time }) => [
    said && h("p", { class: "said" }, say("You said “{said}” at {time}.", { said, time })),
    feedback && feedbackBlock(feedback, say),
  ]);
  /** @type {(now: ReturnType<typeof earnedOf>) => void} */
  const showEarned = refresher(earned, ({ explanation, criteria, exemplar, history }) => [
    explanation && h("div", { class: "explanation" }, paragraphs(explanation)),
    criteria.length && criteriaBlock(model, say),
    exemplar && h("details", { class: "exemplar" }, h("summary", {}, say("One good answer")), paragraphs(exemplar)),
    history.length && historyList(history, say),
  ]);
  return {
    outdated: (is) => {
      for (const verdict of spoken.querySelectorAll('[data-tone="wrong"]')) verdict.toggleAttribute("hidden", is);
    },
    element: h("div", { class: "result", tabIndex: -1 }, spoken, earned),
    show: (state) => {
      showSpoken(spokenOf(state));
      showEarned(earnedOf(state));
    },
  };
};
