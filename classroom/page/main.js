// A case page's script: connect to the kernel that the page names, and put every output in place.
import { Kernel } from "./kernel.js";
import { placeFor, show } from "./outputs.js";
import "./page.css";
import { Widgets } from "./widgets.js";

/** @type {PageConfig} */
const { baseUrl, kernelId, panels, words } = JSON.parse(
  /** @type {HTMLElement} */ (document.getElementById("jupyter-config-data")).textContent,
);

const script = import(panels); // at once: every panel needs it

/**
 * What every cell shows, by the cell's id: the kernel has run the notebook and tells who asks
 * (caseroom/kernel/process.py).
 *
 * @returns {Promise<Record<string, Output[]>>}
 */
const cells = () =>
  new Promise((resolve) => {
    const comm = kernel.comm("caseroom.cells");
    comm.on_msg(({ content }) => resolve(content.data.cells));
    comm.open({});
  });

/**
 * The places of what a cell shows, with what belongs into each.
 *
 * @type {(cell: [string, Output[]]) => [HTMLElement, Output][]}
 */
const placesOf = ([id, outputs]) => {
  const slot = /** @type {Element} */ (/** @type {HTMLElement} */ (document.getElementById(id)).querySelector(".slot"));
  const places = /** @type {[HTMLElement, Output][]} */ (
    outputs.map((output) => placeFor(output, words)).filter(Boolean)
  );
  slot.replaceWith(...places.map(([place]) => place));
  return places.filter(([, { data }]) => data);
};

/** @type {(filled: [HTMLElement, Output]) => Promise<void>} */
const fill = async ([place, output]) => {
  await show(output, place, widgets).catch((error) => console.error(error));
  place.dataset.shown = "true";
  document.dispatchEvent(new CustomEvent("caseroom:rendered"));
};

/** What is on the page by now is painted first; a page that nobody sees paints nothing. */
const painted = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });

/**
 * First the step where the reader is, which may be another meanwhile, then step by step the others, so that the reader
 * can work between two of them. None waits for another to be whole: a panel that never is keeps nobody up.
 *
 * @param {[HTMLElement, Output][]} places
 */
const fillAll = async (places) => {
  const filling = [];
  for (let rest = places; rest.length; ) {
    const first = rest.find(([place]) => place.closest(".step.current")) ?? rest[0];
    const step = first[0].closest(".step");
    filling.push(...rest.filter(([place]) => place.closest(".step") === step).map(fill));
    rest = rest.filter(([place]) => place.closest(".step") !== step);
    await painted();
  }
  await Promise.all(filling);
};

let shown = false;
/** @param {ConnectionState} state */
const onState = async (state) => {
  document.dispatchEvent(new CustomEvent("caseroom:connection", { detail: state }));
  if (state !== "connected") return;
  const [outputs] = await Promise.all([shown ? {} : cells(), widgets.load(), script]);
  const places = Object.entries(outputs).flatMap(placesOf);
  for (const slot of document.querySelectorAll(".slot")) slot.remove(); // of cells that were not run
  shown = true;
  document.documentElement.dataset.complete = "true"; // every panel has its place
  await fillAll(places);
};

const kernel = new Kernel(baseUrl, kernelId, {
  onState: (state) => onState(state).catch((error) => console.error(error)),
  opened: (comm, message) => widgets.handle_comm_open(comm, message),
});
const widgets = new Widgets(kernel, new URL(panels, location.href).href);

addEventListener("pagehide", () => navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`));
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
}); // its kernel has gone
