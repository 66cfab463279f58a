// Who works in the case in the midst of a class is told when the class goes on, and has here what was handed in there.

import { inTime, lookOften } from "./looking.js";

export const watchClass = () => {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector(".to-class"));
  const said = /** @type {HTMLElement | null | undefined} */ (bar?.querySelector("span"));
  const anew = /** @type {HTMLButtonElement | null | undefined} */ (bar?.querySelector("button"));
  if (!bar || !said || !anew) return;
  anew.addEventListener("click", () => location.reload());
  // Whoever comes back from the class is in the midst of nothing here; who has been here is asked.
  let back = false;
  const comeBack = () => {
    back ||= !document.hidden;
  };
  document.addEventListener("visibilitychange", comeBack);
  addEventListener("pageshow", ({ persisted }) => persisted && comeBack());
  const look = async () => {
    const answer = await inTime(bar.dataset.ask ?? "");
    const now = answer?.ok ? await answer.json().catch(() => null) : null; // the next look may succeed
    if (!now) return;
    const behind = String(now.given) !== bar.dataset.given;
    if (behind && back) location.reload();
    back = false;
    const away = now.closed || now.phase !== bar.dataset.phase;
    const words = [now.closed ? said.dataset.over : away && said.dataset.goneOn, behind && said.dataset.behind];
    const text = words.filter(Boolean).join(" ");
    if (said.textContent !== text) said.textContent = text; // it is read out once
    anew.hidden = !behind;
    bar.classList.toggle("gone-on", away || behind);
    lift();
  };
  // While it lies over the page's upper edge, what else stays there begins below it.
  const lift = () => {
    const over = bar.classList.contains("gone-on") ? bar.offsetHeight : 0;
    document.documentElement.style.setProperty("--cr-bar", `${over}px`);
  };
  new ResizeObserver(lift).observe(bar);
  lookOften(look);
};
