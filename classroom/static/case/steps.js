import { EXHIBITS, openExhibits } from "./exhibits.js";
import { at, fill, journey, main, nav, numberOf, seen, stepOf, steps } from "./journey.js";
import { all, the } from "./nodes.js";
import { hold, keep, note } from "./place.js";
import { addressOf } from "./shared_link.js";
import { asked, lookSoon, readNews, showStates } from "./states.js";

// The case as an app: one step at a time, each at an address of its own.
// A reader who would rather have it all on one page presses a button, and on paper it is all there.

const onward = the(".onward");
const here = the(".here", onward);
const [back, next] = /** @type {HTMLButtonElement[]} */ ([the(".back", onward), the(".next", onward)]);
const title = document.title;
const onePage = () => document.body.dataset.pages === "one";

/** @param {Step} step */
const show = (step) => {
  at.step = step;
  readNews(step);
  for (const one of steps) {
    one.section.classList.toggle("current", one === step);
    one.link.toggleAttribute("aria-current", one === step);
    if (one === step) one.link.setAttribute("aria-current", "step");
  }
  const n = numberOf(step);
  back.disabled = n === 1;
  next.disabled = n === steps.length;
  the(".to", next).textContent = steps[n]?.title ?? "";
  here.textContent = fill(journey.words.stepOf, { n, count: steps.length, title: step.title });
  document.title = `${step.title} · ${title}`;
};

/**
 * Goes to a step as a reader means it: it is in the history, and a voice reads its title.
 *
 * @type {(step: Step | undefined, cell?: Element | null) => void}
 */
const go = (step, cell = null) => {
  if (!step) return;
  if (step !== at.step) {
    if (numberOf(step) > numberOf(at.step)) seen.add(at.step.id);
    show(step);
    history.pushState({ cell: cell?.id }, "", addressOf(step.id));
  }
  readNews();
  fold(false);
  note();
  const [heading = step.section] = all("h1, h2, h3, h4", cell ?? step.section);
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (cell || onePage()) hold(cell ?? step.section);
  else scrollTo(0, 0);
  keep();
  showStates();
};

/**
 * The step with this address, or what is called so in one.
 *
 * @type {(id: string) => { step: Step, cell: Element | null } | null}
 */
const find = (id) => {
  const step = steps.find((one) => one.id === id);
  if (step) return { step, cell: null };
  const node = id ? document.getElementById(id) : null;
  const around = node && stepOf(node);
  if (around) return { step: around, cell: node.closest(".cell") };
  return id === EXHIBITS ? { step: steps[0], cell: null } : null; // a case may have none
};
const named = () =>
  find(
    location.hash
      .slice(1)
      .split(/&?scenario=/)[0]
      .replace(/^step-/, ""),
  );

const LOADED = 3000; // ms after which a browser goes to no address by itself, however busy it is
/** Where a step begins. A cell may be called as the step is, and then the browser goes there: not while it loads. */
const toItsTop = () => {
  scrollTo(0, 0);
  const cell = document.getElementById(at.step.id);
  if (!cell) return;
  cell.style.scrollMarginTop = "100000px"; // as far above it as the page goes
  const over = () => setTimeout(() => cell.style.removeProperty("scroll-margin-top"), LOADED);
  if (document.readyState === "complete") over();
  else addEventListener("load", over, { once: true });
};

/** Where to begin: what the address says, else where this reader was. */
const arrive = () => {
  const { place } = journey;
  const kept = location.hash.includes("scenario=") ? undefined : steps.find(({ id }) => id === place.step);
  const there = named() ?? { step: kept ?? steps[0], cell: null };
  show(there.step);
  const id = history.state?.cell ?? (there.step.id === place.step ? place.cell : "");
  const cell = there.cell ?? (id ? document.getElementById(id) : null);
  const below = there.cell ? 0 : Math.max(0, history.state?.below ?? 0);
  if (cell && there.step.section.contains(cell)) hold(cell, below);
  else if (onePage() && there.step !== steps[0]) hold(there.step.section);
  else toItsTop();
  history.replaceState(history.state, "", addressOf(at.step.id));
  note();
};

// The list of steps, which on a phone is folded, and the whole case on one page

/** @param {boolean} open */
const fold = (open) => {
  nav.classList.toggle("unfolded", open);
  here.setAttribute("aria-expanded", String(open));
};

const MANNER = "caseroom.pages"; // kept in the browser: it is the reader's habit, not their work
/** @param {boolean} whole */
const setManner = (whole) => {
  document.body.dataset.pages = whole ? "one" : "steps";
  the(".one-page", nav).setAttribute("aria-pressed", String(whole));
  if (whole) openExhibits(true);
};
const remembered = () => {
  try {
    return localStorage.getItem(MANNER) === "one";
  } catch {
    return false; // a browser may forbid it
  }
};
/** @param {boolean} whole */
const remember = (whole) => {
  try {
    localStorage.setItem(MANNER, whole ? "one" : "steps");
  } catch {
    // then the next page begins as the first did
  }
};

/** On one page the list follows the scrolling. */
const follow = () => {
  const passed = steps.filter(({ section }) => section.getBoundingClientRect().top < 180);
  const step = passed.at(-1) ?? steps[0];
  if (step !== at.step) show(step);
};

// Everything that can happen

const turn = () => {
  const whole = !onePage();
  setManner(whole);
  remember(whole);
  if (whole) at.step.section.scrollIntoView();
  else scrollTo(0, 0);
};

/** @param {MouseEvent} event */
const onClick = (event) => {
  if (!(event.target instanceof Element)) return;
  const until = /** @type {HTMLElement | null} */ (event.target.closest("[data-until]"));
  const question = until && asked(until.dataset.until);
  if (question) return go(stepOf(question), question.closest(".cell"));
  const link = /** @type {HTMLAnchorElement | null} */ (event.target.closest('a[href^="#"]'));
  if (!link) return;
  event.preventDefault();
  const there = link.hash === "#case" ? { step: at.step, cell: null } : find(link.hash.slice(1));
  if (there) go(there.step, there.cell);
};

const onAddress = () => {
  const there = named();
  if (!there) return;
  readNews();
  show(there.step);
  note();
  const cell = there.cell ?? document.getElementById(history.state?.cell ?? "");
  if (cell) hold(cell);
  else if (onePage()) hold(there.step.section);
  else scrollTo(0, 0);
  keep();
};

let scrolled = false;
const onScroll = () => {
  if (scrolled || document.body.dataset.ready !== "true") return;
  scrolled = true;
  requestAnimationFrame(() => {
    scrolled = false;
    if (onePage()) follow();
    keep();
  });
};

const listen = () => {
  back.addEventListener("click", () => go(steps[numberOf(at.step) - 2]));
  next.addEventListener("click", () => go(steps[numberOf(at.step)]));
  here.addEventListener("click", () => fold(!nav.classList.contains("unfolded")));
  the(".one-page", nav).addEventListener("click", turn);
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !nav.classList.contains("unfolded")) return;
    fold(false);
    here.focus();
  });
  document.addEventListener("click", onClick);
  addEventListener("popstate", onAddress);
  addEventListener("scroll", onScroll, { passive: true });
  document.addEventListener("focusin", keep);
  document.addEventListener("caseroom:shared", () => {
    history.replaceState(history.state, "", addressOf(at.step.id));
    note();
  });
  document.addEventListener("caseroom:go", ({ target }) => {
    if (!(target instanceof Element)) return;
    const step = stepOf(target);
    if (step) show(step);
    hold(target);
  });
  const changed = new MutationObserver(lookSoon);
  changed.observe(main, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class", "data-done", "data-tried"],
  });
  changed.observe(document.body, { attributes: true, attributeFilter: ["data-ready"] });
};

export const startSteps = () => {
  history.scrollRestoration = "manual";
  setManner(remembered());
  arrive();
  listen();
  showStates();
};
