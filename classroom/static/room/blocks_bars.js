// How often each answer was given: one bar an answer, or two where the room answered before and after it talked.

import { tableForEars } from "./blocks_table.js";
import { h, say } from "./nodes.js";
import { format } from "../../../widgets/caseroom/panels/numbers.js";

/** @type {(block: RoomBars, lang: string, other: RoomBars | undefined, also: import("./blocks.js").InOther) => HTMLElement[]} */
export const bars = ({ series, bars: rows, percent, earlier, right = [] }, _lang, other, { second }) => {
  const both = series.length === 2;
  const values = rows[0]?.values.length; // what comes after a row's own values is the earlier class's
  const named = both ? series : earlier ? [say("This class")] : [];
  const share = (/** @type {number} */ part) => format(Math.round(100 * part) / 100, "percent");
  const widest = percent ? Math.max(...rows.flatMap(({ shares }) => shares)) || 1 : 1;
  const bar = (/** @type {number} */ value, /** @type {number} */ part, /** @type {number} */ n) => {
    const filled = h("span", { class: both && n === 0 ? "fill before" : "fill" });
    if (n === values) filled.className = "fill earlier";
    filled.style.width = `${(100 * part) / widest}%`;
    const number = percent
      ? h("b", {}, share(part))
      : h("span", {}, h("b", {}, value), h("small", {}, ` ${share(part)}`));
    return h("span", { class: "bar" }, h("span", { class: "track" }, filled), h("span", { class: "value" }, number));
  };
  const key = h(
    "p",
    { class: "key" },
    ...named.map((name, n) =>
      h("span", { class: both && !n ? "before" : "after" }, h("i"), name, second(other?.series[n])),
    ),
    earlier && h("span", { class: "earlier" }, h("i"), earlier.name),
  );
  const drawn = h(
    "div",
    { class: percent ? "bars weights" : "bars", "aria-hidden": "true" },
    named.length > 0 && key,
    ...rows.map(({ label, values, shares }, row) =>
      h(
        "div",
        { class: right.includes(row) ? "row right" : "row" },
        h("span", { class: "label" }, label, second(other?.bars[row]?.label)),
        h(
          "span",
          { class: "pair" },
          ...values.map((value, n) => bar(value, shares[n], n)),
          earlier && bar(earlier.values[row], earlier.shares[row], values.length),
        ),
      ),
    ),
  );
  const head = [
    say("Answer"),
    ...(both ? series : [percent ? say("Share") : say("How many")]),
    ...(earlier ? [earlier.name] : []),
  ];
  const heard = rows.map(({ label, values, shares }, row) => [
    right.includes(row) ? `✓ ${label}` : label,
    ...(percent ? shares.map(share) : values),
    ...(earlier ? [earlier.values[row]] : []),
  ]);
  return [drawn, tableForEars(head, heard)];
};
