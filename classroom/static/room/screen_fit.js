// What is shown is as large as the screen allows, and never smaller than the back row can read.

const LARGEST = 3; // times the unit of the page, a hundredth of the screen's width
const SMALLEST = 1.27; // at least 24 px at 1920 x 1080
const STEP = 0.06;

const fits = (/** @type {HTMLElement} */ stage) =>
  stage.scrollHeight <= stage.clientHeight + 1 && stage.scrollWidth <= stage.clientWidth + 1;

/** @type {(stage: HTMLElement) => boolean} */
export const fit = (stage) => {
  stage.scrollTop = 0;
  for (let size = LARGEST; size > SMALLEST; size -= STEP) {
    stage.style.fontSize = `calc(var(--u) * ${size.toFixed(2)})`;
    if (fits(stage)) return true;
  }
  stage.style.fontSize = `calc(var(--u) * ${SMALLEST})`;
  return fits(stage);
};

/** On to the next part of what does not fit, and from the last back to the first. */
export const turn = (/** @type {HTMLElement} */ stage) => {
  const last = stage.scrollTop + stage.clientHeight >= stage.scrollHeight - 2;
  stage.scrollTo({ top: last ? 0 : stage.scrollTop + 0.85 * stage.clientHeight });
};
