// The page around a case: says when it can be used, shows the step, keeps the place, and notices a lost connection.

const ready = () =>
  [...document.querySelectorAll(".output.panels")].every((output) => {
    const panels = [...output.querySelectorAll(".caseroom-panel")];
    return panels.length > 0 && panels.every((panel) => panel.dataset.rendered === "true");
  });

// What a student reads after a gate holds results: it shows when the last gate before it has opened.
const openGates = () => {
  let open = false;
  for (const cell of document.querySelectorAll("#case > .cell")) {
    if (cell.querySelector(".caseroom-gate")) open = !cell.querySelector(".caseroom-notice");
    if (cell.classList.contains("gated")) cell.hidden = !open;
  }
};

const watchReadiness = () => {
  const check = () => {
    openGates();
    if (document.body.dataset.ready === "true" || !document.documentElement.dataset.complete || !ready()) return;
    document.body.dataset.ready = "true";
  };
  document.addEventListener("caseroom:rendered", check);
  new MutationObserver(check).observe(document.getElementById("case"), { childList: true, subtree: true });
  check();
};

// Panels and charts grow for a while and push down what is below them. Whoever comes to a step by its address stays
// there meanwhile, until nothing has moved for a moment or they move themselves.
const QUIET = 4000; // ms
let holding = false;
const holdPlace = () => {
  const place = document.getElementById(location.hash.slice(1));
  if (!place) return;
  let timer = 0;
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
  observer.observe(document.getElementById("case"));
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(kind, release, { once: true, passive: true });
};

const followSteps = () => {
  const links = new Map([...document.querySelectorAll(".steps a")].map((a) => [a.hash.slice(1), a]));
  const language = document.querySelector(".language");
  const address = language.href;
  let current = null;
  const show = (id) => {
    if (!links.has(id) || id === current) return;
    links.get(current)?.removeAttribute("aria-current");
    links.get(id).setAttribute("aria-current", "step");
    current = id;
    const list = document.querySelector(".steps ol");
    const link = links.get(id);
    list.scrollTo({ left: link.offsetLeft - list.clientWidth / 2 + link.clientWidth / 2 });
    language.href = `${address}#${id}`;
  };
  const update = () => {
    const passed = [...links.keys()].filter((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < 180);
    show(passed.at(-1) ?? links.keys().next().value);
    if (!holding) history.replaceState(null, "", `#${current}`); // a reload comes back to this step
  };
  let asked = false;
  addEventListener("scroll", () => {
    if (asked || document.body.dataset.ready !== "true") return;
    asked = true;
    requestAnimationFrame(() => { asked = false; update(); });
  }, { passive: true });
  show(location.hash.slice(1) || links.keys().next().value);
};

const watchConnection = () => {
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const banner = document.querySelector(".lost");
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${config.baseUrl}kernels/${config.kernelId}`, { cache: "no-store" });
      banner.hidden = answer.ok;
    } catch {
      banner.hidden = false;
    }
  };
  setInterval(look, 4000);
  document.addEventListener("visibilitychange", look);
};

document.documentElement.dataset.complete = "true"; // a deferred script runs when the whole notebook is on the page
holdPlace();
followSteps();
watchReadiness();
watchConnection();
