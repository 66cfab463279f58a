import { announce, doer, h, speaker, statusLine, uniqueId } from "./shared.js";
import { taskLine } from "./tasks_line.js";
import { turnedTo } from "./unsent.js";

/** @type {Panel<"tasks">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    el.classList.add("caseroom-panel", "caseroom-tasks-panel");
    const tasks = model.get("tasks");
    const line = statusLine({ quiet: true });
    const act = doer(model, line.show);
    const isDone = (/** @type {number} */ n) => model.get("done").includes(n);
    /** The last, where all are done. */
    const firstOpen = () => {
      const open = tasks.findIndex((_, n) => !isDone(n));
      return open < 0 ? tasks.length - 1 : open;
    };
    // A class opens the case with the task that it is at: `task` of the address, from 1. Who has turned on since and
    // reloads stays there.
    const asked = Number(new URLSearchParams(location.search).get("task")) - 1;
    /** @type {ReturnType<typeof turnedTo<{ asked: number, at: number }>>} */
    const held = turnedTo("task");
    const before = held.get();
    const again = before?.asked === asked && tasks[before.at] ? before.at : -1;
    let at = again >= 0 ? again : tasks[asked] ? asked : firstOpen();

    /** @param {number} n */
    const tick = (n) => act({ type: "tick", task: n, done: !isDone(n) });
    const cards = tasks.map(({ title, text, seen, own, if_time, places }, n) => {
      const body = h(
        "div",
        { class: "body", id: uniqueId("task") },
        text
          .trim()
          .split("\n")
          .map((line) => h("p", {}, line)),
      );
      // What the text sends a reader to is one tap away, under the name that it has there.
      /** @param {Shown} detail */
      const send = (detail) => el.dispatchEvent(new CustomEvent("caseroom:show", { bubbles: true, detail }));
      const ways = places.map((place) =>
        h(
          "button",
          { type: "button", class: "way", onclick: () => send(place) },
          say("Show “{title}”", { title: place.title }),
        ),
      );
      if (ways.length) body.append(h("div", { class: "ways" }, ways));
      const ticked = h("button", { type: "button", class: "tick", onclick: () => tick(n), hidden: !own });
      body.append(ticked);
      const progress = h("p", { class: "how-far", hidden: true });
      const begin = h("button", {
        type: "button",
        class: "way begin",
        hidden: true,
        onclick: () => act({ type: "begin", task: n }),
      });
      body.append(progress, begin);
      // Folded, because a lever's first move may do the task: whoever is still looking shall not be told.
      const shows = h(
        "details",
        { class: "seen", hidden: true },
        h("summary", {}, say("What it shows")),
        h("p", {}, seen),
      );
      body.append(shows);
      const state = h("span", { class: "visually-hidden" });
      const head = h(
        "button",
        { type: "button", class: "head", "aria-controls": body.id, onclick: () => turn(n) },
        h("span", { class: "number", "aria-hidden": "true" }, String(n + 1)),
        h(
          "span",
          { class: "title" },
          title,
          if_time && h("span", { class: "if soft" }, say("if you have time")),
          state,
        ),
      );
      return { element: h("li", {}, head, body), head, body, ticked, state, progress, begin, shows };
    });
    const heading = h("h3", { id: uniqueId("tasks") }, say("What to try"));
    const count = h("span", { class: "count soft", "aria-live": "polite" });
    /** @type {(text: string, label: string, by: number) => HTMLButtonElement} */
    const step = (text, label, by) =>
      h("button", { type: "button", class: "turn", "aria-label": say(label), onclick: () => turn(at + by) }, text);
    const [back, next] = [step("‹", "Previous task", -1), step("›", "Next task", 1)];

    const after = h("p", { class: "after soft" });
    const some = tasks.some(({ if_time }) => if_time);
    const enough = () => tasks.every(({ if_time }, n) => if_time || isDone(n));
    /** @type {(n: number, words?: Record<string, unknown>) => string} */
    const which = (n, words = {}) => {
      const place = { n: n + 1, count: tasks.length, ...words };
      if ("title" in words)
        return tasks[n].if_time
          ? say("Task {n} of {count}, if you have time: {title}", place)
          : say("Task {n} of {count}: {title}", place);
      return tasks[n].if_time ? say("Task {n} of {count}, if you have time", place) : say("Task {n} of {count}", place);
    };
    /** @param {number} n */
    const turn = (n) => {
      at = Math.min(tasks.length - 1, Math.max(0, n));
      held.put({ asked, at });
      show();
      now.again();
      document.dispatchEvent(new CustomEvent("caseroom:task"));
    };
    const show = () => {
      cards.forEach(({ element, head, body, ticked, state, progress, begin, shows }, n) => {
        element.toggleAttribute("data-done", isDone(n));
        element.toggleAttribute("data-current", n === at);
        head.setAttribute("aria-expanded", String(n === at));
        body.hidden = n !== at;
        state.textContent = isDone(n) ? `, ${say("done")}` : "";
        progress.textContent = model.get("progress")[n] ?? "";
        progress.hidden = !progress.textContent;
        begin.textContent = model.get("begin")[n] ?? "";
        begin.hidden = !begin.textContent;
        shows.hidden = !isDone(n);
        ticked.textContent = say(isDone(n) ? "Not done yet after all" : "I have done this");
      });
      count.textContent = which(at);
      const all = tasks.every((_, n) => isDone(n));
      after.textContent =
        some && enough() && !all
          ? say("All that the next step needs is done. You can go on to it; the other tasks are for whoever has time.")
          : say(
              "When you have done these you can go on to the next step. The cards further down are for whoever wants to know more.",
            );
      after.hidden = !(some ? enough() : at === tasks.length - 1 || all);
      back.disabled = at === 0;
      next.disabled = at === tasks.length - 1;
      putCharts();
    };
    el.append(
      h(
        "section",
        { class: "card", "aria-labelledby": heading.id },
        h("div", { class: "top" }, heading, count, back, next),
        h(
          "ol",
          {},
          cards.map(({ element }) => element),
        ),
        after,
        line.element,
      ),
    );
    // Whoever moves a lever may have the tasks out of sight: there the page says what has just been done.
    let known = new Set(model.get("done"));
    const tell = () => {
      const fresh = model.get("done").filter((n) => !known.has(n));
      known = new Set(model.get("done"));
      const { top, bottom } = el.getBoundingClientRect();
      if (!fresh.length || (top >= 0 && bottom <= innerHeight)) return;
      const sentence = say("Task {n} is done.", { n: fresh[0] + 1 });
      const way = say("What it shows");
      const go = () => {
        turn(fresh[0]);
        cards[fresh[0]].shows.open = true; // who asks is told
        el.scrollIntoView({ block: "center" });
      };
      document.dispatchEvent(new CustomEvent("caseroom:news", { detail: { sentence, way, go } }));
    };
    /** The task in hand, or, when that one is done, the next that is not. */
    const inHand = () => (isDone(at) && tasks.some((_, n) => !isDone(n)) ? firstOpen() : at);
    /** For the chooser; whoever has just done a task still looks at its chart, until a lever moves. */
    const putCharts = () => {
      const n = inHand();
      const charts = tasks[n].places.filter(({ place }) => place === "chart");
      el.dataset.charts = isDone(n) ? "" : charts.map(({ name }) => name).join(" ");
    };
    const now = taskLine(
      el,
      () => {
        const n = inHand();
        if (isDone(n)) return [say("These were all the tasks."), "", ""];
        return [which(n, { title: tasks[n].title }), model.get("in_short")[n] ?? "", which(n)];
      },
      () => {
        turn(inHand());
        el.scrollIntoView({ block: "center" });
      },
    );
    const changed = () => {
      held.put({ asked, at });
      show();
      now.again();
      tell();
    };
    const progressed = () => {
      show();
      now.again();
    };
    model.on("change:done", changed);
    model.on("change:progress change:begin change:in_short", progressed);
    show();
    announce(el);
    return () => {
      model.off("change:done", changed);
      model.off("change:progress change:begin change:in_short", progressed);
      now.stop();
    };
  },
};
