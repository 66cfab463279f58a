// Who knew what: pair by pair what two of them knew that contradicts each other and how it fits together, then what else
// each of them knew. Each pair is a page of its own (screen_fit.js), for the room talks of one at a time.

import { h, say } from "./nodes.js";

/** @type {(block: RoomFacts) => HTMLElement[]} */
export const facts = ({ facts: all, against }) => {
  const pairs = against.map(({ who, sides, text }) =>
    h(
      "section",
      { class: "against page" },
      h("h3", {}, who),
      h(
        "div",
        { class: "sides" },
        ...sides.map((side) => h("div", { class: "side" }, h("b", {}, side.who), h("p", {}, side.text))),
      ),
      h("p", { class: "fits" }, text),
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
