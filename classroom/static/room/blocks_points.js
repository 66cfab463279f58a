// Options on two of the case's outcomes; each is named beside the plot, with a line to its point.

import { axes, endsOf, namesBeside, picture, plot } from "./blocks_plot.js";
import { tableForEars } from "./blocks_table.js";
import { say, svg } from "./nodes.js";

/** @type {(axis: RoomPoints["x"], values: number[]) => { low: number, high: number, title: string, format: string }} */
const axisOf = ({ label, unit, format: kind }, values) => {
  const [low, high] = endsOf(values, 0.15);
  const title = unit && !NUMBERS.formats[kind].suffix ? say("{what} ({unit})", { what: label, unit }) : label;
  return { low, high, title, format: kind };
};

/** @type {(block: RoomPoints) => HTMLElement[]} */
export const points = ({ points: all, x, y, head, rows }) => {
  const across = axisOf(
    x,
    all.map((point) => point.x),
  );
  const up = axisOf(
    y,
    all.map((point) => point.y),
  );
  const drawn = plot((holder, size) => {
    const frame = axes(holder, size, across, up, 0, Math.min(0.4 * size.width, 18 * size.em));
    const put = all.map((point) => ({ text: point.label, name: "", x: frame.x(point.x), y: frame.y(point.y) }));
    const needed = namesBeside(holder, size, frame, put);
    picture(
      holder,
      size,
      ...put.map((one) => svg("circle", { class: "point", cx: one.x, cy: one.y, r: 0.42 * size.em })),
    );
    return needed;
  });
  return [drawn, tableForEars(head, rows)];
};
