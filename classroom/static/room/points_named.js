// What the options among a room's scenarios are called: by a letter on the picture, and in a list with what the room did there.

import { say } from "./nodes.js";

export const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** @type {(one: { x: number, y: number }, other: { x: number, y: number }) => boolean} */
export const same = (one, other) => one.x === other.x && one.y === other.y;

/** One after the other; the wall changes its language while it stands. @type {(names: (string | number)[]) => string} */
const inARow = (names) => names.join(document.documentElement.lang.startsWith("zh") ? "、" : ", ");

/** @type {(tables: RoomPoints["tables"]) => string} */
const tablesNamed = (tables) => {
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

/**
 * Whether a place is no further beyond the options than they are from each other: what is very far would press all that the
 * room talks about into a corner.
 *
 * @type {(options: { x: number, y: number }[]) => (one: { x: number, y: number }) => boolean}
 */
export const nearTo = (options) => {
  const within = (/** @type {number[]} */ values) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (/** @type {number} */ value) => high === low || (value >= 2 * low - high && value <= 2 * high - low);
  };
  const [across, up] = [within(options.map(({ x }) => x)), within(options.map(({ y }) => y))];
  return ({ x, y }) => across(x) && up(y);
};

/** What lies too far away to be drawn. @type {(block: RoomPoints, near: (one: { x: number, y: number }) => boolean) => string} */
export const outside = ({ ours, tables }, near) => {
  const n = ours.filter((one) => !near(one)).reduce((sum, one) => sum + one.n, 0);
  const far = tables.filter((one) => !near(one));
  const what = [
    n > 0 ? (n > 1 ? say("{n} scenarios", { n }) : say("1 scenario")) : "",
    far.length > 0 ? tablesNamed(far) : "",
  ].filter(Boolean);
  return what.length ? say("Outside of the picture: {what}", { what: inARow(what) }) : "";
};
