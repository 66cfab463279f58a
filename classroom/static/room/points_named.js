// What the options among a room's scenarios are called: by a letter on the picture, and in a list with what the room did there.

import { say } from "./nodes.js";

export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** @type {(one: { x: number, y: number }, other: { x: number, y: number }) => boolean} */
export const same = (one, other) => one.x === other.x && one.y === other.y;

/** One after the other; the wall changes its language while it stands. @type {(names: (string | number)[]) => string} */
export const inARow = (names) => names.join(document.documentElement.lang.startsWith("zh") ? "、" : ", ");

/** @type {(tables: RoomPoints["tables"]) => string} */
export const tablesNamed = (tables) => {
  const list = inARow(tables.map(({ table }) => table));
  return tables.length > 1 ? say("tables {list}", { list }) : say("table {list}", { list });
};

/**
 * An option's name, with how often it was pinned as it is and the tables whose levers stand there.
 *
 * @type {(option: RoomPoints["points"][number], ours: RoomPoints["ours"], tables: RoomPoints["tables"]) => string}
 */
export const withOurs = (option, ours, tables) => {
  const n = ours.find((one) => same(one, option))?.n;
  const here = tables.filter((one) => same(one, option));
  return [option.label, n ? `${n}×` : "", here.length > 0 ? tablesNamed(here) : ""].filter(Boolean).join(" · ");
};
