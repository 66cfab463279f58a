// Who works in the case in the midst of a class is told when the class goes on.

import { inTime, lookOften } from "./looking.js";

export const watchClass = () => {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector(".to-class"));
  const said = /** @type {HTMLElement | null | undefined} */ (bar?.querySelector("span"));
  if (!bar || !said) return;
  const look = async () => {
    const answer = await inTime(bar.dataset.ask ?? "");
    const now = answer?.ok ? await answer.json().catch(() => null) : null; // the next look may succeed
    if (!now) return;
    const away = now.closed || now.phase !== bar.dataset.phase;
    const words = (now.closed ? said.dataset.over : away && said.dataset.goneOn) || "";
    if (said.textContent !== words) said.textContent = words; // it is read out once
    bar.classList.toggle("gone-on", away);
  };
  lookOften(look);
};
