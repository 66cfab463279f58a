// Who works in the case in the midst of a class is told when the class goes on.

const EVERY = 4000; // ms between two looks

export const watchClass = () => {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector(".to-class"));
  const said = /** @type {HTMLElement | null | undefined} */ (bar?.querySelector("span"));
  if (!bar || !said) return;
  let looking = false;
  const look = async () => {
    if (document.hidden || looking) return;
    looking = true;
    const now = await fetch(bar.dataset.ask ?? "", { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null); // the next look may succeed
    looking = false;
    if (!now) return;
    const away = now.closed || now.phase !== bar.dataset.phase;
    const words = (now.closed ? said.dataset.over : away && said.dataset.goneOn) || "";
    if (said.textContent !== words) said.textContent = words; // it is read out once
    bar.classList.toggle("gone-on", away);
  };
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
};
