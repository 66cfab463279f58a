// Charts are drawn one at a time, so that the reader can work between two of them: first what is in sight, then the rest.
// On paper all of them are there.

/** @param {Element} stage */
const inSight = (stage) => stage.clientWidth > 0 && getComputedStyle(stage).visibility !== "hidden";

/** How far from what the window shows an element begins, in px. */
const awayOf = (/** @type {Element} */ stage) => {
  const { top, bottom } = stage.getBoundingClientRect();
  return Math.max(0, -bottom, top - innerHeight);
};

/** @param {(done: () => void) => void} wait */
const until = (wait) => new Promise((resolve) => wait(() => resolve(undefined)));

const PAUSE = 300; // ms between two charts that are out of sight: nobody misses them, and the reader may be busy

/** After what is on the page by now has been painted: a page that nobody sees paints nothing. */
const painted = () =>
  until((done) => {
    setTimeout(done, 100);
    requestAnimationFrame(() => setTimeout(done));
  });

const makeTurns = () => {
  /** @type {Map<Element, () => void>} */
  const waiting = new Map();
  /** @param {Element} stage */
  const call = (stage) => {
    waiting.get(stage)?.();
    waiting.delete(stage);
  };
  let going = false;
  const go = async () => {
    going = true;
    for (let last = performance.now(); waiting.size; ) {
      await painted();
      const [nearest] = [...waiting.keys()].filter(inSight).sort((one, other) => awayOf(one) - awayOf(other));
      const isTime = performance.now() - last > PAUSE;
      const next = nearest ?? (isTime ? waiting.keys().next().value : undefined);
      if (!next) continue;
      call(next);
      await painted();
      last = performance.now();
    }
    going = false;
  };
  addEventListener("beforeprint", () => [...waiting.keys()].forEach(call));
  return {
    /**
     * Resolves when this stage may be drawn.
     *
     * @param {Element} stage
     */
    turn: (stage) =>
      until((called) => {
        waiting.set(stage, called);
        if (!going) go();
      }),
  };
};

/** The turns of all charts of a page, each of which has these functions of its own. */
export const turns = () => (window.caseroomTurns ??= makeTurns());

/**
 * Resolves when a chart is drawn or out of sight, in a step that is not shown: then nobody waits for it.
 *
 * @type {(stage: Element, drawn: Promise<unknown>) => Promise<void>}
 */
export const drawnOrUnseen = async (stage, drawn) => {
  let waits = true;
  drawn.then(() => {
    waits = false;
  });
  while (waits && inSight(stage)) await until((done) => setTimeout(done, 50));
};
