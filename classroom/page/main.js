// A case page's script: connect to the kernel that the page names, and put every output in place.
import { Kernel } from "./kernel.js";
import { placeFor, show } from "./outputs.js";
import "./page.css";
import { Widgets } from "./widgets.js";

/** @type {PageConfig} */
const { baseUrl, kernelId, panels, words } = JSON.parse(
  /** @type {HTMLElement} */ (document.getElementById("jupyter-config-data")).textContent,
);

globalThis.caseroomPanels = import(panels).then((module) => module.panels); // see caseroom/panels/panel.py

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

/** @param {[string, Output[]]} cell */
const showCell = ([id, outputs]) => {
  const slot = /** @type {Element} */ (/** @type {HTMLElement} */ (document.getElementById(id)).querySelector(".slot"));
  const places = /** @type {[HTMLElement, Output][]} */ (
    outputs.map((output) => placeFor(output, words)).filter(Boolean)
  );
  slot.replaceWith(...places.map(([place]) => place));
  return Promise.all(
    places
      .filter(([, { data }]) => data)
      .map(async ([place, output]) => {
        await show(output, place, widgets).catch((error) => console.error(error));
        place.dataset.shown = "true";
        document.dispatchEvent(new CustomEvent("caseroom:rendered"));
      }),
  );
};

let shown = false;
/** @param {ConnectionState} state */
const onState = async (state) => {
  document.dispatchEvent(new CustomEvent("caseroom:connection", { detail: state }));
  if (state !== "connected") return;
  const [outputs] = await Promise.all([shown ? {} : cells(), widgets.load(), globalThis.caseroomPanels]);
  const views = Object.entries(outputs).map(showCell);
  for (const slot of document.querySelectorAll(".slot")) slot.remove(); // of cells that were not run
  shown = true;
  document.documentElement.dataset.complete = "true"; // every panel has its place
  await Promise.all(views);
};

const kernel = new Kernel(baseUrl, kernelId, {
  onState: (state) => onState(state).catch((error) => console.error(error)),
  opened: (comm, message) => widgets.handle_comm_open(comm, message),
});
const widgets = new Widgets(kernel);

addEventListener("pagehide", () => navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`));
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
}); // its kernel has gone
