import { announce, h, onShow, speaker, uniqueId } from "./shared.js";
import { turnedTo } from "./unsent.js";

const FOLLOW = ""; // the choice to leave it to the lever

/** @type {Panel<"chooser">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const charts = model.get("charts");
    el.classList.add("caseroom-panel", "caseroom-chooser-panel");
    const id = uniqueId("chart");
    const say = speaker(model);
    const auto = h("option", { value: FOLLOW });
    const select = h(
      "select",
      {
        id,
        title: words["Auto shows the chart that your task names, or else the one that the lever you touch moves most."],
      },
      auto,
      charts.map(({ name, title }) => h("option", { value: name }, title)),
    );
    const measure = new ResizeObserver(() => {
      const height = el.parentElement?.getBoundingClientRect().height ?? 0;
      document.documentElement.style.setProperty("--cr-chart", `${height}px`); // what lies under it scrolls clear of it
    });
    /** @type {ReturnType<typeof turnedTo<string>>} */
    const held = turnedTo("chart");
    const before = charts.find(({ name }) => name === held.get())?.name ?? FOLLOW;
    select.value = before;
    let shown = before || (charts[0]?.name ?? "");
    /** @param {string} name */
    const show = (name) => {
      shown = name;
      auto.textContent = say("Auto: {chart}", { chart: charts.find((one) => one.name === name)?.title ?? "" });
      for (const figure of el.parentElement?.querySelectorAll("[data-chart]") ?? []) {
        const other = figure.getAttribute("data-chart") !== name;
        figure.closest(".caseroom-chart-panel")?.classList.toggle("unchosen", other);
      }
      if (el.parentElement) measure.observe(el.parentElement);
    };
    /** @param {string} name */
    const choose = (name) => {
      select.value = name;
      held.put(name);
      if (name === FOLLOW) settle();
      else show(name);
    };
    select.addEventListener("change", () => choose(select.value));
    /** @param {number} step */
    const turn = (step) => {
      const at = charts.findIndex(({ name }) => name === shown);
      choose(charts[(at + step + charts.length) % charts.length].name);
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
    /** The charts that the task in hand names. */
    const asked = () => {
      const near = el.closest(".caseroom-whatif");
      const tasks = near?.querySelector(".caseroom-tasks-panel");
      return tasks instanceof HTMLElement && tasks.dataset.charts ? tasks.dataset.charts.split(" ") : [];
    };
    /** @param {CustomEvent<string>} event */
    const onLever = ({ detail: name, target }) => {
      const near = el.closest(".caseroom-whatif");
      const [moved, named] = [model.get("moved")[name], asked()];
      const chart = !named.length || named.includes(moved) ? moved : named[0];
      if (select.value === FOLLOW && chart && target instanceof Element && near?.contains(target)) show(chart);
    };
    document.addEventListener("caseroom:lever", onLever);
    const sent = onShow(el, "chart", (name) => {
      choose(name);
      el.parentElement?.scrollIntoView({ block: "nearest" });
    });
    const settle = () => {
      const named = asked();
      const follows = select.value === FOLLOW && named.length > 0 && !named.includes(shown);
      show(follows ? named[0] : shown); // the charts come one after the other, and this before it is on the page
    };
    document.addEventListener("caseroom:task", settle);
    document.addEventListener("caseroom:rendered", settle);
    announce(el);
    return () => {
      measure.disconnect();
      sent();
      document.removeEventListener("caseroom:rendered", settle);
      document.removeEventListener("caseroom:task", settle);
      document.removeEventListener("caseroom:lever", onLever);
    };
  },
};
