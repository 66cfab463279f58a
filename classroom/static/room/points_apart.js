// How marks on a plot keep clear of each other: what lies together is counted as one, the rest is moved apart.

/** @typedef {{ x: number, y: number }} Place */

const turnOf = (/** @type {Place} */ a, /** @type {Place} */ b, /** @type {Place} */ c) =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

/** Whether two lines, each from one place to another, cross. @type {(one: Place[], other: Place[]) => boolean} */
export const cross = ([a, b], [c, d]) => turnOf(a, b, c) * turnOf(a, b, d) < 0 && turnOf(c, d, a) * turnOf(c, d, b) < 0;

/** How far a place is from a line. @type {(place: Place, line: Place[]) => number} */
export const farFrom = ({ x, y }, [a, b]) => {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a.x + along * dx - x, a.y + along * dy - y);
};

/**
 * What lies so near together that its marks would cover each other, as one: where its middle lies, and how often.
 *
 * @type {(marks: (Place & { n: number })[], near: number) => (Place & { n: number })[]}
 */
export const grouped = (marks, near) => {
  /** @type {(Place & { n: number })[]} */
  const groups = [];
  for (const { x, y, n } of [...marks].sort((one, other) => other.n - one.n)) {
    const group = groups.find((one) => Math.hypot(one.x - x, one.y - y) < near);
    if (!group) groups.push({ x, y, n });
    else {
      const all = group.n + n;
      [group.x, group.y, group.n] = [(group.x * group.n + x * n) / all, (group.y * group.n + y * n) / all, all];
    }
  }
  return groups;
};

/** @typedef {Place & { r: number }} Round */

const SEATS_TRIED = 600; // in a spiral around a mark's place
const NEAR_BY = 160; // of the free ones, from the nearest

/**
 * Where marks are put so that none lies on another, as near to their places as can be; the first have the choice.
 *
 * @type {(marks: Round[], gap: number, inside: { left: number, right: number, top: number, bottom: number }) => Round[]}
 */
export const apart = (marks, gap, { left, right, top, bottom }) => {
  /** @type {{ at: Round, line: Place[] }[]} */
  const placed = [];
  return marks.map(({ x, y, r }) => {
    const free = (/** @type {Place} */ at) =>
      placed.every(({ at: one }) => Math.hypot(one.x - at.x, one.y - at.y) >= one.r + r + gap) &&
      at.x >= left + r &&
      at.x <= right - r &&
      at.y >= top + r &&
      at.y <= bottom - r;
    /** Whether a mark there and the line to it keep clear of the others' marks and lines. */
    const clear = (/** @type {Place} */ at) =>
      placed.every(
        (one) =>
          !cross([{ x, y }, at], one.line) && farFrom(one.at, [{ x, y }, at]) >= one.at.r && farFrom(at, one.line) >= r,
      );
    let at = { x, y, r };
    if (!free(at)) {
      const around = Array.from({ length: SEATS_TRIED }, (_, n) => {
        const [turn, away] = [(n + 1) * 2.4, r * 0.5 * Math.sqrt(n + 1)];
        return { x: x + away * Math.cos(turn), y: y - away * Math.sin(turn), r };
      }).filter(free);
      at = around.slice(0, NEAR_BY).find(clear) ?? around[0] ?? at;
    }
    placed.push({ at, line: [{ x, y }, at] });
    return at;
  });
};
