import { all, the } from "./nodes.js";

// A page that a class's desk has opened for all to see: the tables of its debrief stand open, for they are what is talked
// about. Each is opened once, when the kernel has made it: whoever folds it has it folded.

const TABLES = "#case .step[data-step='debrief'] .caseroom-table details.folded";

export const openForAll = () => {
  if (!document.querySelector(".for-all")) return;
  /** @type {WeakSet<HTMLElement>} */
  const opened = new WeakSet();
  const open = () => {
    for (const table of all(TABLES)) {
      if (opened.has(table)) continue;
      opened.add(table);
      table.setAttribute("open", "");
    }
  };
  new MutationObserver(open).observe(the("#case"), { childList: true, subtree: true });
  open();
};
