// How wide a chart's words are, and where their lines break. Charts compute with these by the names in `textFunctions`.

export const SHORT = 760; // px of a phone's window: with the browser's own bars around it there is less for chart and levers
export const SMALL_LEGEND = { size: 11.5, between: 10, more: 14, symbol: 80, stroke: 2 }; // px there: each line of it would be taken from the plot
/** Whether a chart has little room in height as well as in width; without a window it has all. */
export const isSmall = () => globalThis.innerHeight < SHORT && globalThis.innerWidth < 600;

const LONGEST_MEMORY = 4000;
/** @type {Map<string, number>} */
const widths = new Map();
/** @type {CanvasRenderingContext2D} */
let pen;

/** @param {HTMLCanvasElement} canvas */
export const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/**
 * The width of a text in px, as the canvas measures it on which Vega relies too.
 *
 * @type {(text: string, size: number, weight: number, face: string) => number}
 */
export const widthOf = (text, size, weight, face) => {
  const key = `${weight} ${size} ${text} ${face}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > LONGEST_MEMORY) widths.clear();
  pen ??= penOf(document.createElement("canvas"));
  pen.font = `${weight} ${size}px ${face}`;
  const width = pen.measureText(text).width;
  widths.set(key, width);
  return width;
};

const PIECES = /[“‘（《]*[\u2e80-\uffef][，。；：、！？）”’》\u00a0·]*|[^\S\u00a0]+|(?:[^\s\u2e80-\uffef]|\u00a0)+/g;

/**
 * Lines no wider than `width` as `measure` has it; Chinese breaks between characters, but not before its punctuation.
 *
 * @type {(text: string, width: number, measure: (line: string) => number) => string[]}
 */
const wrap = (text, width, measure) => {
  const lines = [""];
  for (const piece of text.match(PIECES) ?? []) {
    if (lines.at(-1) && measure((lines.at(-1) + piece).trimEnd()) > width) lines.push(piece.trimStart());
    else lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trimEnd());
};

/** @type {(text: unknown, width: number, size: number, weight: number, face: string) => string[]} */
export const folded = (text, width, size, weight, face) =>
  wrap(String(text ?? ""), width, (line) => widthOf(line, size, weight, face));

/** @type {(texts: unknown[], size: number, weight: number, face: string) => number} */
const widest = (texts, size, weight, face) =>
  Math.ceil(Math.max(0, ...texts.map((text) => widthOf(String(text ?? ""), size, weight, face))));

/**
 * In how many columns a legend's words have room.
 *
 * @type {(texts: string[], width: number, size: number, face: string) => number}
 */
const columnsFor = (texts, width, size, face) => {
  const [symbol, between] = [22, isSmall() ? SMALL_LEGEND.between : 22];
  const room = width + (isSmall() ? SMALL_LEGEND.more : 0);
  const smaller = isSmall() ? SMALL_LEGEND.size : size;
  const entries = texts.map((word) => widthOf(word, smaller, 400, face) + symbol);
  for (let columns = texts.length; columns > 1; columns -= 1) {
    const each = Array.from({ length: columns }, (_, n) =>
      Math.max(...entries.filter((_entry, place) => place % columns === n)),
    );
    if (each.reduce((sum, entry) => sum + entry + between, -between) <= room) return columns;
  }
  return 1;
};

/**
 * Which of these fields have a number in some row, and what is drawn in any case: a legend names nothing else.
 *
 * @type {(fields: string[], rows: Row[], always: string[]) => string[]}
 */
const drawnOf = (fields, rows, always) => [
  ...fields.filter((field) => rows.some((row) => row[field] !== null && row[field] !== undefined)),
  ...always,
];

/**
 * The rows for whose words a chart has its height: not those of pins, and two for where the levers are and were, also
 * before they have been moved.
 *
 * @type {(rows: Row[]) => Row[]}
 */
const unpinned = (rows) => {
  const kept = rows.filter(({ kind }) => kind !== "pinned");
  const unmoved =
    kept.filter(({ kind }) => kind === "now").length === 1 && kept.every(({ kind }) => kind !== "baseline");
  return unmoved ? [...kept, kept[0]] : kept;
};

/**
 * Where rows begin of which each is as high as its name's lines make it, and where the last ends: a row's place is that of
 * its name's last line.
 *
 * @type {(texts: unknown[], width: number, size: number, weight: number, face: string, line: number, step: number) => number[]}
 */
const rowTops = (texts, width, size, weight, face, line, step) => {
  let end = 0;
  const tops = [...new Set(texts)].map((text) => {
    const top = end + line * (folded(text, width, size, weight, face).length - 1);
    end = top + step;
    return top;
  });
  return [...tops, end];
};

/**
 * Two of each row's texts in one.
 *
 * @type {(rows: Row[], first: string, second: string) => string[]}
 */
const paired = (rows, first, second) =>
  rows.map((row) => [row[first], row[second]].filter((text) => text !== undefined).join(" / "));

/** In expressions: folded(text, width, ...) gives lines, mostLines how many the longest takes, widest a width. */
export const textFunctions = {
  folded,
  widest,
  unpinned,
  columnsFor,
  drawnOf,
  rowTops,
  paired,
  /** @type {(texts: unknown[], width: number, size: number, weight: number, face: string) => number} */
  mostLines: (texts, width, size, weight, face) =>
    Math.max(1, ...texts.map((text) => folded(text, width, size, weight, face).length)),
};
