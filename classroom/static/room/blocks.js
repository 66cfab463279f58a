// What is revealed, drawn: each block a figure with its sentence under it and, where it is a picture, a table for ears.
// Any page of a room can show it; all sizes follow the type size of the place where it stands.

import { bars } from "./blocks_bars.js";
import { cards } from "./blocks_cards.js";
import { curves } from "./blocks_curves.js";
import { dots } from "./blocks_dots.js";
import { facts } from "./blocks_facts.js";
import { flows } from "./blocks_flows.js";
import { points } from "./blocks_points.js";
import { tableOf } from "./blocks_table.js";
import { h } from "./nodes.js";

/** @type {Record<string, (block: any, lang: string) => HTMLElement[]>} */
const DRAWN_BY = {
  bars,
  cards,
  curves,
  dots,
  facts,
  flows,
  points,
  table: ({ head, rows, marked, most }) => [tableOf(head, rows, "shown", marked, most)],
};

/**
 * A reveal with its title; where there is too little to show, the sentence that says so stands alone.
 *
 * @type {(reveal: RoomReveal, lang: string, title?: HTMLElement | false) => HTMLElement}
 */
export const drawReveal = (reveal, lang, title = h("h2", {}, reveal.title)) => {
  const figures = reveal.blocks.map((block) =>
    h(
      "figure",
      { class: `block block-${block.type}` },
      ...DRAWN_BY[block.type](block, lang),
      "sentence" in block && block.sentence && h("figcaption", {}, block.sentence),
    ),
  );
  const alone = !figures.length && h("p", { class: "alone" }, reveal.sentence);
  return h(
    "section",
    { class: "drawn" },
    title,
    alone || h("div", { class: "blocks", "data-count": figures.length }, ...figures),
  );
};
