import { announce, h, uniqueId } from "./shared.js";

const FOLLOW = ""; // the choice to leave it to the lever

/** @type {Panel<"chooser">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const charts = model.get("charts");
    el.classList.add("caseroom-panel", "caseroom-chooser-panel");
    const id = uniqueId("chart");
    const select = h(
      "select",
      { id },
      h("option", { value: FOLLOW }, words["The one that your lever moves most"]),
      charts.map(({ name, title }) => h("option", { value: name }, title)),
    );
    let shown = charts[0]?.name ?? "";
    /** @param {string} name */
    const show = (name) => {
      shown = name;
      for (const figure of el.parentElement?.querySelectorAll("[data-chart]") ?? []) {
        const other = figure.getAttribute("data-chart") !== name;
        figure.closest(".caseroom-chart-panel")?.classList.toggle("unchosen", other);
      }
    };
    select.addEventListener("change", () => show(select.value === FOLLOW ? shown : select.value));
    /** @param {number} step */
    const turn = (step) => {
      const at = charts.findIndex(({ name }) => name === shown);
      select.value = charts[(at + step + charts.length) % charts.length].name;
      show(select.value);
    };
    /** @type {(word: string, sign: string, step: number) => HTMLElement} */
    const arrow = (word, sign, step) =>
      h("button", { type: "button", class: "plain", "aria-label": words[word], onclick: () => turn(step) }, sign);
    el.append(
      h(
        "div",
        { class: "bar" },
        arrow("Chart before", "‹", -1),
        h("label", { for: id, class: "visually-hidden" }, words.Chart),
        select,
        arrow("Chart after", "›", 1),
      ),
    );
    el.hidden = charts.length < 2;
    /** @param {CustomEvent<string>} event */
    const onLever = ({ detail: name, target }) => {
      const near = el.closest(".caseroom-whatif");
      const chart = model.get("moved")[name];
      if (select.value === FOLLOW && chart && target instanceof Element && near?.contains(target)) show(chart);
    };
    document.addEventListener("caseroom:lever", onLever);
    const settled = new MutationObserver(() => show(shown)); // the charts come one after the other
    if (el.parentElement) settled.observe(el.parentElement, { childList: true, subtree: true });
    show(shown);
    announce(el);
    return () => {
      settled.disconnect();
      document.removeEventListener("caseroom:lever", onLever);
    };
  },
};
