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

/** The same blocks in a wall's other language, and how its words are put beside the wall's own (screen_phase.js).
 * @typedef {{ blocks: RoomBlock[], sentence: string, second: import("./screen_phase.js").Second, saidToo: import("./screen_phase.js").SaidToo }} InOther */

/** @type {InOther} */
const ALONE = { blocks: [], sentence: "", second: () => false, saidToo: () => "" };

/** @type {Record<string, (block: any, lang: string, other: any, also: InOther) => HTMLElement[]>} */
const DRAWN_BY = {
  bars,
  cards,
  curves,
  dots,
  facts,
  flows,
  points,
  table: (block, _lang, other, { second }) => [
    tableOf(block.head, block.rows, "shown", block, other && { head: other.head, rows: other.rows, second }),
  ],
};

/**
 * A reveal with its title; where there is too little to show, the sentence that says so stands alone.
 *
 * @type {(reveal: RoomReveal, lang: string, title?: HTMLElement | false, also?: InOther) => HTMLElement}
 */
export const drawReveal = (reveal, lang, title = h("h2", {}, reveal.title), also = ALONE) => {
  const figures = reveal.blocks.map((block, n) => {
    const other = also.blocks[n]?.type === block.type ? also.blocks[n] : undefined;
    const said = other && "sentence" in other ? other.sentence : "";
    return h(
      "figure",
      { class: `block block-${block.type}` },
      ...DRAWN_BY[block.type](block, lang, other, also),
      "sentence" in block && block.sentence && h("figcaption", {}, block.sentence, also.second(said)),
    );
  });
  const alone = !figures.length && h("p", { class: "alone" }, reveal.sentence, also.second(also.sentence));
  return h(
    "section",
    { class: "drawn" },
    title,
    alone || h("div", { class: "blocks", "data-count": figures.length }, ...figures),
  );
};
