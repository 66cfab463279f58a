// The page around a case: says when it can be used, shows the step, keeps the place, and notices a lost connection.

/** @type {(selector: string, within?: ParentNode) => HTMLElement[]} */
const all = (selector, within = document) => [
  .../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(selector)),
];

/**
 * What the template puts on every page.
 *
 * @type {(selector: string, within?: ParentNode) => HTMLElement}
 */
const the = (selector, within = document) => /** @type {HTMLElement} */ (within.querySelector(selector));

const ready = () =>
  all(".output.panels").every(
    (output) =>
      output.dataset.shown && all(".caseroom-panel", output).every((panel) => panel.dataset.rendered === "true"),
  );

// What a student reads after a gate holds results: it shows when the last gate before it has opened.
const openGates = () => {
  let open = false;
  for (const cell of all("#case > .cell")) {
    const gate = cell.querySelector(".caseroom-gate");
    if (gate) open = gate.classList.contains("open");
    if (cell.classList.contains("gated")) cell.hidden = !open;
  }
};

// A scenario that somebody shared comes in the address. It stays there, behind the step, through reloads and a change
// of language, until the what-if, which opens with the predictions, has offered it and the reader has answered.
const LONGEST_SHARED = 4001; // characters; one more than the longest that is ever read
let shared = "";
const stepInAddress = () => location.hash.slice(1).split(/&?scenario=/)[0];
/** @param {string | null} id */
const withShared = (id) => `#${id}${shared && `&${shared}`}`;
const takeShared = () => {
  const at = location.hash.indexOf("scenario=");
  if (at < 0) {
    if (shared) history.replaceState(null, "", withShared(stepInAddress())); // a link within the page leaves it out
    return;
  }
  shared = location.hash.slice(at, at + LONGEST_SHARED);
  document.dispatchEvent(new CustomEvent("caseroom:shared"));
};
const sayShared = () => {
  the(".shared-waiting").hidden = !shared || Boolean(document.querySelector(".caseroom-offer-panel"));
};
const keepShared = () => {
  takeShared();
  let untouched = shared !== "" && !stepInAddress(); // straight from the link: then the offer is what they came for
  for (const kind of MOVES)
    addEventListener(
      kind,
      () => {
        untouched = false;
      },
      { passive: true },
    );
  document.addEventListener("caseroom:offered", () => {
    if (untouched) holdPlace(document.querySelector(".caseroom-offer-panel"));
  });
  window.caseroomShared = {
    get text() {
      return shared;
    },
    done() {
      shared = "";
      document.dispatchEvent(new CustomEvent("caseroom:shared"));
    },
  };
  addEventListener("hashchange", () => {
    untouched = untouched || location.hash.includes("scenario=");
    takeShared();
  });
  for (const moment of ["shared", "rendered"]) document.addEventListener(`caseroom:${moment}`, sayShared);
  sayShared();
};

const watchReadiness = () => {
  const check = () => {
    openGates();
    if (document.body.dataset.ready === "true" || !document.documentElement.dataset.complete || !ready()) return;
    document.body.dataset.ready = "true";
  };
  document.addEventListener("caseroom:rendered", check);
  new MutationObserver(check).observe(the("#case"), { childList: true, subtree: true });
  check();
};

// Panels and charts grow for a while and push down what is below them. Whoever comes to a step by its address stays
// there meanwhile, until nothing has moved for a moment or they move themselves.
const QUIET = 4000; // ms
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];
let holding = false;
/** @param {Element | null} place */
const holdPlace = (place) => {
  if (!place) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const observer = new ResizeObserver(() => {
    place.scrollIntoView();
    clearTimeout(timer);
    if (document.body.dataset.ready === "true") timer = setTimeout(release, QUIET);
  });
  const release = () => {
    holding = false;
    clearTimeout(timer);
    observer.disconnect();
  };
  holding = true;
  observer.observe(the("#case"));
  for (const kind of MOVES) addEventListener(kind, release, { once: true, passive: true });
};

const followSteps = () => {
  const anchors = /** @type {HTMLAnchorElement[]} */ (all(".steps a"));
  const links = new Map(anchors.map((a) => [a.hash.slice(1), a]));
  const language = /** @type {HTMLAnchorElement} */ (the(".language"));
  const address = language.href;
  const [first] = links.keys();
  let current = "";
  /** @param {string} id */
  const show = (id) => {
    const link = links.get(id);
    if (!link || id === current) return;
    links.get(current)?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "step");
    current = id;
    const list = the(".steps ol");
    list.scrollTo({ left: link.offsetLeft - list.clientWidth / 2 + link.clientWidth / 2 });
  };
  const note = () => {
    language.href = `${address}${withShared(current)}`;
    if (!holding) history.replaceState(null, "", withShared(current)); // a reload comes back to this step
  };
  const update = () => {
    const passed = [...links.keys()].filter(
      (id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < 180,
    );
    show(passed.at(-1) ?? first);
    note();
  };
  let asked = false;
  addEventListener(
    "scroll",
    () => {
      if (asked || document.body.dataset.ready !== "true") return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        update();
      });
    },
    { passive: true },
  );
  document.addEventListener("caseroom:shared", note);
  show(stepInAddress());
  if (!current) show(first);
  language.href = `${address}${withShared(current)}`;
};

// A short interruption mends itself (see page/kernel.js); a kernel that is gone, or a server that stays away, does not.
const watchConnection = () => {
  /** @type {PageConfig} */
  const config = JSON.parse(the("#jupyter-config-data").textContent);
  const lost = the(".lost");
  the("button", lost).addEventListener("click", () => location.reload());
  const interrupted = the(".interrupted");
  let failures = 0;
  let cut = false;
  /** @param {boolean} gone */
  const show = (gone) => {
    lost.hidden = !(gone || failures > 1);
    interrupted.hidden = !(cut && lost.hidden);
  };
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(`${config.baseUrl}kernels/${config.kernelId}`, { cache: "no-store" }).catch(() => null);
    failures = answer ? 0 : failures + 1;
    show(answer !== null && !answer.ok);
  };
  document.addEventListener("caseroom:connection", ({ detail: state }) => {
    cut = state === "interrupted" || (cut && state !== "connected");
    show(state === "gone");
  });
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
};

keepShared();
holdPlace(document.getElementById(stepInAddress()));
followSteps();
watchReadiness();
watchConnection();
