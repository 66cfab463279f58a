// What people wrote, as the trainer picked and sorted it.

import { h } from "./nodes.js";

const CHINESE = /\p{Script=Han}/u; // somebody writes in their own language, whichever the page's is

/** @type {(block: RoomCards) => HTMLElement[]} */
export const cards = ({ cards: all }) =>
  [...new Set(all.map(({ pile }) => pile))].map((pile) =>
    h(
      "div",
      { class: "pile" },
      pile && h("h3", {}, pile),
      h(
        "ul",
        { class: "cards" },
        ...all
          .filter((card) => card.pile === pile)
          .map(({ text, whose }) =>
            h(
              "li",
              { class: "card" },
              h("p", { lang: CHINESE.test(text) ? "zh-CN" : "en" }, text),
              whose && h("p", { class: "whose" }, whose),
            ),
          ),
      ),
    ),
  );
