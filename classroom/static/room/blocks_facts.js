// Who knew what: pair by pair what two of them knew that contradicts each other and how it fits together, then what else
// each of them knew. Each pair is a page of its own (screen_fit.js), for the room talks of one at a time: and how it fits
// together comes after the room has said which question it would have taken.

import { h, say } from "./nodes.js";

/** @type {(block: RoomFacts) => HTMLElement[]} */
export const facts = ({ facts: all, against }) => {
  const pairs = against.map(({ sides, text }, n) =>
    h(
      "section",
      { class: "against page" },
      h("h3", {}, say("Pair {n} of {of}", { n: n + 1, of: against.length })),
      h(
        "div",
        { class: "sides" },
        ...sides.map((side) => h("div", { class: "side" }, h("b", {}, side.who), h("p", {}, side.text))),
      ),
      h("p", { class: "fits then" }, text),
    ),
  );
  const known = all.map(({ who, facts: knows }) =>
    h("div", { class: "knower" }, h("h3", {}, who), h("ul", {}, ...knows.map((fact) => h("li", {}, fact)))),
  );
  const rest = h(
    "section",
    { class: "rest page" },
    pairs.length > 0 && h("h3", { class: "part" }, say("What else somebody knew alone")),
    h("div", { class: "knowers" }, ...known),
  );
  return known.length ? [...pairs, rest] : pairs;
};
