import { folded, widthOf } from "./chart_text.js";

// Words beside points and rules: each in the free place nearest to what it names, clear of lines, points, other words and
// the plot's edges; broken into lines where that helps, with a leader where they stand apart. All kinds of chart use this.

/** px from a plot's corner to where words are until they have a place: even a low plot reaches as far, and so none makes a
 *  chart larger, whether Vega has just put it there or it is taken off. */
export const LIFTED = 24;
const CELL = 4; // px: how finely the plot is searched
const GAP = 8; // px from a point to its words
const LINE = 16; // px from one line of words to the next
const STOPS = 12; // places along a rule
const OFF = [0, 16, 28, 44, 60]; // px by which its words may stand off it
const REACH = 6; // px from a point to the edge of its mark
const LEADER = 12; // px from which words are led to their point
const ASIDE = [0, 22, 44, 70, 100, 140, 190, 250]; // px by which words may stand farther off
/** @type {Record<string, number>} */
const TAKEN = { text: 60, symbol: 14, line: 7, rule: 2.5, rect: 0.15 }; // how bad it is to stand on a cell with these
const FARTHER = 0.1; // the same, of a px away
const LOW_PLOT = 130; // px: in a plot this low words may hide what they name,
const TOO_BAD = 50; // and those whose best place is worse than this are left to the table; the first point keeps its own

const SAME = 6; // px between two points whose marks cover each other
const EQUAL = 1; // px between a pin and where the levers are or were, if words that begin with their value say both
const RINGED = 0x2460; // ①; `ringed` in scenarios.css

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ lines: string[], width: number, height: number }} Shape */
/** @typedef {(left: number, top: number, align: "left" | "right" | "center", cost: number) => number} Consider */
/**
 * @typedef {object} Place
 * @property {number} cost
 * @property {Box} box
 * @property {"left" | "right" | "center"} align
 * @property {Shape} shape
 * @property {[number, number] | null} leader
 * @property {Point} from where the leader begins
 */

/** What is drawn in a plot, by cells, and how much of it a box would cover. */
class Plot {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Float32Array(this.columns * this.rows);
    this.sums = new Float32Array((this.columns + 1) * (this.rows + 1));
  }

  /** @type {(x: number, y: number, cost: number) => void} */
  dot(x, y, cost) {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return;
    const place = row * this.columns + column;
    if (this.cells[place] < cost) this.cells[place] = cost;
  }

  /** @type {(x1: number, y1: number, x2: number, y2: number, cost: number) => void} */
  stroke(x1, y1, x2, y2, cost) {
    const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / (CELL - 1)));
    if (!(steps < 2000)) return;
    for (let n = 0; n <= steps; n += 1) this.dot(x1 + ((x2 - x1) * n) / steps, y1 + ((y2 - y1) * n) / steps, cost);
  }

  /** @type {(box: Box, cost: number) => void} */
  fill({ left, right, top, bottom }, cost) {
    const clipped = [Math.max(left, 0), Math.min(right, this.width), Math.max(top, 0), Math.min(bottom, this.height)];
    for (let y = clipped[2]; y < clipped[3] + CELL; y += CELL)
      for (let x = clipped[0]; x < clipped[1] + CELL; x += CELL)
        this.dot(Math.min(x, clipped[1]), Math.min(y, clipped[3]), cost);
  }

  /** Sums of all cells above and left of each, so that a box is looked up and not counted. */
  sum() {
    const across = this.columns + 1;
    for (let row = 0; row < this.rows; row += 1) {
      let line = 0;
      for (let column = 0; column < this.columns; column += 1) {
        line += this.cells[row * this.columns + column];
        this.sums[(row + 1) * across + column + 1] = this.sums[row * across + column + 1] + line;
      }
    }
  }

  /** @param {Box} box */
  covered({ left, right, top, bottom }) {
    const across = this.columns + 1;
    const from = this.column(left - 2);
    const to = this.column(right + 2) + 1;
    const first = this.row(top) * across;
    const last = (this.row(bottom) + 1) * across;
    return this.sums[last + to] - this.sums[first + to] - this.sums[last + from] + this.sums[first + from];
  }

  /** @param {number} x */
  column(x) {
    return Math.min(Math.max(Math.floor(x / CELL), 0), this.columns - 1);
  }

  /** @param {number} y */
  row(y) {
    return Math.min(Math.max(Math.floor(y / CELL), 0), this.rows - 1);
  }

  /**
   * What lies between two points, counted only where words stand.
   *
   * @type {(x1: number, y1: number, x2: number, y2: number) => number}
   */
  between(x1, y1, x2, y2) {
    const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / CELL);
    let found = 0;
    for (let n = 1; n < steps; n += 1) {
      const [x, y] = [x1 + ((x2 - x1) * n) / steps, y1 + ((y2 - y1) * n) / steps];
      if (this.cells[this.row(y) * this.columns + this.column(x)] >= TAKEN.text) found += TAKEN.text;
    }
    return found;
  }
}

const FRAME = /^(legend|title|axis-(grid|tick|domain))/; // words may stand on a grid, and what is outside is in no way

/**
 * Enters all that is drawn in a group, but for words that are still to be placed. What a group holds has its places from
 * where the group stands: an axis below the plot has its numbers below it.
 *
 * @type {(plot: Plot, group: VegaGroup, from?: Point) => void}
 */
const enter = (plot, group, from = { x: 0, y: 0 }) => {
  const [right, down] = [from.x, from.y];
  for (const mark of group.items) {
    if (isWords(mark) || FRAME.test(mark.role ?? "")) continue;
    if (mark.marktype === "group")
      for (const inner of mark.items) enter(plot, inner, { x: right + (inner.x ?? 0), y: down + (inner.y ?? 0) });
    else if (mark.marktype === "line")
      mark.items.forEach((item, n) => {
        const last = mark.items[n - 1];
        if (last) plot.stroke(right + last.x, down + last.y, right + item.x, down + item.y, TAKEN.line);
      });
    else if (mark.marktype === "rule")
      for (const { x = 0, y = 0, x2 = x, y2 = y } of mark.items)
        plot.stroke(right + x, down + y, right + x2, down + y2, TAKEN.rule);
    else if (mark.marktype !== "area")
      for (const { bounds } of mark.items) {
        const [left, top] = [right + bounds.x1, down + bounds.y1];
        const box = { left, right: right + bounds.x2, top, bottom: down + bounds.y2 };
        plot.fill(box, TAKEN[mark.marktype] ?? 0);
      }
  }
};

/** @param {VegaMark} mark */
const isWords = (mark) => /^(words|halo|leaders)_/.test(mark.name ?? "");

/**
 * The shapes that words can take: lines, and the box around them.
 *
 * @type {(text: string, size: number, weight: number, face: string, room: number) => Shape[]}
 */
const shapesOf = (text, size, weight, face, room) => {
  const shapes = new Map();
  for (const most of [0.66 * room, 170, 120, 84]) {
    const lines = folded(text, Math.min(most, room - 4), size, weight, face);
    const width = Math.max(...lines.map((line) => widthOf(line, size, weight, face)));
    if (!shapes.has(lines.length))
      shapes.set(lines.length, { lines, width: Math.ceil(width), height: lines.length * LINE });
  }
  return [...shapes.values()];
};

/** @type {(low: number, length: number, most: number) => number} */
const inside = (low, length, most) => Math.max(0, Math.min(low, most - length));

/** @type {(plot: Plot, left: number, top: number, shape: Shape) => Box} */
const boxAt = (plot, left, top, { width, height }) => {
  const [x, y] = [inside(left, width, plot.width), inside(top, height, plot.height)];
  return { left: x, right: x + width, top: y, bottom: y + height };
};

/**
 * The places for a shape of words beside a point, the nearest first: to its right and left, at any height, and over and
 * under it. `consider` says how bad the best place is by now, so that farther ones need not be looked at.
 *
 * @type {(plot: Plot, point: Point, shape: Shape, consider: Consider) => void}
 */
const besidePoint = (plot, { x, y }, shape, consider) => {
  let worst = Number.POSITIVE_INFINITY;
  /** @type {(middle: number, away: number) => void} */
  const sides = (middle, away) => {
    if (middle < 0 || middle > plot.height) return;
    const top = middle - shape.height / 2;
    for (const aside of ASIDE) {
      if (aside * FARTHER >= worst) break;
      consider(x + GAP + aside, top, "left", 0);
      worst = consider(x - GAP - aside - shape.width, top, "right", 1);
    }
    if (away > shape.height / 2 + GAP) worst = consider(x - shape.width / 2, top, "center", 0.5);
  };
  for (let away = 0; away < plot.height; away += LINE / 2) {
    if ((away - shape.height / 2) * FARTHER >= worst) return;
    sides(y - away, away);
    if (away) sides(y + away, away);
  }
};

/**
 * The places along a rule: above or below one that lies, at the right first, and, where points crowd it, farther off;
 * beside one that stands, at the top first.
 *
 * @type {(plot: Plot, point: Point, shape: Shape, lies: boolean, consider: Consider) => void}
 */
const alongRule = (plot, { x, y }, shape, lies, consider) => {
  for (let n = 0; n <= STOPS; n += 1)
    for (const side of [0, 1]) {
      const cost = 0.8 * n + side;
      if (lies)
        for (const off of OFF) {
          const left = ((plot.width - shape.width) * (STOPS - n)) / STOPS;
          consider(left, side ? y + 3 + off : y - 3 - off - shape.height, "left", cost + 0.5 * off);
        }
      else consider(side ? x - 6 - shape.width : x + 6, ((plot.height - shape.height) * n) / STOPS, "left", cost);
    }
};

/**
 * Where the point of a box lies that is nearest to another, and how far away.
 *
 * @type {(point: Point, box: Box) => { toX: number, toY: number, far: number }}
 */
const reach = ({ x, y }, { left, right, top, bottom }) => {
  const [toX, toY] = [Math.min(Math.max(x, left), right), Math.min(Math.max(y, top), bottom)];
  return { toX, toY, far: Math.hypot(toX - x, toY - y) };
};

/**
 * As far from a point towards another as the point's mark reaches.
 *
 * @type {(point: Point, to: [number, number]) => Point}
 */
const away = ({ x, y }, [toX, toY]) => {
  const part = REACH / Math.hypot(toX - x, toY - y);
  return { x: x + (toX - x) * part, y: y + (toY - y) * part };
};

/** @type {(item: any) => boolean} */
const isPin = ({ datum }) => datum?.kind === "pinned";

/** The number that some words begin with, or nothing. */
const numberBefore = (/** @type {any} */ { words }) => String(words).match(/^[\d.,%]+ /)?.[0] ?? "";

/**
 * Points in groups, each of those whose marks cover each other: they share their words and one leader. A pin that
 * is where the levers are or were stands with them; these two never share theirs.
 *
 * @type {(items: any[]) => any[][]}
 */
const atOnePlace = (items) => {
  /** @type {any[][]} */
  const groups = [];
  for (const item of items) {
    /** @type {(other: any) => number} */
    const far = (other) =>
      Math.hypot((item.anchorX ?? 0) - (other.anchorX ?? 0), (item.anchorY ?? 0) - (other.anchorY ?? 0));
    /** @type {(first: any) => number} */
    const near = (first) => (isPin(first) || !numberBefore(item) ? SAME : EQUAL);
    const group = isPin(item) && groups.find(([first]) => first.words && item.words && far(first) < near(first));
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups;
};

/**
 * What is said of several pins at once: a number that their words begin with stands there once.
 *
 * @type {(group: any[], said: (pin: any, value: string) => string, between: string) => string}
 */
const together = (group, said, between) => {
  const values = [...new Set(group.map(numberBefore))];
  const of = values.map((value) => {
    const parts = group.filter((pin) => numberBefore(pin) === value).map((pin) => said(pin, value));
    return value + parts.join(between);
  });
  return of.join("\u00a0· ");
};

/** @param {any[]} group */
const namesOf = (group) => together(group, (pin, value) => String(pin.words).slice(value.length), "\u00a0· ");

/** @type {(group: any[], pins: any[]) => string} */
const numbersOf = (group, pins) => {
  const ringed = (/** @type {any} */ pin) =>
    String.fromCodePoint(RINGED - 1 + (pin.datum.pin ?? pins.indexOf(pin) + 1));
  const own = isPin(group[0]) ? [] : [group[0].words];
  const others = group.filter(isPin);
  const rings = others.length > 1 ? together(others, ringed, " ").replaceAll(" ", "\u00a0") : ringed(others[0]);
  return [...own, rings].join(" ");
};

/**
 * The best place for an item's words; its leader goes from `anchor` to `leader`.
 *
 * @type {(plot: Plot, item: any, kind: string, face: string, words?: string) => Place & { anchor: Point }}
 */
const placeOf = (plot, item, kind, face, words = item.words) => {
  const anchor = { x: item.anchorX ?? plot.width, y: item.anchorY ?? 0 };
  const onRule = kind !== "points";
  let best = /** @type {Place} */ ({ cost: Number.POSITIVE_INFINITY });
  for (const shape of shapesOf(words, item.fontSize, item.fontWeight ?? 400, face, plot.width)) {
    const lines = 2 * (shape.lines.length - 1);
    /** @type {Consider} */
    const consider = (left, top, align, own) => {
      const box = boxAt(plot, left, top, shape);
      const from = kind === "across" ? { x: (box.left + box.right) / 2, y: anchor.y } : anchor;
      const { toX, toY, far } = reach(from, box);
      let cost = own + lines + (onRule ? 0 : far * FARTHER);
      if (cost < best.cost) cost += plot.covered(box);
      const led = kind !== "down" && far > LEADER;
      if (led && cost < best.cost) cost += 1.5 + plot.between(from.x, from.y, toX, toY);
      if (cost < best.cost) best = { cost, box, align, shape, leader: led ? [toX, toY] : null, from };
      return best.cost - lines;
    };
    if (onRule) alongRule(plot, anchor, shape, kind === "across", consider);
    else besidePoint(plot, anchor, shape, consider);
  }
  if (!best.leader) return { ...best, anchor };
  return { ...best, anchor: onRule ? best.from : away(anchor, best.leader) };
};

/** @type {Record<string, (box: Box) => number>} */
const ALIGNED = {
  left: ({ left }) => left,
  right: ({ right }) => right,
  center: ({ left, right }) => (left + right) / 2,
};

/**
 * Takes the words off, so that a chart's new size is not made by where they stood.
 *
 * @param {VegaView} view
 */
export const liftWords = (view) => {
  for (const mark of view.scenegraph().root.items[0]?.items.filter(isWords) ?? []) {
    for (const item of mark.items) Object.assign(item, { x: LIFTED, y: LIFTED, x2: LIFTED, y2: LIFTED, text: "" });
    mark.bounds.set(LIFTED, LIFTED, LIFTED, LIFTED);
  }
};

/**
 * Sets the places of all words of a chart that has been computed; `view` shows them at its next run.
 *
 * @type {(view: VegaView, face: string) => void}
 */
export const placeWords = (view, face) => {
  const group = view.scenegraph().root.items[0];
  if (!group?.width) return;
  /** @type {Record<string, any[]>} */
  const of = Object.fromEntries(group.items.filter(isWords).map((mark) => [mark.name, mark.items]));
  const kinds = ["across", "down", "points"].filter((kind) => of[`words_${kind}`]?.length);
  if (!kinds.length) return;
  const plot = new Plot(group.width, group.height);
  enter(plot, group);
  for (const kind of kinds) {
    const items = of[`words_${kind}`];
    const pins = items.filter(isPin);
    const inTurn = [...items.filter((item) => !isPin(item)), ...pins];
    const groups = kind === "points" ? atOnePlace(inTurn) : inTurn.map((item) => [item]);
    groups.forEach((group, turn) => {
      const [item] = group;
      /** @type {(item: any) => any[]} */
      const drawnOf = (one) => {
        const n = items.indexOf(one);
        return [one, of[`halo_${kind}`][n], of[`leaders_${kind}`][n]];
      };
      const hide = (/** @type {any} */ one) => {
        for (const drawn of drawnOf(one)) view.dirty(Object.assign(drawn, { text: "", opacity: 0 }));
      };
      if (!item.words) return;
      plot.sum();
      const pin = isPin(item);
      const most = kind === "points" && turn && (pin || plot.height < LOW_PLOT) ? TOO_BAD : Number.POSITIVE_INFINITY;
      const whole = placeOf(plot, item, kind, face, namesOf(group));
      // Pins whose names have no room have the numbers that the table and the list of pins give them, if those have any: in
      // rings, since a mere number would be read as a value.
      const short = () => placeOf(plot, item, kind, face, numbersOf(group, pins));
      const found = group.some(isPin) && whole.cost > TOO_BAD ? short() : whole;
      group.slice(found.cost > most ? 0 : 1).forEach(hide);
      if (found.cost > most) return;
      const { box, align, shape, anchor, leader: led } = found;
      plot.fill(box, TAKEN.text);
      const from = { x: ALIGNED[align](box), y: box.top + LINE / 2 };
      const place = { ...from, align, text: shape.lines, lineHeight: LINE, opacity: 1 };
      const line = led ? { x: anchor.x, y: anchor.y, x2: led[0], y2: led[1], opacity: 1 } : { opacity: 0 };
      if (led) plot.stroke(anchor.x, anchor.y, led[0], led[1], TAKEN.rule);
      const [words, halo, leader] = drawnOf(item);
      for (const [drawn, look] of [
        [words, place],
        [halo, place],
        [leader, line],
      ])
        view.dirty(Object.assign(drawn, look));
    });
  }
};
