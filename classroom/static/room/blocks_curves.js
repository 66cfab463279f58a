// Curves that the room drew, as the middle one and a band around it, beside the model's curve.

import { axes, endsOf, namesBeside, picture, plot } from "./blocks_plot.js";
import { tableForEars } from "./blocks_table.js";
import { say, svg } from "./nodes.js";
import { format, measured, scaleOf } from "../../../widgets/caseroom/panels/numbers.js";

/** @type {(points: [number, number][]) => string} */
const pathOf = (points) => points.map(([x, y], n) => `${n ? "L" : "M"}${x},${y}`).join(" ");

const HEIGHT_IN = "{what} ({unit})";

/** @type {(block: RoomCurves, lang: string, other: RoomCurves | undefined, also: import("./blocks.js").InOther) => HTMLElement[]} */
export const curves = ({ at, room, model, x, y, format: kind, unit }, lang, other, { second, saidToo }) => {
  const bare = !unit || NUMBERS.formats[kind].suffix;
  const title = bare ? y : say(HEIGHT_IN, { what: y, unit });
  const alsoUp = second(other && (bare ? other.y : saidToo(HEIGHT_IN, { what: other.y, unit: other.unit })));
  const heights = [...room.flat(), ...model.map(([, height]) => height)];
  const [low, high] = endsOf(heights, 0.04);
  const drawn = plot((holder, size) => {
    const beside = Math.min(0.3 * size.width, 13 * size.em);
    const across = {
      low: at[0],
      high: at[at.length - 1],
      title: x,
      also: second(other?.x),
      format: "number",
      most: at.length - 1,
    };
    const frame = axes(holder, size, across, { low, high, title, also: alsoUp, format: kind }, 0, beside);
    /** @type {(place: number, n: number) => [number, number]} */
    const point = (place, n) => [frame.x(at[place]), frame.y(room[place][n])];
    const places = room.map((_, place) => place); // none, where fewer drew than may be shown: the model's stands alone
    const band = [...places.map((place) => point(place, 2)), ...places.map((place) => point(place, 0)).reverse()];
    const ours = places.map((place) => point(place, 1));
    const theirs = model.map(([place, height]) => /** @type {[number, number]} */ ([frame.x(place), frame.y(height)]));
    picture(
      holder,
      size,
      svg("path", { class: "band ours", d: band.length ? `${pathOf(band)} Z` : "" }),
      svg("path", { class: "line ours", d: pathOf(ours) }),
      svg("path", { class: "line model", d: pathOf(theirs) }),
    );
    const last = (/** @type {[number, number][]} */ points) => ({
      x: points[points.length - 1][0],
      y: points[points.length - 1][1],
    });
    return namesBeside(holder, size, frame, [
      ...(ours.length ? [{ text: say("Our middle curve"), name: "ours", ...last(ours) }] : []),
      ...(theirs.length ? [{ text: say("The model"), name: "model", ...last(theirs) }] : []),
    ]);
  });
  const written = (/** @type {number} */ value) => measured({ format: kind, unit, unit_one: unit }, value, lang);
  const modelAt = new Map(model.map(([place, height]) => [place, height]));
  const head = [x, say("Lower quarter"), say("Middle"), say("Upper quarter"), say("The model")];
  const heard = at.map((place, n) => {
    const said = modelAt.get(place);
    const where = scaleOf({ format: "number", unit: "", unit_one: "" }, lang).number(place);
    return [
      where,
      ...(room[n]?.map(written) ?? Array(3).fill("–")),
      said === undefined ? format(Number.NaN, kind) : written(said),
    ];
  });
  return [drawn, tableForEars(head, heard)];
};
