import { h, say, svg } from "./nodes.js";
import { asShown, heightText, labelled, inUnit } from "./wording.js";

// An answer as it was handed in, for reading.

/** @type {(question: RoomQuestion, heights: number[]) => HTMLElement | null} */
const shownCurve = ({ curve }, heights) => {
  if (!curve) return null;
  const { at, minimum, maximum } = curve;
  const x = (/** @type {number} */ n) => (100 * (at[n] - at[0])) / (at[at.length - 1] - at[0]);
  const points = heights.map((height, n) => `${x(n)},${40 - (40 * (height - minimum)) / (maximum - minimum)}`);
  const rows = at.map((place, n) =>
    h("li", {}, `${labelled(curve.place.replace("{x}", String(place)))}${heightText(heights[n], curve)}`),
  );
  return h(
    "div",
    { class: "shown-curve" },
    svg("svg", { viewBox: "-2 -2 104 44", "aria-hidden": "true" }, svg("polyline", { points: points.join(" ") })),
    h("ul", {}, ...rows),
  );
};

/** What is asked, a paragraph each. @type {(question: RoomQuestion) => HTMLElement[]} */
export const askedIn = ({ prompt }) =>
  prompt
    .split(/\n\s*\n/)
    .filter((text) => text.trim())
    .map((text) => h("p", { class: "prompt" }, text.trim()));

/** What is asked in a decision: which one first; how to write about it behind a heading, for a small screen is full soon. @type {(question: RoomQuestion) => HTMLElement[]} */
export const askedInShort = (question) => {
  const [first, ...others] = askedIn(question);
  if (!first || !others.length) return first ? [first] : [];
  return [first, h("details", { class: "before" }, h("summary", {}, say("How to write it")), ...others)];
};

/** The number or the choice that was answered, in a word; "" where it was something else. @type {(question: RoomQuestion, answer: RoomAnswer) => string} */
export const inAWord = ({ choices = [], number }, { choice, number: given }) => {
  if (given !== undefined) {
    const shown = asShown(given, number?.times ?? 1);
    return inUnit(shown, (shown === 1 ? number?.unit_one : number?.unit) ?? "");
  }
  return choices.find(({ id }) => id === choice)?.text ?? "";
};

/** @type {(question: RoomQuestion, answer: RoomAnswer) => HTMLElement} */
export const shownAnswer = (question, answer) => {
  const { choices = [], items = [], criteria = [], fields = [] } = question;
  const textOf = (/** @type {{ id: string, text: string }[]} */ all, /** @type {string | undefined} */ id) =>
    all.find((one) => one.id === id)?.text ?? "";
  const weights = answer.weights ?? {};
  const sum = Object.values(weights).reduce((all, one) => all + one, 0);
  return h(
    "div",
    { class: "shown" },
    inAWord(question, answer) && h("p", {}, inAWord(question, answer)),
    answer.curve && shownCurve(question, answer.curve),
    answer.order && h("ol", {}, ...answer.order.map((id) => h("li", {}, textOf(items, id)))),
    answer.sorted &&
      h(
        "ul",
        {},
        ...items.map(({ id, text }) => h("li", {}, labelled(text), h("b", {}, textOf(choices, answer.sorted?.[id])))),
      ),
    answer.weights &&
      h(
        "ul",
        {},
        ...criteria.map(({ id, text }) =>
          h("li", {}, labelled(text), h("b", {}, `${Math.round((100 * (weights[id] ?? 0)) / sum)}%`)),
        ),
      ),
    ...fields
      .filter(({ id }) => answer.fields?.[id]?.trim())
      .map(({ id, label }) =>
        h("div", {}, h("p", { class: "soft" }, label), h("p", { class: "own-words" }, answer.fields?.[id])),
      ),
  );
};
