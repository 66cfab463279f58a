import { all, the } from "./nodes.js";

// When the case can be used, and what of its prose may be read.

const ready = () =>
  all(".output.panels").every(
    (output) =>
      output.dataset.shown && all(".caseroom-panel", output).every((panel) => panel.dataset.rendered === "true"),
  );

// What a student reads after a gate holds results: it shows when the last gate before it has opened. A gate is what the
// kernel made; prose that calls itself one opens nothing.
const openGates = () => {
  let open = false;
  for (const cell of all("#case .cell")) {
    const gate = cell.querySelector(".output .caseroom-gate");
    if (gate) open = gate.classList.contains("open");
    if (cell.classList.contains("gated")) cell.hidden = !open;
  }
};

export const watchReadiness = () => {
  const check = () => {
    openGates();
    if (document.body.dataset.ready === "true" || !document.documentElement.dataset.complete || !ready()) return;
    document.body.dataset.ready = "true";
  };
  document.addEventListener("caseroom:rendered", check);
  new MutationObserver(check).observe(the("#case"), { childList: true, subtree: true });
  check();
};
