import { all, the } from "./nodes.js";

// The case as an app: one step at a time, each at an address of its own, and a place that is kept.
// A reader who would rather have it all on one page presses a button, and on paper it is all there.

/** @typedef {{ id: string, section: HTMLElement, link: HTMLAnchorElement, title: string }} Step */

/** @type {{ place: Place, words: Words }} */
const journey = JSON.parse(the("#journey").textContent);
const main = the("#case");
const nav = the(".steps");
const onward = the(".onward");
const news = the(".news");
const here = the(".here", onward);
const [back, next] = /** @type {HTMLButtonElement[]} */ ([the(".back", onward), the(".next", onward)]);
const language = /** @type {HTMLAnchorElement} */ (the(".language"));
const title = document.title;
const languageAddress = language.href;
/** @type {(sentence: string, values: Record<string, unknown>) => string} */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** @type {Step[]} */
const steps = all(".step", main).map((section) => {
  const id = section.dataset.step ?? "";
  const link = /** @type {HTMLAnchorElement} */ (the(`a[href="#${id}"]`, nav));
  return { id, section, link, title: the(".title", link).textContent ?? "" };
});
/** @param {Step} step */
const numberOf = (step) => steps.indexOf(step) + 1;
/** @param {Node} node */
const stepOf = (node) => steps.find(({ section }) => section.contains(node));
const onePage = () => document.body.dataset.pages === "one";

// What is done, what is locked

/**
 * The first question of a kind that has no answer yet, or the first of them.
 *
 * @param {string | undefined} kind
 */
const asked = (kind) =>
  main.querySelector(`[data-kind="${kind}"]:not([data-done])`) ?? main.querySelector(`[data-kind="${kind}"]`);

/**
 * A step is locked while the first thing it shows waits for something: "predict" or "decision".
 *
 * @param {Step} step
 */
const lockOf = ({ section }) => {
  const gate = section.querySelector(".output .caseroom-gate");
  if (!gate || gate.classList.contains("open")) return "";
  if (section.querySelector("[data-question], .output .caseroom-gate") !== gate) return "";
  return all("[data-until]", gate)[0]?.dataset.until || "predict";
};

const seen = new Set(journey.place.seen);

/** @param {HTMLElement} section */
const asks = (section) => all("[data-question]", section).filter((one) => !one.closest(".if-time"));

/**
 * Done: every question outside "If you have time" is answered; or, where none is asked, the reader has gone on.
 *
 * @param {Step} step
 */
const isDone = ({ id, section }) => {
  const questions = asks(section);
  return questions.length ? questions.every((one) => "done" in one.dataset) : seen.has(id);
};

const showStates = () => {
  for (const step of steps) {
    const until = lockOf(step);
    step.link.dataset.state = until ? "locked" : isDone(step) ? "done" : "open";
    const question = until ? asked(until) : null;
    const opener = question && stepOf(question);
    const { lockedUntil, done, read } = journey.words;
    const isOver = asks(step.section).length ? done : read;
    const says = opener ? fill(lockedUntil, { step: opener.title }) : isDone(step) ? isOver : "";
    const state = the(".state", step.link);
    if (state.textContent !== says) state.textContent = says;
  }
  sayWhatOpened();
};

/** Panels change in many small steps, of which a look at the last is enough. */
let looking = false;
const lookSoon = () => {
  if (looking) return;
  looking = true;
  setTimeout(() => {
    looking = false;
    showStates();
  }, 60);
};

// What has opened since the page stood there is said where the reader is.
/** @type {Set<Step> | null} */
let locked = null;
/** @type {Step[]} */
let unread = [];
const sayWhatOpened = () => {
  if (document.body.dataset.ready !== "true") return;
  const now = new Set(steps.filter(lockOf));
  const opened = locked ? [...locked].filter((step) => !now.has(step)) : [];
  locked = now;
  if (!opened.length) return;
  unread.push(...opened.filter((step) => step !== current));
  tellNews();
};

const tellNews = () => {
  const links = unread.map((step) =>
    Object.assign(document.createElement("a"), { href: `#${step.id}`, textContent: step.title }),
  );
  news.replaceChildren(...(links.length ? [journey.words.openNow, ...links.flatMap((link) => [" ", link])] : []));
};

// Going from step to step

let current = steps[0];

/** @param {Step} step */
const show = (step) => {
  current = step;
  unread = unread.filter((one) => one !== step);
  tellNews();
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

/** @param {Step} step */
const address = (step) => `#${step.id}${window.caseroomShared?.text ? `&${window.caseroomShared.text}` : ""}`;
const note = () => {
  language.href = `${languageAddress}${address(current)}`;
};

/**
 * Goes to a step as a reader means it: it is in the history, and a voice reads its title.
 *
 * @type {(step: Step | undefined, cell?: Element | null) => void}
 */
const go = (step, cell = null) => {
  if (!step) return;
  if (step !== current) {
    if (numberOf(step) > numberOf(current)) seen.add(current.id);
    show(step);
    history.pushState({ cell: cell?.id }, "", address(step));
  }
  unread = [];
  tellNews();
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

// The place that is kept

const cellInView = () => {
  const top = 0.35 * innerHeight;
  const cells = all(".cell", current.section).filter((cell) => cell.offsetHeight);
  return cells.filter((cell) => cell.getBoundingClientRect().top < top).at(-1) ?? null;
};

/** @type {ReturnType<typeof setTimeout> | undefined} */
let keeping;
const keep = () => {
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    const place = scrollY > 80 ? cellInView() : null;
    const cell = place?.id ?? "";
    const padding = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const below = place ? Math.round(padding - place.getBoundingClientRect().top) : 0;
    history.replaceState({ cell, below }, "", address(current));
    note();
    window.caseroomPlace = { step: current.id, cell, seen: [...seen] };
    document.dispatchEvent(new CustomEvent("caseroom:place"));
  }, 400);
};

const QUIET = 4000; // ms
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];
let letGo = () => {};
/**
 * Panels and charts grow for a while and push down what is below them: who comes to a place stays there meanwhile,
 * until nothing has moved for a moment or they move themselves.
 *
 * @type {(place: Element, below?: number) => void}
 */
const hold = (place, below = 0) => {
  letGo();
  const fold = place.closest("details");
  if (fold) fold.open = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stay = () => {
    place.scrollIntoView();
    if (below) scrollBy(0, below);
    clearTimeout(timer);
    if (document.body.dataset.ready === "true") timer = setTimeout(letGo, QUIET);
  };
  const observer = new ResizeObserver(stay);
  letGo = () => {
    clearTimeout(timer);
    observer.disconnect();
    letGo = () => {};
  };
  observer.observe(main);
  for (const kind of MOVES) addEventListener(kind, () => letGo(), { once: true, passive: true });
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
  return around ? { step: around, cell: node.closest(".cell") } : null;
};
const named = () =>
  find(
    location.hash
      .slice(1)
      .split(/&?scenario=/)[0]
      .replace(/^step-/, ""),
  );

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
  else scrollTo(0, 0); // the browser may have gone to what is called as the step is
  history.replaceState(history.state, "", address(current));
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
  if (step !== current) show(step);
};

// Everything that can happen

const turn = () => {
  const whole = !onePage();
  setManner(whole);
  remember(whole);
  if (whole) current.section.scrollIntoView();
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
  const there = link.hash === "#case" ? { step: current, cell: null } : find(link.hash.slice(1));
  if (there) go(there.step, there.cell);
};

const onAddress = () => {
  const there = named();
  if (!there) return;
  unread = [];
  show(there.step);
  note();
  const cell = there.cell ?? document.getElementById(history.state?.cell ?? "");
  if (cell) hold(cell);
  else scrollTo(0, 0);
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
  back.addEventListener("click", () => go(steps[numberOf(current) - 2]));
  next.addEventListener("click", () => go(steps[numberOf(current)]));
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
    history.replaceState(history.state, "", address(current));
    note();
  });
  document.addEventListener("caseroom:go", ({ target }) => {
    if (!(target instanceof Element)) return;
    const step = stepOf(target);
    if (step) show(step);
    hold(target);
  });
  const changed = new MutationObserver(lookSoon);
  changed.observe(main, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-done"] });
  changed.observe(document.body, { attributes: true, attributeFilter: ["data-ready"] });
};

export const startSteps = () => {
  history.scrollRestoration = "manual";
  setManner(remembered());
  arrive();
  listen();
  showStates();
};
