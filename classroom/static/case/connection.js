import { the } from "./nodes.js";

// A short interruption mends itself (see page/kernel.js); a kernel that is gone, or a server that stays away, does not.
export const watchConnection = () => {
  /** @type {PageConfig} */
  const config = JSON.parse(the("#jupyter-config-data").textContent);
  const lost = the(".lost");
  the("button", lost).addEventListener("click", () => location.reload());
  const interrupted = the(".interrupted");
  let failures = 0;
  let cut = false;
  /** @param {boolean} gone */
  const show = (gone) => {
    lost.hidden = !(gone || failures > 1);
    interrupted.hidden = !(cut && lost.hidden);
  };
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(`${config.baseUrl}kernels/${config.kernelId}`, { cache: "no-store" }).catch(() => null);
    failures = answer ? 0 : failures + 1;
    show(answer !== null && !answer.ok);
  };
  document.addEventListener("caseroom:connection", ({ detail: state }) => {
    cut = state === "interrupted" || (cut && state !== "connected");
    show(state === "gone");
  });
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
};
