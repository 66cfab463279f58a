// Who knew what, and where two of them knew things that contradict each other.

import { h, say } from "./nodes.js";

/** @type {(block: RoomFacts) => HTMLElement[]} */
export const facts = ({ facts: all, against }) => {
  const known = all.map(({ who, facts: knows }) =>
    h("div", { class: "knower" }, h("h3", {}, who), h("ul", {}, ...knows.map((fact) => h("li", {}, fact)))),
  );
  const apart = h(
    "div",
    { class: "against" },
    h("h3", {}, say("Where they contradict each other")),
    h("ul", {}, ...against.map(({ who, text }) => h("li", {}, h("b", {}, who), text))),
  );
  return [h("div", { class: "knowers" }, ...known), ...(against.length ? [apart] : [])];
};
