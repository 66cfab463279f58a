import { ringed } from "./blocks_table.js";
import { h, say, svg } from "./nodes.js";
import { apart, grouped } from "./points_apart.js";
import { LETTERS, nearTo, outside, same, withOurs } from "./points_named.js";
import { heightText, labelled, inUnit } from "./wording.js";

// A reveal on a phone: lists and tables that read at arm's length, small pictures where a picture says more.

/** @type {(share: number, before: boolean) => HTMLElement} */
const stripe = (share, before) => {
  const inner = h("span", { class: before ? "before" : "" });
  inner.style.width = `${Math.min(100, 100 * share)}%`;
  return h("span", { class: "stripe", "aria-hidden": "true" }, inner);
};

/** @param {RoomBars} block */
const smallBars = ({ series, bars, percent, right = [] }) =>
  h(
    "ul",
    { class: "small-bars" },
    ...bars.map(({ label, values, shares }, n) =>
      h(
        "li",
        { class: right.includes(n) && "right" },
        h("p", {}, label),
        ...values.map((value, nth) => {
          const count = percent ? `${value}%` : `${value} (${Math.round(100 * shares[nth])}%)`;
          return h(
            "div",
            { class: "row" },
            series[nth] && h("span", { class: "soft" }, series[nth]),
            stripe(shares[nth], nth + 1 < values.length),
            h("b", {}, count),
          );
        }),
      ),
    ),
  );

/** A number no finer than the hundredth part of what is shown. @type {(value: number, span: number) => string} */
const inHundredths = (value, span) => {
  const decimals = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(span || 1))));
  return String(Number(value.toFixed(decimals))).replace("-", NUMBERS.minus);
};

const BINS = 12;
const LANE = 3.2; // how much height each of what the room's numbers are set beside has, above the bars

/** `mine`: the number that this phone answered. @type {(block: RoomDots, mine?: number) => HTMLElement} */
const smallDots = ({ values, unit, middle, model, low, high, written, sentence, computed }, mine) => {
  const all = [...values, ...[model, low, high, mine].filter((one) => typeof one === "number")];
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const x = (/** @type {number} */ value) => (to > from ? (100 * (value - from)) / (to - from) : 50);
  const counts = Array(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((BINS * x(value)) / 100))] += 1;
  const most = Math.max(...counts);
  const rect = (
    /** @type {string} */ name,
    /** @type {number} */ left,
    /** @type {number} */ width,
    /** @type {number} */ height,
  ) => svg("rect", { class: name, x: left, width, y: 30 - height, height });
  const band =
    typeof low === "number" && typeof high === "number" && rect("band", x(low), Math.max(0.5, x(high) - x(low)), 30);
  const ruled = Object.entries({ middle, model, mine }).flatMap(([name, at]) =>
    typeof at === "number" ? [{ name, at: x(at) }] : [],
  );
  const room = 30 - LANE * ruled.length;
  const columns = counts.map((count, n) =>
    rect("column", (100 * n) / BINS + 0.3, 100 / BINS - 0.6, (room * count) / most),
  );
  const guides = ruled.map(({ at }) => svg("path", { class: "guide", d: `M${at} 0V30` }));
  const ticks = ruled.map(({ name, at }, n) => svg("path", { class: name, d: `M${at} ${LANE * n}v${LANE - 0.6}` }));
  const tell = (/** @type {string} */ key, /** @type {string} */ label, /** @type {string} */ value) =>
    h("li", { class: key }, labelled(label), h("b", {}, value));
  return h(
    "div",
    { class: "small-picture" },
    svg(
      "svg",
      { viewBox: "0 0 100 30", preserveAspectRatio: "none", role: "img", "aria-label": sentence },
      band,
      ...guides,
      ...columns,
      ...ticks,
    ),
    h(
      "p",
      { class: "ends soft", "aria-hidden": "true" },
      h("span", {}, inHundredths(from, to - from)),
      h("span", {}, inUnit(inHundredths(to, to - from), unit)),
    ),
    h(
      "ul",
      {},
      tell("key-middle", say("Middle of the room"), written.middle),
      written.model !== undefined &&
        tell("key-model", computed ? say("The right number") : say("The model"), written.model),
      typeof mine === "number" && tell("key-mine", say("Your answer"), inUnit(Number(mine.toPrecision(12)), unit)),
    ),
  );
};

/** @param {RoomCurves} block */
const smallCurves = ({ at, room, model, x: across, y: upwards, format, sentence }) => {
  const heights = [...room.flat(), ...model.map(([, height]) => height)];
  const [low, high] = [Math.min(0, ...heights), Math.max(...heights)];
  const point = (/** @type {number} */ place, /** @type {number} */ height) =>
    `${(100 * (place - at[0])) / (at[at.length - 1] - at[0])},${50 - (50 * (height - low)) / (high - low || 1)}`;
  const line = (/** @type {string} */ name, /** @type {string[]} */ points) =>
    svg("polyline", { class: name, points: points.join(" ") });
  const drawn = room.length > 0; // fewer than may be shown: then the model's stands alone
  const ours = (/** @type {number} */ quarter) => (drawn ? at.map((place, n) => point(place, room[n][quarter])) : []);
  return h(
    "div",
    { class: "small-picture curves" },
    h(
      "p",
      { class: "soft" },
      `${labelled(upwards)}${heightText(low, { format, unit: "" })}–${heightText(high, { format, unit: "" })}`,
    ),
    svg(
      "svg",
      { class: "tall", viewBox: "0 0 100 50", preserveAspectRatio: "none", role: "img", "aria-label": sentence },
      svg("polygon", { class: "band", points: [...ours(2), ...ours(0).reverse()].join(" ") }),
      line("column-line", ours(1)),
      line(
        "model",
        model.map(([place, height]) => point(place, height)),
      ),
    ),
    h(
      "p",
      { class: "ends soft", "aria-hidden": "true" },
      h("span", {}, at[0]),
      h("span", {}, across),
      h("span", {}, at[at.length - 1]),
    ),
    h(
      "ul",
      {},
      drawn && h("li", { class: "key-room" }, say("Middle of the room")),
      model.length > 0 && h("li", { class: "key-model" }, say("The model")),
    ),
    !drawn && h("p", {}, sentence),
  );
};

/**
 * Of each row a block of its own: bars for what its people chose, which a table would set in columns too narrow to read.
 * What nobody of them chose is left out.
 *
 * @type {(block: RoomTable, most: number[][]) => HTMLElement}
 */
const smallGroups = ({ head, rows, stayed = [], mixed = [] }, most) =>
  h(
    "div",
    { class: "small-groups" },
    ...rows.map(([first, ...rest], n) => {
      const counts = rest.map(Number);
      const all = counts.reduce((sum, count) => sum + count, 0);
      const taken = counts.flatMap((count, m) => (count ? [{ count, label: head[m + 1], m: m + 1 }] : []));
      return h(
        "section",
        { class: mixed.includes(n) && "mixed" },
        h("p", { class: "soft" }, head[0]),
        h("h3", {}, first),
        h(
          "ul",
          { class: "small-bars" },
          ...taken.map(({ count, label, m }) =>
            h(
              "li",
              { class: most[n]?.includes(m) && "most" },
              h("p", {}, label),
              h(
                "div",
                { class: "row" },
                stripe(count / all, !most[n]?.includes(m)),
                h("span", {}, ...ringed(count, stayed[n] === m), ` (${Math.round((100 * count) / all)}%)`),
              ),
            ),
          ),
        ),
      );
    }),
  );

/** @type {(head: string[], rows: (string | number)[][], marked?: number[]) => HTMLElement} */
const smallTable = (head, rows, marked = []) =>
  h(
    "div",
    { class: "small-table", tabindex: "0", role: "region", "aria-label": head.join(", ") },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text.replace(/([a-z])\/(?=[a-z])/g, "$1/\u200b")))),
      ),
      h(
        "tbody",
        {},
        ...rows.map(([first, ...rest], n) =>
          h(
            "tr",
            { class: marked.includes(n) && "marked" },
            h("th", { scope: "row" }, first),
            ...rest.map((text) => h("td", {}, text)),
          ),
        ),
      ),
    ),
  );

const [WIDE, HIGH, AROUND, UNDER] = [100, 70, 6, 6]; // of a picture's own units; under it stand the numbers across
const LETTERED = 3.6; // the radius of what has a letter
const [DOT, COUNTED] = [1.6, 2.8]; // of what the room pinned there once, and more often
const DIGIT = 2.3; // how wide a digit is

/** A number at the end of a scale, no finer than the scale deserves. @type {(value: number, span: number, kind: string) => string} */
const endText = (value, span, kind) => {
  const { scale, suffix } = NUMBERS.formats[kind];
  const decimals = Math.max(0, Math.min(4, 1 - Math.floor(Math.log10(Math.abs(scale * span) || 1))));
  const number = Math.abs(scale * value).toFixed(decimals);
  const [whole, rest] = number.split(".");
  const grouped3 = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 && Number(number) > 0 ? NUMBERS.minus : ""}${grouped3}${rest ? `.${rest}` : ""}${suffix}`;
};

/** The ends of what is shown along one axis, and nought where that lies well between them. @type {(values: number[], kind: string) => { low: number, high: number, marks: { value: number, text: string }[] }} */
const smallScale = (values, kind) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low;
  const marks = (span > 0 ? [low, high] : [low]).map((value) => ({ value, text: endText(value, span, kind) }));
  if (low < 0 && high > 0 && Math.min(-low, high) > 0.12 * span) marks.push({ value: 0, text: endText(0, 1e9, kind) });
  return { low, high, marks };
};

/** The options on two outcomes, each by its letter, with what the room pinned as dots; its numbers are folded. @param {RoomPoints} block */
const smallPoints = (block) => {
  const { x, y, head, rows, sentence } = block;
  const options = block.points; // lettered as the case has them, as on the wall
  const near = nearTo(options);
  const drawn = (/** @type {{ x: number, y: number }} */ one) =>
    near(one) && !options.some((other) => same(one, other));
  const [ours, tables] = [block.ours.filter(drawn), block.tables.filter(drawn)];
  const all = [...options, ...ours, ...tables];
  const [along, upright] = [all.map((one) => one.x), all.map((one) => one.y)];
  const [xs, ys] = [smallScale(along, x.format), smallScale(upright, y.format)];
  const start = DIGIT * Math.max(...ys.marks.map(({ text }) => text.length)) + 1; // beside the upright numbers
  const across = (/** @type {number} */ value) =>
    start + AROUND + (WIDE - start - 2 * AROUND) * (xs.high > xs.low ? (value - xs.low) / (xs.high - xs.low) : 0.5);
  const up = (/** @type {number} */ value) =>
    HIGH - AROUND - (HIGH - 2 * AROUND) * (ys.high > ys.low ? (value - ys.low) / (ys.high - ys.low) : 0.5);
  const at = (/** @type {{ x: number, y: number }} */ one) => ({ x: across(one.x), y: up(one.y) });
  const groups = grouped(
    ours.map((one) => ({ ...at(one), n: one.n })),
    2 * DOT,
  );
  const marks = [
    ...options.map((one, n) => ({ ...at(one), r: LETTERED, kind: "of-option", text: LETTERS[n] })),
    ...tables.map((one) => ({ ...at(one), r: LETTERED, kind: "standing", text: String(one.table) })),
    ...groups.map((one) => ({
      ...one,
      r: one.n > 1 ? COUNTED : DOT,
      kind: "pinned",
      text: one.n > 1 ? `${one.n}` : "",
    })),
  ];
  const seats = apart(marks, 0.3, { left: start, right: WIDE, top: 0, bottom: HIGH });
  const leaders = seats.map((seat, n) => stroke("leader", marks[n], seat));
  const axis = (/** @type {RoomPoints["x"]} */ { label, unit }) =>
    unit && unit !== "%" ? say("{what} ({unit})", { what: label, unit }) : label;
  const far = outside(block, near);
  return h(
    "div",
    { class: "small-picture of-points" },
    h("p", { class: "soft" }, `↑ ${axis(y)}`),
    svg(
      "svg",
      { viewBox: `0 0 ${WIDE} ${HIGH + UNDER}`, role: "img", "aria-label": sentence || head.join(", ") },
      ...ys.marks.flatMap(({ value, text }) => [
        stroke(value ? "scale" : "scale nought", { x: start, y: up(value) }, { x: WIDE, y: up(value) }),
        numberAt({ x: start - 1, y: up(value) }, text, "end"),
      ]),
      ...xs.marks.flatMap(({ value, text }) => [
        stroke(value ? "scale" : "scale nought", { x: across(value), y: 0 }, { x: across(value), y: HIGH }),
        numberAt({ x: Math.min(across(value), WIDE - 0.5 * DIGIT * text.length), y: HIGH + 3 }, text, "middle"),
      ]),
      ...leaders,
      ...seats.flatMap((seat, n) => [
        disc(marks[n].kind, seat, seat.r),
        marks[n].text !== "" && letter(marks[n].kind, seat, marks[n].text),
      ]),
    ),
    h("p", { class: "ends soft" }, h("span", {}), h("span", {}, `${axis(x)} →`)),
    h(
      "ol",
      { class: "lettered" },
      ...options.map((one, n) => h("li", {}, h("b", {}, LETTERS[n]), ` ${withOurs(one, block.ours, block.tables)}`)),
    ),
    marks.some(({ kind }) => kind !== "of-option") &&
      h(
        "ul",
        { class: "marks" },
        ours.length > 0 && h("li", { class: "of-us" }, say("Another setting that we pinned, and how often")),
        tables.length > 0 && h("li", { class: "of-tables" }, say("Where a table's levers stand")),
      ),
    far && h("p", { class: "soft" }, far),
    fold(say("The numbers"), smallTable(head, rows)),
  );
};

/** @type {(name: string, from: { x: number, y: number }, to: { x: number, y: number }) => SVGElement} */
const stroke = (name, from, to) => svg("line", { class: name, x1: from.x, y1: from.y, x2: to.x, y2: to.y });
/** @type {(name: string, at: { x: number, y: number }, r: number) => SVGElement} */
const disc = (name, { x, y }, r) => svg("circle", { class: name, cx: x, cy: y, r });
/** @type {(name: string, at: { x: number, y: number }, text: string | number) => SVGElement} */
const letter = (name, { x, y }, text) => svg("text", { class: name, x, y: y + 1.6, "text-anchor": "middle" }, text);
/** @type {(at: { x: number, y: number }, text: string, anchor: string) => SVGElement} */
const numberAt = ({ x, y }, text, anchor) =>
  svg("text", { class: "scale", x, y: y + 1.5, "text-anchor": anchor }, text);

/** @param {RoomFlows} block */
const smallFlows = ({ labels, from, flows, whole }) => {
  const moves = from.flatMap((origin, n) =>
    labels
      .map((to, m) => ({ origin, to, count: flows[n][m] }))
      .filter(({ origin: one, to: other, count }) => count && one !== other),
  );
  const stayed = from.reduce((all, origin, n) => all + flows[n][labels.indexOf(origin)], 0);
  const tell = moves
    .sort((a, b) => b.count - a.count)
    .map(({ origin, to, count }) => h("li", {}, h("b", {}, count), ` ${origin} → ${to}`));
  const kept = whole && h("li", {}, h("b", {}, stayed), ` ${say("kept their answer")}`);
  return h("ul", { class: "small-flows" }, ...tell, kept);
};

/** @param {RoomCards} block */
const smallCards = ({ cards }) => {
  const piles = [...new Set(cards.map(({ pile }) => pile))];
  return h(
    "div",
    { class: "small-cards" },
    ...piles.flatMap((pile) => [
      pile && h("h3", {}, pile),
      ...cards
        .filter((card) => card.pile === pile)
        .map(({ text, whose }) => h("blockquote", {}, h("p", {}, text), whose && h("p", { class: "soft" }, whose))),
    ]),
  );
};

/** @param {RoomFacts} block */
const smallFacts = ({ facts, against }) =>
  h(
    "div",
    { class: "small-facts" },
    ...against.map(({ who, sides, text }) =>
      fold(who, ...sides.map((side) => h("p", {}, h("b", {}, side.who), side.text)), h("p", { class: "fits" }, text)),
    ),
    against.length > 0 && facts.length > 0 && h("h3", {}, say("What else somebody knew alone")),
    ...facts.map(({ who, facts: known }) => fold(who, h("ul", {}, ...known.map((fact) => h("li", {}, fact))))),
  );

/** @type {(block: RoomBlock, mine?: number) => HTMLElement} */
const small = (block, mine) => {
  switch (block.type) {
    case "bars":
      return smallBars(block);
    case "dots":
      return smallDots(block, mine);
    case "curves":
      return smallCurves(block);
    case "flows":
      return smallFlows(block);
    case "cards":
      return smallCards(block);
    case "facts":
      return smallFacts(block);
    case "points":
      return smallPoints(block);
    default:
      return block.most ? smallGroups(block, block.most) : smallTable(block.head, block.rows, block.marked);
  }
};

/** What is long, behind what it is called. @type {(title: string, ...content: Child[]) => HTMLElement} */
export const fold = (title, ...content) =>
  h("details", { class: "fold" }, h("summary", {}, title), h("div", {}, ...content));

/** A reveal in small, without its title where the phase has said it. @type {(reveal: RoomReveal, titled?: boolean, mine?: number) => HTMLElement} */
export const drawSmall = ({ title, sentence, blocks }, titled = true, mine = undefined) =>
  h(
    "section",
    { class: "reveal card" },
    titled && h("h2", {}, title),
    sentence && h("p", {}, sentence),
    ...blocks.map((block) => small(block, mine)),
  );

/** A reveal behind its title. @type {(reveal: RoomReveal) => HTMLElement} */
export const drawFolded = ({ title, sentence, blocks }) =>
  h(
    "section",
    { class: "reveal card" },
    fold(title, sentence && h("p", {}, sentence), ...blocks.map((block) => small(block))),
  );

/** What it says in a sentence, its picture behind that. @type {(reveal: RoomReveal, own: Child) => HTMLElement} */
export const drawInBrief = ({ title, sentence, blocks }, own) =>
  h(
    "section",
    { class: "reveal card" },
    h("h3", {}, title),
    sentence && h("p", {}, sentence),
    own,
    fold(say("The numbers"), ...blocks.map((block) => small(block))),
  );
