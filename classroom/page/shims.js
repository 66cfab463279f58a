// What bundled packages expect of their surroundings, given to them alone (see build.js).

/**
 * anywidget comes as an AMD module: what it registers is kept here.
 *
 * @typedef {(base: object) => Record<string, unknown>} Factory
 */
export const amd = /** @type {{ anywidget: Factory }} */ ({});
/** @type {(needs: string[], factory: Factory) => void} */
export const define = (_needs, factory) => {
  amd.anywidget = factory;
};

/**
 * AbortSignal.any, which phones bought before 2024 do not have.
 *
 * @param {Iterable<AbortSignal>} signals
 */
export const anySignal = (signals) => {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort();
    else signal.addEventListener("abort", () => controller.abort(), { once: true });
  }
  return controller.signal;
};

/** In place of AbortSignal.timeout: anywidget gives a panel up after two seconds, and a slow phone may need more. */
export const patientSignal = () => new AbortController().signal;
