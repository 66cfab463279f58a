import { inTime, lookOften } from "./looking.js";
import { the } from "./nodes.js";

// An interruption mends itself, however long it takes (see page/kernel.js): a reload could only lose what the page
// holds. A kernel that is gone does not come back: then, and only then, the page asks to be loaded anew.
export const watchConnection = () => {
  /** @type {PageConfig} */
  const config = JSON.parse(the("#jupyter-config-data").textContent);
  const lost = the(".lost");
  the("button", lost).addEventListener("click", () => location.reload());
  const interrupted = the(".interrupted");
  const refused = the(".refused");
  let failures = 0;
  let cut = false;
  /** @param {boolean} gone */
  const show = (gone) => {
    lost.hidden = !gone;
    interrupted.hidden = gone || !refused.hidden || !(cut || failures);
    document.documentElement.toggleAttribute("data-interrupted", !interrupted.hidden); // panels say the same
  };
  const look = async () => {
    const answer = await inTime(`${config.baseUrl}kernels/${config.kernelId}`);
    const gone = answer?.status === 404;
    failures = answer?.ok || gone ? 0 : failures + 1;
    show(gone);
    if (failures > 1) document.dispatchEvent(new CustomEvent("caseroom:silence")); // the socket may not know it
  };
  document.addEventListener("caseroom:connection", ({ detail: state }) => {
    cut = state === "interrupted" || (cut && state !== "connected");
    if (state === "connected") failures = 0;
    refused.hidden = state !== "refused";
    show(state === "gone");
  });
  lookOften(look);
  for (const turn of ["offline", "online"]) addEventListener(turn, look); // the browser knows before any silence tells
};
