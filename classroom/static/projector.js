// The projector's window: shows what the case's page sends, in type that the back row can read (case/presenter.js).

const stage = new BroadcastChannel(`caseroom.${location.pathname}`);
const slide = /** @type {HTMLElement} */ (document.querySelector(".slide"));
const place = /** @type {HTMLElement} */ (document.querySelector(".place"));
const empty = slide.innerHTML;
let shown = 0;

/** Down to what is below, or on to the next slide where nothing is. */
const on = () => {
  const below = slide.scrollHeight - slide.clientHeight - slide.scrollTop;
  if (below > 8) slide.scrollBy({ top: 0.8 * slide.clientHeight });
  else stage.postMessage({ turn: 1 });
};

stage.onmessage = ({ data }) => {
  if (data.on) on();
  if (data.end) slide.innerHTML = empty;
  if (!data.html) return;
  const { html, n, count, title } = data;
  slide.innerHTML = html; // from the case's own page: the same origin, and its policy lets no script of markup run
  place.textContent = `${n}/${count}`;
  document.title = title;
  if (n !== shown) slide.scrollTo({ top: 0 });
  shown = n;
};

addEventListener("keydown", ({ key }) => {
  if (key === "ArrowRight" || key === "PageDown" || key === " ") on();
  else if (key === "ArrowLeft" || key === "PageUp") stage.postMessage({ turn: -1 });
  else if (key.toLowerCase() === "f") document.documentElement.requestFullscreen?.();
});
addEventListener("pagehide", () => stage.postMessage({ closed: true }));
stage.postMessage({ ready: true });
