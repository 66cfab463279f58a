import { isSmall, SHORT, SMALL_LEGEND, textFunctions } from "./chart_text.js";
import { LIFTED } from "./chart_words.js";

// From a chart's Vega-Lite to what is drawn: titles that break into lines where they have no room, and words whose places
// `placeWords` finds.

const NARROW = 520; // px
const LOW = 210; // px
const LESS = 0.7;
const FLATTEST = 72; // px: a plot that is lower shows nothing
const FOR_WORDS = 44; // px of the height for each of a plot's words
const FOR_MANY = 36; // px for each where they are so many that the chart has to be higher than elsewhere
const SHORT_NAME = { room: 48, counts: 0.45 }; // px up to which words are a mere name, and how much of a word's room it needs
const TITLE = { size: 12.5, weight: 600, line: 16 };

/**
 * What Vega is to know before it reads a chart: how wide words are.
 *
 * @param {Vega} vega
 */
export const teach = (vega) => {
  for (const [name, compute] of Object.entries(textFunctions)) vega.expressionFunction(name, compute);
};

/**
 * A title as an expression for its lines; `room` is one for the px that it has.
 *
 * @type {(title: string, room: string) => string}
 */
const lines = (title, room) => `folded(${JSON.stringify(title)}, ${room}, ${TITLE.size}, ${TITLE.weight}, face)`;

/** @type {(chart: VegaChart, offset: number) => void} */
const foldTitles = (chart, offset) => {
  let above = "0"; // lines of the title over the plot
  for (const axis of chart.axes ?? []) {
    if (typeof axis.title !== "string" || !axis.title) continue;
    const over = axis.titleAngle === 0;
    const said = lines(axis.title, over ? "stage - 20" : "stage - 60");
    axis.title = { signal: said };
    axis.titleLineHeight = TITLE.line;
    if (!over) continue;
    const top = axis.titleY?.signal ?? axis.titleY ?? 0;
    axis.titleY = { signal: `${top} - ${TITLE.line} * (length(${said}) - 1)` };
    if (above === "0") above = `length(${said})`;
  }
  for (const legend of chart.legends ?? []) legend.offset = { signal: `${offset} + (${above}) * ${TITLE.line + 2}` };
  if (chart.title?.text) {
    chart.title.text = { signal: lines(chart.title.text, "stage - 20") };
    chart.title.lineHeight = TITLE.line;
    chart.title.offset = { signal: `12 + (${above}) * ${TITLE.line}` };
  }
};

/**
 * Words that are to be placed: a leader and a halo under them; where they stand is not Vega's to say.
 *
 * @param {any} mark
 */
const placed = (mark) => {
  const [, kind] = mark.name.match(/^words_([a-z]+)/);
  const { x, y, text, fontSize = { value: 12.5 }, fontWeight = { value: 400 }, fill } = mark.encode.update;
  const own = { from: mark.from, interactive: false };
  const apart = { x: { value: LIFTED }, y: { value: LIFTED }, text: { value: "" } };
  const look = { ...apart, fontSize, fontWeight, fill, font: { signal: "face" }, baseline: { value: "middle" } };
  const halo = { ...look, stroke: { value: "#fff" }, strokeWidth: { value: 4 }, strokeJoin: { value: "round" } };
  const ends = Object.fromEntries(["x", "y", "x2", "y2"].map((end) => [end, { value: LIFTED }]));
  const leader = { ...ends, stroke: { value: "#51606e" }, strokeWidth: { value: 1 }, opacity: { value: 0 } };
  return [
    { ...own, name: `leaders_${kind}`, type: "rule", encode: { update: leader } },
    { ...own, name: `halo_${kind}`, type: "text", encode: { update: halo } },
    {
      ...own,
      name: `words_${kind}`,
      type: "text",
      encode: { update: { ...look, anchorX: x, anchorY: y, words: text } },
    },
  ];
};

/**
 * How many words those of a dataset count for: without the pins, so that a chart keeps its height when one is pinned,
 * and the levers below it stay under the thumb.
 *
 * @param {string} data
 */
const roomFor = (data) => {
  const widest = `widest(pluck(unpinned(data("${data}")), "label"), ${TITLE.size}, ${TITLE.weight}, face)`;
  return `length(unpinned(data("${data}"))) * (${widest} < ${SHORT_NAME.room} ? ${SHORT_NAME.counts} : 1)`;
};

/**
 * A chart above levers leaves them room on a phone: it is low, but for words that have to be told apart.
 *
 * @type {(chart: VegaChart, lowest: number) => void}
 */
const lower = (chart, lowest) => {
  const { height, marks } = chart;
  if (typeof height !== "number") return;
  const named = marks.filter((mark) => mark.name?.startsWith("words_"));
  const count = named.map((mark) => roomFor(mark.from.data)).join(" + ") || "0";
  const most = `max(${height}, ${FOR_MANY} * (1 + ${count}))`;
  const less = innerHeight < SHORT ? LESS : 1;
  const least = `${less} * max(${lowest}, ${FOR_WORDS} * (1 + ${count}))`;
  const update = `stage < ${NARROW} ? max(${FLATTEST}, min(${most}, ${least}) - excess) : ${height}`;
  delete chart.height;
  chart.signals = [...chart.signals, { name: "height", update }];
};

/**
 * The chart's Vega, drawn `width` px wide in the font `face`; `low` on a narrow screen.
 *
 * @type {(spec: VegaSpec, face: string, width: number, made: VegaModule, low: boolean) => object}
 */
export const vegaOf = (spec, face, width, { vega, vegaLite }, low) => {
  const own = structuredClone(spec);
  const short = low && innerHeight < SHORT;
  const { size, between, symbol, stroke } = SMALL_LEGEND;
  const legend = {
    labelFontSize: size,
    columnPadding: between,
    symbolSize: symbol,
    symbolStrokeWidth: stroke,
    rowPadding: 1,
  };
  own.config = {
    ...own.config,
    font: face,
    ...(short && { padding: { left: 2, right: 10, top: 2, bottom: 3 } }), // below are letters that reach under their line
    ...(isSmall() && { legend: { ...Object(own.config).legend, ...legend } }),
  };
  own.params = [
    { name: "face", value: face },
    { name: "stage", value: width }, // the width of all, which nothing in it moves
  ];
  own.width = width;
  const chart = vegaLite.compile(own, { logger: vega.logger(vega.Error) }).spec;
  foldTitles(chart, short ? 7 : 14);
  if (chart.autosize?.type === "pad")
    chart.signals = [...chart.signals.filter((one) => one.name !== "width"), { name: "width", update: "stage - 12" }];
  for (const [name, update] of Object.entries({ ...spec.usermeta?.signals, ...(short && spec.usermeta?.short) }))
    chart.signals = [...chart.signals.filter((one) => one.name !== name), { name, update }];
  if (spec.usermeta?.signals?.tops)
    Object.assign(chart.scales?.find(({ name }) => name === "y") ?? {}, { type: "ordinal", range: { signal: "tops" } });
  chart.signals = [...chart.signals, { name: "excess", value: 0 }]; // px by which all together is too high for its place
  if (low) lower(chart, spec.usermeta?.lowest ?? LOW);
  chart.marks = chart.marks.flatMap((mark) => (mark.name?.startsWith("words_") ? placed(mark) : [mark]));
  return vega.parse(chart, null, { ast: true });
};
