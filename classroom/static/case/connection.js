// A short interruption mends itself (see page/kernel.js); a kernel that is gone, or a server that stays away, does not.
const watchConnection = () => {
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const lost = document.querySelector(".lost");
  lost.querySelector("button").addEventListener("click", () => location.reload());
  const interrupted = document.querySelector(".interrupted");
  let failures = 0;
  let cut = false;
  const show = (gone) => {
    lost.hidden = !(gone || failures > 1);
    interrupted.hidden = !(cut && lost.hidden);
  };
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(`${config.baseUrl}kernels/${config.kernelId}`, { cache: "no-store" }).catch(() => null);
    failures = answer ? 0 : failures + 1;
    show(answer && !answer.ok);
  };
  document.addEventListener("caseroom:connection", ({ detail: state }) => {
    cut = state === "interrupted" || (cut && state !== "connected");
    show(state === "gone");
  });
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
};

// The page runs this before it is whole: the kernel is named at its end.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", watchConnection);
else watchConnection();
