// Who knew what: pair by pair what two of them knew that contradicts each other and how it fits together, then what else
// each of them knew. Each pair is a page of its own (screen_fit.js), for the room talks of one at a time: and how it fits
// together comes after the room has said which question it would have taken.

import { h, say } from "./nodes.js";

const [PAIR, ELSE] = ["Pair {n}", "What else somebody knew alone"];

/** @type {(block: RoomFacts, lang: string, other: RoomFacts | undefined, also: import("./blocks.js").InOther) => HTMLElement[]} */
export const facts = ({ facts: all, against }, _lang, other, { second, saidToo }) => {
  const pairs = against.map(({ n: number, sides, text }, n) =>
    h(
      "section",
      { class: "against page" },
      h("h3", {}, say(PAIR, { n: number }), second(saidToo(PAIR, { n: number }))),
      h(
        "div",
        { class: "sides" },
        ...sides.map(({ who, text: told }, m) =>
          h("div", { class: "side" }, h("b", {}, who, second(other?.against[n]?.sides[m]?.who)), h("p", {}, told)),
        ),
      ),
      h("p", { class: "fits then" }, text),
    ),
  );
  const known = all.map(({ who, facts: knows }, n) =>
    h(
      "div",
      { class: "knower" },
      h("h3", {}, who, second(other?.facts[n]?.who)),
      h("ul", {}, ...knows.map((fact) => h("li", {}, fact))),
    ),
  );
  const rest = h(
    "section",
    { class: "rest page" },
    pairs.length > 0 && h("h3", { class: "part" }, say(ELSE), second(saidToo(ELSE))),
    h("div", { class: "knowers" }, ...known),
  );
  return known.length ? [...pairs, rest] : pairs;
};
