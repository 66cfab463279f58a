// What is shown is as large as the screen allows, and never smaller than the back row can read.

const LARGEST = 3; // times the unit of the page, a hundredth of the screen's width
const LARGEST_OF_PAGES = 2.2;
const SMALLEST = 1.27; // at least 24 px at 1920 x 1080
const STEP = 0.06;
const FOR_BOTH = 1.5; // what is written in both languages is written in one rather than smaller than that
const IN_PARTS = 1.6; // where it comes in parts anyhow

const fits = (/** @type {HTMLElement} */ stage, /** @type {string} */ size) => {
  stage.style.fontSize = size;
  for (const plot of stage.querySelectorAll(".plot")) plot.dispatchEvent(new Event("redraw"));
  return stage.scrollHeight <= stage.clientHeight + 1 && stage.scrollWidth <= stage.clientWidth + 1;
};

/**
 * Sets the largest type with which all fits, from this size down to the smallest; the size. Each try draws everything
 * anew, so the sizes between are halved: seven tries instead of up to thirty.
 *
 * @type {(stage: HTMLElement, largest: number) => number}
 */
const grow = (stage, largest) => {
  const sizeOf = (/** @type {number} */ n) => largest - n * STEP;
  const fitsWith = (/** @type {number} */ n) => fits(stage, `calc(var(--u) * ${sizeOf(n).toFixed(2)})`);
  if (fitsWith(0)) return largest;
  const count = Math.ceil((largest - SMALLEST) / STEP); // of sizes above the smallest
  let [tooLarge, fitting] = [0, count];
  while (fitting - tooLarge > 1) {
    const between = (tooLarge + fitting) >> 1;
    if (fitsWith(between)) fitting = between;
    else tooLarge = between;
  }
  if (fitting < count) fitsWith(fitting);
  return sizeOf(fitting);
};

/**
 * What is left out of the other language, one after the other: the names of rows, the longer text, lists and heads, then
 * all but what stands beside and takes no height, which is the title and the key of a picture.
 */
const LESS = ["rows-in-one", "texts-in-one", "lists-in-one", "in-one"];
const ALL_IN_ONE = "all-in-one"; // rather than come in parts

/** @type {(stage: HTMLElement, largest: number) => void} */
const leaveOut = (stage, largest) => {
  stage.classList.remove("in-parts", ALL_IN_ONE, ...LESS);
  if (!stage.querySelector(".second")) return;
  for (const less of LESS) if (grow(stage, largest) < FOR_BOTH) stage.classList.add(less);
  if (!stage.classList.contains("in-one") || grow(stage, largest) > SMALLEST) return;
  if (!fits(stage, `calc(var(--u) * ${SMALLEST})`)) stage.classList.add(ALL_IN_ONE);
};

/** What is talked of one at a time, and so is shown one at a time. */
const pagesOf = (/** @type {HTMLElement} */ stage) => [...stage.querySelectorAll(".page")];

/** Leaves so much empty under the last part. @type {(stage: HTMLElement, height: number) => void} */
const fillUp = (stage, height) => stage.style.setProperty("--left-empty", `${height}px`);

/** Shows one page in the largest type with which it fits; what comes `then` on it waits. */
const showPage = (/** @type {HTMLElement} */ stage, /** @type {Element[]} */ pages, /** @type {Element} */ page) => {
  for (const one of pages) one.classList.toggle("not-now", one !== page);
  for (const later of page.querySelectorAll(".then")) later.classList.add("waits");
  fillUp(stage, 0);
  stage.scrollTop = 0;
  leaveOut(stage, LARGEST_OF_PAGES);
  const whole = grow(stage, LARGEST_OF_PAGES) > SMALLEST;
  if (!whole) fits(stage, `calc(var(--u) * ${IN_PARTS})`);
  stage.classList.toggle("in-parts", !whole);
  keepForLater(stage, whole);
};

/**
 * Which page of how many is shown, nought where it is not in pages; and whether what comes next is the beginning again.
 *
 * @type {(stage: HTMLElement) => { n: number, of: number, again: boolean }}
 */
export const whereIn = (stage) => {
  const pages = pagesOf(stage);
  const at = pages.findIndex((page) => !page.classList.contains("not-now"));
  const atEnd = stage.scrollTop + stage.clientHeight >= stage.scrollHeight - 2;
  const paged = pages.length > 1;
  const again = atEnd && (!paged || (at + 1 === pages.length && !pages[at].querySelector(".waits")));
  return { n: paged ? at + 1 : 0, of: paged ? pages.length : 0, again };
};

/** On to what comes then on the page that is shown, or else to the next page. */
const turnPage = (/** @type {HTMLElement} */ stage, /** @type {Element[]} */ pages) => {
  const at = pages.findIndex((page) => !page.classList.contains("not-now"));
  const waiting = pages[at].querySelector(".waits");
  if (waiting) waiting.classList.remove("waits");
  else showPage(stage, pages, pages[(at + 1) % pages.length]);
};

/**
 * Sets the largest type with which all fits, or each page of what comes in pages; whether all is to be seen at once.
 *
 * @type {(stage: HTMLElement) => boolean}
 */
export const fit = (stage) => {
  fillUp(stage, 0);
  stage.scrollTop = 0;
  stage.classList.remove("in-parts");
  const pages = pagesOf(stage);
  if (pages.length > 1) {
    showPage(stage, pages, pages[0]);
    return false;
  }
  leaveOut(stage, LARGEST);
  const all = grow(stage, LARGEST) > SMALLEST || fits(stage, `calc(var(--u) * ${SMALLEST})`);
  stage.classList.toggle("in-parts", !all);
  if (!all) fits(stage, `calc(var(--u) * ${IN_PARTS})`);
  keepForLater(stage, all);
  return all;
};

/** On which channel the desk and the projector's page of one browser speak of the parts. */
export const partsOf = (/** @type {string} */ code) => `caseroom.parts.${code}`;

/** What is not torn apart where not all fits. */
const PARTS = ".bars .row, .side, .knower, .pile, tbody tr, figcaption, .choices li, .items li";

/** On to the next part of what does not fit, and from the last back to the first. */
export const turn = (/** @type {HTMLElement} */ stage) => {
  const { top, bottom } = stage.getBoundingClientRect();
  const unfinished = [...stage.querySelectorAll(PARTS)]
    .map((part) => part.getBoundingClientRect())
    .filter((box) => box.bottom > bottom + 1);
  const next = unfinished.every((box) => box.top > top + 1) && unfinished[0]; // what is higher than the screen is torn
  const last = stage.scrollTop + stage.clientHeight >= stage.scrollHeight - 2;
  const pages = pagesOf(stage);
  if (last && pages.length > 1) return turnPage(stage, pages);
  const to = last ? 0 : stage.scrollTop + (next ? next.top - top : 0.85 * stage.clientHeight);
  const lowest = stage.scrollHeight - stage.clientHeight;
  fillUp(stage, next && to > lowest ? to - lowest : 0); // what was read whole does not come again over what follows
  stage.scrollTop = to;
  keepForLater(stage);
};

/**
 * What is only half there is not shown before it is there whole, nor after it was, unless it is higher than the screen.
 * Where `all` fits, nothing waits: what fits by a whole pixel may stick out by a part of one, and nobody could turn to it.
 */
const keepForLater = (/** @type {HTMLElement} */ stage, all = false) => {
  const { top, bottom, height } = stage.getBoundingClientRect();
  for (const part of stage.querySelectorAll(PARTS)) {
    const box = part.getBoundingClientRect();
    const begun = box.bottom > bottom + 1 && box.top > top + 1;
    const rest = box.top < top - 1 && box.bottom > top + 1 && box.height <= height;
    part.classList.toggle("later", !all && (begun || rest));
  }
};
