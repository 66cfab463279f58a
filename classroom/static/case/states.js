import { at, fill, journey, main, seen, stepOf, steps } from "./journey.js";
import { all, the } from "./nodes.js";

// What is done, what is locked and what has just opened, said in the list of steps and where the reader is.

/**
 * The first question of a kind that has no answer yet, or the first of them.
 *
 * @param {string | undefined} kind
 */
export const asked = (kind) =>
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

/**
 * Of a step whose questions are answered in part: what is not done, in the words that the memo has for it.
 *
 * @param {Step} step
 */
const whatIsMissing = ({ section }) => {
  const questions = asks(section);
  const missing = questions.filter((one) => !("done" in one.dataset));
  const tried = missing.filter((one) => "tried" in one.dataset);
  const empty = missing.filter((one) => !("tried" in one.dataset));
  if (empty.length === questions.length) return "";
  const { triedOne, triedMany, missingOne, missingMany } = journey.words;
  /** @type {(some: Element[], one: string, many: string) => string} */
  const said = (some, one, many) =>
    some.length > 1
      ? fill(many, { count: some.length })
      : some.length === 1
        ? fill(one, { title: all("h3", some[0])[0].textContent })
        : "";
  return [said(tried, triedOne, triedMany), said(empty, missingOne, missingMany)].filter(Boolean).join(" · ");
};

export const showStates = () => {
  for (const step of steps) {
    const until = lockOf(step);
    step.link.dataset.state = until ? "locked" : isDone(step) ? "done" : "open";
    const question = until ? asked(until) : null;
    const opener = question && stepOf(question);
    const { lockedUntil, done, read } = journey.words;
    const isOver = asks(step.section).length ? done : read;
    const says = opener ? fill(lockedUntil, { step: opener.title }) : isDone(step) ? isOver : whatIsMissing(step);
    const state = the(".state", step.link);
    if (state.textContent !== says) state.textContent = says;
  }
  sayWhatOpened();
};

/** Panels change in many small steps, of which a look at the last is enough. */
let looking = false;
export const lookSoon = () => {
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
  unread.push(...opened.filter((step) => step !== at.step));
  tellNews();
  untilTheNextAct();
};

const READ = 2000; // ms: whoever goes on working then has read it, and it lies over what they work on
const ACT = "button, input, select, textarea, summary, label, [role=slider]";

/** Whoever goes on working where they are has read what has opened: the list of steps says it from then on. */
let reading = new AbortController();
const untilTheNextAct = () => {
  reading.abort();
  const here = (reading = new AbortController());
  /** @param {Event} event */
  const onAct = ({ target }) => {
    if (!(target instanceof Element) || the(".news").contains(target) || !target.closest(ACT)) return;
    here.abort();
    if (all("a", the(".news")).length) readNews();
    else unread = []; // a panel has said something there since
  };
  setTimeout(() => {
    for (const act of ["click", "change"]) addEventListener(act, onAct, { capture: true, signal: here.signal });
  }, READ);
};

/**
 * What has opened is no news any more: one step, or all of them.
 *
 * @type {(step?: Step) => void}
 */
export const readNews = (step) => {
  unread = unread.filter((one) => step && one !== step);
  tellNews();
};

const NEWS_OF_A_PANEL = 12000; // ms: a reader whose eyes are on a chart needs some

/**
 * What a panel out of sight has to say: a sentence, and a button to it.
 *
 * @param {CustomEvent<{ sentence: string, way: string, go: () => void }>} event
 */
const tellOfPanel = ({ detail: { sentence, way, go } }) => {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: way });
  button.addEventListener("click", () => {
    tellNews();
    go();
  });
  the(".news").replaceChildren(sentence, " ", button);
  const over = new AbortController();
  const end = () => {
    over.abort();
    if (button.isConnected) tellNews();
  };
  /** @param {PointerEvent} event */
  const onTouch = ({ target }) => {
    if (!(target instanceof Node && the(".news").contains(target))) end();
  };
  setTimeout(() => addEventListener("pointerdown", onTouch, { passive: true, signal: over.signal }), READ);
  setTimeout(end, NEWS_OF_A_PANEL);
};
document.addEventListener("caseroom:news", tellOfPanel);

// What a panel out of sight asks for now, in the line above the way on.
let goNow = () => {};
the(".in-hand").addEventListener("click", () => goNow());
/** @param {CustomEvent<{ sentence: string, far: string, short: string, go: () => void }>} event */
const sayNow = ({ detail: { sentence, far, short, go } }) => {
  goNow = go;
  const said = far ? [sentence, far] : [sentence];
  const parts = said.map((text) => Object.assign(document.createElement("span"), { textContent: text }));
  the(".in-hand").replaceChildren(...parts.flatMap((part) => [part, " "]));
  the(".in-hand").hidden = !sentence;
  if (far && parts[0].scrollWidth > parts[0].clientWidth) parts[0].textContent = short; // whole words, or none
};
document.addEventListener("caseroom:now", sayNow);

const tellNews = () => {
  const links = unread.map((step) =>
    Object.assign(document.createElement("a"), { href: `#${step.id}`, textContent: step.title }),
  );
  the(".news").replaceChildren(
    ...(links.length ? [journey.words.openNow, ...links.flatMap((link) => [" ", link])] : []),
  );
};
