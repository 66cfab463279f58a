// When the case can be used, and what of its prose may be read.

const ready = () =>
  [...document.querySelectorAll(".output.panels")].every(
    (output) =>
      output.dataset.shown &&
      [...output.querySelectorAll(".caseroom-panel")].every((panel) => panel.dataset.rendered === "true"),
  );

// What a student reads after a gate holds results: it shows when the last gate before it has opened. A gate is what the
// kernel made; prose that calls itself one opens nothing.
const openGates = () => {
  let open = false;
  for (const cell of document.querySelectorAll("#case .cell")) {
    const gate = cell.querySelector(".output .caseroom-gate");
    if (gate) open = gate.classList.contains("open");
    if (cell.classList.contains("gated")) cell.hidden = !open;
  }
};

const watchReadiness = () => {
  const check = () => {
    openGates();
    if (document.body.dataset.ready === "true" || !document.documentElement.dataset.complete || !ready()) return;
    document.body.dataset.ready = "true";
  };
  document.addEventListener("caseroom:rendered", check);
  new MutationObserver(check).observe(document.getElementById("case"), { childList: true, subtree: true });
  check();
};

watchReadiness();
