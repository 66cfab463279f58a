import { secondsLeft } from "./clock.js";
import { act, desk } from "./desk_doing.js";
import { askFirst, putText, rowsIn } from "./desk_kit.js";
import { h, say } from "./nodes.js";
import { newKey } from "./live.js";

// The agenda: where the room is, a way to every phase, and its changes before and during class.

/** @typedef {DeskView["agenda"][number]} DeskPhase */

export const makeAgenda = () => {
  const list = h("ol");
  const ends = h("p", { class: "soft" });
  const edit = h("button", { type: "button", "aria-pressed": "false" }, say("Change the agenda"));
  const adding = makeAdding();
  const element = h(
    "section",
    { class: "agenda", id: "agenda", "aria-labelledby": "agenda-title" },
    h("h2", { id: "agenda-title" }, say("Agenda")),
    ends,
    h("div", { class: "buttons" }, edit),
    adding,
    list,
  );
  const show = rowsIn(list, (/** @type {DeskPhase} */ { id }) => id, makePhaseRow);
  const tick = () => {
    const { agenda, at, closed } = desk.view;
    const left = (secondsLeft() ?? 60 * agenda[at].minutes) + 60 * minutesOf(agenda.slice(at + 1));
    const time = new Date(Date.now() + 1000 * left).toLocaleTimeString(desk.view.lang, {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    putText(ends, closed ? "" : say("By this agenda the class ends at {time}.", { time }));
  };
  setInterval(tick, 5_000);
  edit.addEventListener("click", () => {
    const on = element.classList.toggle("editing");
    edit.setAttribute("aria-pressed", String(on));
    putText(edit, on ? say("Done changing") : say("Change the agenda"));
  });
  let shownAt = 0;
  return {
    element,
    /** @param {DeskView} view */
    show(view) {
      show(view.agenda);
      if (shownAt !== view.at && !element.contains(document.activeElement)) {
        const row = /** @type {HTMLElement} */ (list.children[view.at]);
        element.scrollTop = row.offsetTop - element.clientHeight / 2; // where the list has its own scroll
      }
      shownAt = view.at;
      edit.hidden = adding.hidden = view.closed;
      if (view.closed) element.classList.remove("editing");
      element.tabIndex = view.closed ? 0 : -1; // without buttons it is scrolled by the keyboard itself
      tick();
    },
  };
};

const minutesOf = (/** @type {DeskPhase[]} */ agenda) => agenda.reduce((sum, { minutes }) => sum + minutes, 0);
const inMinutes = (/** @type {number} */ n) => say("{n} min", { n: Math.round(10 * n) / 10 });

/** @type {(changed: RoomStretch[], done?: string) => Promise<boolean>} */
const plan = (changed, done) => act({ do: "plan", agenda: changed }, done);
const stretchesNow = () => desk.view.agenda.map(({ stretch }) => stretch);

/** @param {DeskPhase} first */
const makePhaseRow = (first) => {
  let phase = first;
  const number = h("span", { class: "n" });
  const name = h("span", { class: "name" });
  const lacks = h("p", { class: "lacks soft" });
  const minutes = h("span", { class: "minutes" });
  const link = h("button", { type: "button", class: "go", onclick: () => goTo(phase) }, number, name, minutes);
  const tools = makePhaseTools(() => phase);
  const element = h("li", {}, link, lacks, tools.element);
  return {
    element,
    /** @param {DeskPhase} now */
    show(now) {
      phase = now;
      const here = now.n === desk.view.at + 1;
      if (here) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      element.classList.toggle("past", now.n <= desk.view.at);
      link.disabled = desk.view.closed;
      putText(number, String(now.n));
      putText(name, now.name);
      putText(lacks, desk.view.trouble ? "" : now.lacks_in_short); // of a case that is gone it is said once, above
      putText(minutes, inMinutes(now.minutes));
      tools.show(now, here);
    },
  };
};

/** @param {DeskPhase} phase */
const goTo = async (phase) => {
  if (phase.n === desk.view.at + 1) return;
  const sure = await askFirst({
    title: say("Go to “{phase}”?", { phase: phase.name }),
    text: say("All phones and the projector go there at once, and its clock begins anew."),
    yes: say("Go there"),
    no: say("Stay here"),
  });
  if (sure) act({ do: "go_to", phase: phase.id });
};

/** Kinds of phases that a table can do as one (widgets/caseroom/casefile/classroom.py). */
const PER_TABLE = ["what_if", "vote", "revote", "rank", "weigh", "exercise", "decide"];

/** @param {() => DeskPhase} phase */
const makePhaseTools = (phase) => {
  const minutes = h("input", { type: "number", min: "0.5", max: "180", step: "0.5", inputmode: "decimal" });
  minutes.addEventListener("change", async () => {
    const wanted = Number(minutes.value);
    if (!(wanted > 0 && wanted <= 180)) minutes.value = String(phase().minutes);
    else if (wanted !== phase().minutes)
      await plan(stretchesNow().map((one) => (one.id === phase().id ? { ...one, minutes: wanted } : one)));
  });
  const move = (/** @type {number} */ by) => () => {
    const all = stretchesNow();
    const at = all.findIndex(({ id }) => id === phase().id);
    const [one] = all.splice(at, 1);
    all.splice(at + by, 0, one);
    plan(all);
  };
  const up = h("button", { type: "button", class: "plain", onclick: move(-1) }, "↑");
  const down = h("button", { type: "button", class: "plain", onclick: move(1) }, "↓");
  const away = h("button", { type: "button", class: "plain", onclick: () => removePhase(phase()) }, "×");
  const asOne = h("input", { type: "checkbox" });
  asOne.addEventListener("change", () =>
    plan(stretchesNow().map((one) => (one.id === phase().id ? { ...one, per_table: asOne.checked } : one))),
  );
  const oneWord = h("span");
  const oneLabel = h("label", { class: "as-one" }, asOne, oneWord);
  return {
    element: h("div", { class: "tools" }, minutes, up, down, away, oneLabel),
    /** @type {(now: DeskPhase, here: boolean) => void} */
    show(now, here) {
      const named = { phase: now.name };
      minutes.setAttribute("aria-label", say("Minutes of “{phase}”", named));
      up.setAttribute("aria-label", say("Move “{phase}” up", named));
      down.setAttribute("aria-label", say("Move “{phase}” down", named));
      away.setAttribute("aria-label", say("Take “{phase}” out of the agenda", named));
      if (document.activeElement !== minutes) minutes.value = String(now.minutes);
      minutes.disabled = away.disabled = here; // its clock has its own buttons, and nobody is thrown out
      oneLabel.hidden = !PER_TABLE.includes(now.kind);
      putText(oneWord, now.kind === "what_if" ? say("One set of levers a table") : say("One answer a table"));
      asOne.checked = now.per_table;
      asOne.disabled = now.asks && now.count.answered > 0; // what was answered was answered so
      up.disabled = now.n === 1;
      down.disabled = now.n === now.of;
    },
  };
};

/** @param {DeskPhase} phase */
const removePhase = async (phase) => {
  const { id, count } = phase;
  const sure =
    !count.answered ||
    (await askFirst({
      title: say("Take “{phase}” out of the agenda?", { phase: phase.name }),
      text: say("{n} answers were given there. They are no longer shown, but you can undo this.", {
        n: count.answered,
      }),
      yes: say("Take it out"),
      no: say("Leave it"),
      grave: true,
    }));
  if (sure) plan(stretchesNow().filter((one) => one.id !== id));
};

/** What can be added, by how people do it. */
const offerGroups = () => {
  const names = { alone: say("Alone"), together: say("Together"), show: say("Show"), around: say("Around") };
  const { offers } = desk.given;
  return Object.entries(names).map(([group, label]) =>
    h(
      "optgroup",
      { label },
      ...offers.flatMap((one, n) => (one.group === group ? [h("option", { value: n }, one.name)] : [])),
    ),
  );
};

const makeAdding = () => {
  const offers = desk.given.offers;
  const which = h("select", { id: "add-which" }, ...offerGroups());
  const minutes = h("input", { id: "add-minutes", type: "number", min: "0.5", max: "180", step: "0.5" });
  const usual = () => {
    minutes.value = String(offers[Number(which.value)].stretch.minutes);
  };
  which.addEventListener("change", usual);
  usual();
  const form = h(
    "form",
    { class: "adding" },
    h("h3", {}, say("Add a phase")),
    h("label", { for: "add-which" }, say("Phase to add")),
    which,
    h("label", { for: "add-minutes" }, say("How many minutes")),
    minutes,
    h("button", { type: "submit" }, say("Add it after the present phase")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const all = stretchesNow();
    const { name, stretch } = offers[Number(which.value)];
    const id = `x${newKey().slice(0, 8)}`;
    all.splice(desk.view.at + 1, 0, { ...stretch, id, minutes: Number(minutes.value) || stretch.minutes });
    plan(all, say("“{phase}” comes next now.", { phase: name }));
  });
  return form;
};
