import { all, the } from "./nodes.js";

// A second window for the projector: one exhibit, question or chart in large type, as it stands here, kept up to date
// while the levers move here. Arrows go on, in either window. That window needs no kernel: it is sent what it shows.

/** @typedef {{ title: string, parts: HTMLElement[] }} Slide */

const EDITED = "input, textarea, select";
const stage = new BroadcastChannel(`caseroom.${location.pathname}`);
/** @type {Slide[]} */
let slides = [];
let nth = 0;
let presenting = false;

const shown = (/** @type {HTMLElement} */ node) =>
  !node.closest("[hidden], .unchosen") && !node.closest("details:not([open])") && node.textContent?.trim() !== "";

const titleOf = (/** @type {HTMLElement} */ node) => (all("h2, h3, h4", node)[0]?.textContent ?? "").replace("¶", "");

/** All there is to show now, in the order of the page: a chart of the what-if comes with the outcomes above it. */
const slidesNow = () => {
  const nodes = all("#case .cell.markdown, #case [data-question], #case figure.card").filter(shown);
  const strip = all(".caseroom-outcomes-panel .strip");
  return nodes.map((node) => ({
    title: titleOf(node),
    parts: node.closest(".bench") ? [...strip, node] : [node],
  }));
};

/** A copy that looks as its original: what somebody typed and ticked is in it, and nothing that could be pressed. */
const copyOf = (/** @type {HTMLElement} */ node) => {
  const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
  const [from, to] = [all(EDITED, node), all(EDITED, copy)];
  for (const [n, field] of from.entries()) {
    const { type, checked, value } = /** @type {HTMLInputElement} */ (field);
    if (type === "radio" || type === "checkbox") to[n].toggleAttribute("checked", checked);
    else if (field instanceof HTMLTextAreaElement) to[n].textContent = value;
    else to[n].setAttribute("value", value);
    to[n].setAttribute("disabled", "");
  }
  for (const styled of [copy, ...all("[style]", copy)]) styled.removeAttribute("style"); // the policy allows none
  for (const exhibit of all("details.exhibit", copy)) {
    exhibit.setAttribute("open", ""); // on the projector it is the whole slide
    all("summary", exhibit)[0].replaceWith(...all("summary h3", exhibit));
  }
  for (const unwanted of all("button, details:not([open]), summary, .actions, .saved-line, .anchor-link", copy))
    unwanted.remove();
  for (const fold of all("details", copy)) {
    // one without its summary would be given the browser's own word
    const whole = document.createElement("div");
    whole.className = fold.className;
    whole.append(...fold.childNodes);
    fold.replaceWith(whole);
  }
  const around = document.createElement("div"); // what a panel looks like is said of its parts
  around.className = node.closest(".caseroom-panel")?.className ?? "";
  around.append(copy);
  return around.outerHTML;
};

const WIDE = 700; // px: enlarged to a projector's width, a wider chart's words would be too small

/**
 * A chart too wide for large type is drawn anew at the width of a picture; everything else is copied as it stands.
 *
 * @type {(node: HTMLElement) => Promise<string>}
 */
const htmlOf = async (node) => {
  const name = node.dataset.chart;
  const drawn = /** @type {SVGSVGElement | null} */ (node.querySelector("svg"));
  if (!name || !drawn || drawn.viewBox.baseVal.width <= WIDE) return copyOf(node);
  /** @type {Blob | null} */
  const file = await new Promise((resolve) =>
    document.dispatchEvent(new CustomEvent("caseroom:picture", { detail: { name, kind: "svg", resolve } })),
  );
  return file ? `<div class="alone">${await file.text()}</div>` : copyOf(node);
};

const send = async () => {
  const slide = slides[nth];
  if (!presenting || !slide) return;
  const html = (await Promise.all(slide.parts.map(htmlOf))).join("");
  if (slide !== slides[nth]) return; // another one is shown by now
  stage.postMessage({ html, n: nth + 1, count: slides.length, title: slide.title });
  the(".presenting .which").textContent = `${nth + 1}/${slides.length} ${slide.title}`;
};

let sending = false;
const sendSoon = () => {
  if (sending || !presenting) return;
  sending = true;
  requestAnimationFrame(() => {
    sending = false;
    send();
  });
};

/** @param {number} step */
const turnSlide = (step) => {
  const before = slides[nth]?.parts.at(-1);
  slides = slidesNow();
  const here = slides.findIndex(({ parts }) => parts.at(-1) === before);
  nth = Math.max(0, Math.min((here < 0 ? nth : here) + step, slides.length - 1));
  const last = slides[nth]?.parts.at(-1);
  if (last) last.dispatchEvent(new CustomEvent("caseroom:go", { bubbles: true }));
  send();
};

const changed = new MutationObserver(sendSoon);

const begin = () => {
  presenting = true;
  changed.observe(the("#case"), { childList: true, subtree: true, attributes: true, characterData: true });
  the(".presenting").hidden = false;
  slides = slidesNow();
  const seen = slides.findIndex(({ parts }) => parts.some((part) => part.closest(".step.current")));
  nth = Math.max(seen, 0);
  const address = new URL(location.href);
  address.searchParams.set("present", "");
  address.hash = "";
  window.open(address, "caseroom-projector");
  send();
};

const end = () => {
  presenting = false;
  changed.disconnect();
  the(".presenting").hidden = true;
  stage.postMessage({ end: true });
};

/** @param {KeyboardEvent} event */
const onKey = ({ key, target, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey || (target instanceof Element && target.closest(`${EDITED}, [contenteditable]`)))
    return;
  if (key.toLowerCase() === "p" && !presenting) begin();
  else if (presenting && (key === "ArrowRight" || key === "PageDown")) stage.postMessage({ on: true });
  else if (presenting && (key === "ArrowLeft" || key === "PageUp")) turnSlide(-1);
};

export const watchPresenter = () => {
  document.addEventListener("keydown", onKey);
  the(".presenting .before").addEventListener("click", () => turnSlide(-1));
  the(".presenting .after").addEventListener("click", () => stage.postMessage({ on: true }));
  the(".presenting .stop").addEventListener("click", end);
  the(".steps .present").addEventListener("click", begin);
  stage.onmessage = ({ data }) => {
    if (data.ready) sendSoon();
    if (data.turn) turnSlide(data.turn);
    if (data.closed) end();
  };
  the("#case").addEventListener("input", sendSoon);
};
