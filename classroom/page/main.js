// A case page's script: connect to the kernel that the page names, and put every output in place.
import { Kernel } from "./kernel.js";
import { show } from "./outputs.js";
import "./page.css";
import { Widgets } from "./widgets.js";

const { baseUrl, kernelId, panels } = JSON.parse(document.getElementById("jupyter-config-data").textContent);

globalThis.caseroomPanels = import(panels).then((module) => module.panels); // see caseroom/panels/panel.py

const saved = [...document.querySelectorAll('script[type="application/vnd.voila.cell-output+json"]')];

const showAll = () =>
  Promise.all(saved.map(async (script) => {
    const place = script.parentElement;
    const output = JSON.parse(script.textContent);
    script.remove();
    await show(output, place, widgets).catch((error) => console.error(error));
    place.dataset.shown = "true";
    document.dispatchEvent(new CustomEvent("caseroom:rendered"));
  }));

let shown = false;
const onState = async (state) => {
  document.dispatchEvent(new CustomEvent("caseroom:connection", { detail: state }));
  if (state !== "connected") return;
  await Promise.all([widgets.load(), globalThis.caseroomPanels]);
  if (!shown) await showAll();
  shown = true;
};

const kernel = new Kernel(baseUrl, kernelId, {
  onState: (state) => onState(state).catch((error) => console.error(error)),
  opened: (comm, message) => widgets.handle_comm_open(comm, message),
});
const widgets = new Widgets(kernel);

addEventListener("pagehide", () => navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`));
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); }); // its kernel has gone
