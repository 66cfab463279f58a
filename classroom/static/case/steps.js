// The case as an app: one step at a time, each at an address of its own, and a place that is kept.
// A reader who would rather have it all on one page presses a button, and on paper it is all there.

const config = JSON.parse(document.getElementById("journey").textContent);
const { words } = config;
const main = document.getElementById("case");
const nav = document.querySelector(".steps");
const onward = document.querySelector(".onward");
const news = document.querySelector(".news");
const language = document.querySelector(".language");
const title = document.title;
const languageAddress = language.href;
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const steps = [...main.querySelectorAll(".step")].map((section) => {
  const id = section.dataset.step;
  const link = nav.querySelector(`a[href="#${id}"]`);
  return { id, section, link, title: link.querySelector(".title").textContent };
});
const numberOf = (step) => steps.indexOf(step) + 1;
const stepOf = (node) => steps.find(({ section }) => section.contains(node));
const onePage = () => document.body.dataset.pages === "one";

// What is done, what is locked

/** The first question of a kind that has no answer yet, or the first of them. */
const asked = (kind) =>
  main.querySelector(`[data-kind="${kind}"]:not([data-done])`) ?? main.querySelector(`[data-kind="${kind}"]`);

/** A step is locked while the first thing it shows waits for something: "predict" or "decision". */
const lockOf = ({ section }) => {
  const gate = section.querySelector(".cell.code .caseroom-gate");
  if (!gate || gate.classList.contains("open")) return "";
  const first = section.querySelector("[data-question], .caseroom-gate");
  return first === gate ? gate.querySelector("[data-until]")?.dataset.until || "predict" : "";
};

/** Done: every question outside "If you have time" is answered; or, where none is asked, the reader has gone on. */
const isDone = ({ id, section }) => {
  const questions = [...section.querySelectorAll("[data-question]")].filter((one) => !one.closest(".if-time"));
  return questions.length ? questions.every((one) => "done" in one.dataset) : seen.has(id);
};

const seen = new Set(config.place.seen);

const showStates = () => {
  for (const step of steps) {
    const until = lockOf(step);
    step.link.dataset.state = until ? "locked" : isDone(step) ? "done" : "open";
    const opener = until && stepOf(asked(until));
    const says = opener ? fill(words.lockedUntil, { step: opener.title }) : isDone(step) ? words.done : "";
    const state = step.link.querySelector(".state");
    if (state.textContent !== says) state.textContent = says;
  }
  sayWhatOpened();
};

/** Panels change in many small steps, of which a look at the last is enough. */
let looking = 0;
const lookSoon = () => {
  looking ||= setTimeout(() => {
    looking = 0;
    showStates();
  }, 60);
};

/** What has opened since the page stood there is said where the reader is. */
let locked = null;
let unread = [];
const sayWhatOpened = () => {
  if (document.body.dataset.ready !== "true") return;
  const now = new Set(steps.filter(lockOf));
  const opened = locked ? [...locked].filter((step) => !now.has(step)) : [];
  locked = now;
  if (!opened.length) return;
  unread.push(...opened);
  const links = unread.map((step) =>
    Object.assign(document.createElement("a"), { href: `#${step.id}`, textContent: step.title }),
  );
  news.replaceChildren(words.openNow, ...links.flatMap((link) => [" ", link]));
};

// Going from step to step

let current = null;

const show = (step) => {
  if (step === current) return;
  current = step;
  for (const one of steps) {
    one.section.classList.toggle("current", one === step);
    one.link.toggleAttribute("aria-current", one === step);
    if (one === step) one.link.setAttribute("aria-current", "step");
  }
  const n = numberOf(step);
  onward.querySelector(".back").disabled = n === 1;
  onward.querySelector(".next").disabled = n === steps.length;
  onward.querySelector(".next .to").textContent = steps[n]?.title ?? "";
  onward.querySelector(".here").textContent = fill(words.stepOf, { n, count: steps.length, title: step.title });
  document.title = `${step.title} · ${title}`;
  const list = nav.querySelector("ol");
  list.scrollTo({ top: step.link.offsetTop - list.clientHeight / 2, left: 0 });
};

const address = (step) => `#${step.id}${window.caseroomShared?.text ? `&${window.caseroomShared.text}` : ""}`;
const note = () => {
  language.href = `${languageAddress}${address(current)}`;
};

/** Goes to a step as a reader means it: it is in the history, and a voice reads its title. */
const go = (step, cell = null) => {
  const from = current;
  if (step !== current) {
    if (numberOf(step) > numberOf(current)) seen.add(from.id);
    show(step);
    history.pushState({ cell: cell?.id }, "", address(step));
  }
  news.replaceChildren();
  unread = [];
  fold(false);
  note();
  const heading = (cell ?? step.section).querySelector("h1, h2, h3, h4") ?? step.section;
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
  const cells = [...current.section.querySelectorAll(".cell")].filter((cell) => cell.offsetHeight);
  return cells.filter((cell) => cell.getBoundingClientRect().top < top).at(-1) ?? null;
};

let keeping = 0;
const keep = () => {
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    const cell = scrollY > 80 ? (cellInView()?.id ?? "") : "";
    history.replaceState({ cell }, "", address(current));
    note();
    window.caseroomPlace = { step: current.id, cell, seen: [...seen] };
    document.dispatchEvent(new CustomEvent("caseroom:place"));
  }, 400);
};

/** Panels and charts grow for a while and push down what is below them: who comes to a place stays there meanwhile,
 * until nothing has moved for a moment or they move themselves. */
const QUIET = 4000; // ms
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];
let letGo = () => {};
const hold = (place) => {
  letGo();
  let timer = 0;
  const stay = () => {
    place.scrollIntoView();
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

/** What the address names: a step, or something in one. */
const named = () => {
  const id = decodeURIComponent(location.hash.slice(1).split(/&?scenario=/)[0]).replace(/^step-/, "");
  const step = steps.find((one) => one.id === id);
  const node = step ? null : id && document.getElementById(id);
  return step ? { step } : node && stepOf(node) ? { step: stepOf(node), cell: node.closest(".cell") } : null;
};

/** Where to begin: what the address says, else where this reader was. */
const arrive = () => {
  const { place } = config;
  const kept = steps.find(({ id }) => id === place.step);
  const there = named() ?? (kept && !location.hash.includes("scenario=") ? { step: kept } : { step: steps[0] });
  show(there.step);
  const id = history.state?.cell ?? (there.step === kept ? place.cell : "");
  const cell = there.cell ?? (id ? document.getElementById(id) : null);
  if (cell && there.step.section.contains(cell)) hold(cell);
  else if (onePage() && there.step !== steps[0]) hold(there.step.section);
  history.replaceState(history.state, "", address(current));
  note();
};

// The list of steps, which on a phone is folded, and the whole case on one page

const fold = (open) => {
  nav.classList.toggle("unfolded", open);
  onward.querySelector(".here").setAttribute("aria-expanded", String(open));
};

const MANNER = "caseroom.pages"; // kept in the browser: it is the reader's habit, not their work
const setManner = (all) => {
  document.body.dataset.pages = all ? "one" : "steps";
  const button = nav.querySelector(".one-page");
  button.setAttribute("aria-pressed", String(all));
};
const remembered = () => {
  try {
    return localStorage.getItem(MANNER) === "one";
  } catch {
    return false; // a browser may forbid it
  }
};
const remember = (all) => {
  try {
    localStorage.setItem(MANNER, all ? "one" : "steps");
  } catch {
    // then the next page begins as the first did
  }
};

/** On one page the list follows the scrolling. */
const follow = () => {
  const top = 180;
  const passed = steps.filter(({ section }) => section.getBoundingClientRect().top < top);
  show(passed.at(-1) ?? steps[0]);
};

// Everything that can happen

const listen = () => {
  onward.querySelector(".back").addEventListener("click", () => go(steps[numberOf(current) - 2]));
  onward.querySelector(".next").addEventListener("click", () => go(steps[numberOf(current)]));
  onward.querySelector(".here").addEventListener("click", () => fold(!nav.classList.contains("unfolded")));
  nav.querySelector(".one-page").addEventListener("click", () => {
    const all = !onePage();
    setManner(all);
    remember(all);
    if (all) current.section.scrollIntoView();
    else scrollTo(0, 0);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !nav.classList.contains("unfolded")) return;
    fold(false);
    onward.querySelector(".here").focus();
  });
  document.addEventListener("click", (event) => {
    const until = event.target.closest("[data-until]");
    const link = event.target.closest('a[href^="#"]');
    if (until) {
      const question = asked(until.dataset.until);
      if (question) go(stepOf(question), question.closest(".cell"));
      return;
    }
    if (!link) return;
    event.preventDefault();
    const id = link.hash.slice(1);
    const step = steps.find((one) => one.id === id);
    const node = step ? null : document.getElementById(id);
    if (step) go(step);
    else if (node === main) go(current);
    else if (node && stepOf(node)) go(stepOf(node), node.closest(".cell"));
  });
  addEventListener("popstate", () => {
    const there = named();
    if (!there) return;
    show(there.step);
    note();
    const cell = history.state?.cell && document.getElementById(history.state.cell);
    if (cell) hold(cell);
    else scrollTo(0, 0);
  });
  let scrolled = false;
  addEventListener(
    "scroll",
    () => {
      if (scrolled || document.body.dataset.ready !== "true") return;
      scrolled = true;
      requestAnimationFrame(() => {
        scrolled = false;
        if (onePage()) follow();
        keep();
      });
    },
    { passive: true },
  );
  document.addEventListener("focusin", keep);
  document.addEventListener("caseroom:shared", () => {
    history.replaceState(history.state, "", address(current));
    note();
  });
  document.addEventListener("caseroom:go", ({ target }) => {
    const step = stepOf(target);
    if (step !== current) show(step);
    hold(target);
  });
  const changed = new MutationObserver(lookSoon);
  changed.observe(main, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-done"] });
  changed.observe(document.body, { attributes: true, attributeFilter: ["data-ready"] });
};

history.scrollRestoration = "manual";
setManner(remembered());
arrive();
listen();
showStates();
