import { all, the } from "./nodes.js";

// When the case can be used, and what of its prose may be read.

const isWhole = (/** @type {HTMLElement} */ output) =>
  output.dataset.shown && all(".caseroom-panel", output).every((panel) => panel.dataset.rendered === "true");
const ready = () => all(".output.panels").every(isWhole);

// What a student reads after a gate holds results: it shows when the last gate before it has opened. A gate is what the
// kernel made; prose that calls itself one opens nothing.
// While panels above it in its step are not whole it waits for them, so that they do not push it about under its reader's
// eyes; but not for one that never is.
const PATIENCE = 8000; // ms
const openGates = () => {
  let open = false;
  const late = performance.now() > PATIENCE;
  /** @type {Element | null} */
  let unfinished = null; // the step in which a panel is
  for (const cell of all("#case .cell")) {
    const gate = cell.querySelector(".output .caseroom-gate");
    if (gate) open = gate.classList.contains("open");
    const step = cell.closest(".step");
    if (!late && all(".output.panels", cell).some((output) => !isWhole(output))) unfinished = step;
    if (cell.classList.contains("gated")) cell.hidden = !open || (cell.hidden && step !== null && step === unfinished);
  }
};

export const watchReadiness = () => {
  const check = () => {
    openGates();
    if (document.body.dataset.ready === "true" || !document.documentElement.dataset.complete || !ready()) return;
    document.body.dataset.ready = "true";
  };
  document.addEventListener("caseroom:rendered", check);
  setTimeout(check, PATIENCE);
  new MutationObserver(check).observe(the("#case"), { childList: true, subtree: true });
  check();
};
