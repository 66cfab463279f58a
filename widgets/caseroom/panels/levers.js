import { keepValues } from "./levers_keeper.js";
import { leverRow } from "./levers_row.js";
import { announce, complaint, h, speaker, uniqueId } from "./shared.js";

/**
 * A button that says it cannot act now, yet keeps the focus of whoever has just pressed it.
 *
 * @type {(node: Element, able: boolean) => void}
 */
const setAble = (node, able) => node.setAttribute("aria-disabled", String(!able));
/** @param {Element} node */
const isAble = (node) => node.getAttribute("aria-disabled") !== "true";

/**
 * Buttons in one row, of which a narrow screen shows as many as it has room for: its edges say where more follow.
 *
 * @type {(tabs: HTMLElement[], label: string) => HTMLElement}
 */
const rowOf = (tabs, label) => {
  const row = h("div", { class: "tabs", role: "group", "aria-label": label }, tabs);
  const look = () => {
    row.classList.toggle("before", row.scrollLeft > 6);
    row.classList.toggle("after", row.scrollWidth - row.clientWidth - row.scrollLeft > 6);
  };
  row.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(row);
  for (const tab of tabs)
    for (const event of ["click", "focus"])
      tab.addEventListener(event, () => {
        const beside = (row.clientWidth - tab.offsetWidth) / 2; // in the middle, so that its neighbours are in sight
        row.scrollTo({ left: tab.offsetLeft - row.offsetLeft - beside });
      });
  return row;
};

/**
 * Levers in their groups: unfolded is what who decides can set, how the world is unfolds on request. A narrow screen
 * shows one group at a time, behind buttons.
 *
 * @type {(model: Model<"levers">, say: Say, rows: Map<string, ReturnType<typeof leverRow>>) => Child[]}
 */
const groupsOf = (model, say, rows) => {
  const groups = model
    .get("groups")
    .map((group) => ({ ...group, members: model.get("levers").filter((lever) => lever.group === group.id) }))
    .filter(({ members }) => members.length);
  const folds = groups.map(({ label, tier, members }) =>
    h(
      "details",
      { open: tier === "policy", "data-tier": tier },
      h("summary", {}, h("h4", {}, label), tier === "world" && h("span", { class: "soft" }, say("How the world is"))),
      h(
        "div",
        { class: "members" },
        members.map((lever) => rows.get(lever.name)?.element),
      ),
    ),
  );
  const tabs = groups.map(({ label }, n) => h("button", { type: "button", onclick: () => choose(n) }, label));
  /** @param {number} chosen */
  const choose = (chosen) => {
    for (const [n, tab] of tabs.entries()) {
      tab.setAttribute("aria-pressed", String(n === chosen));
      folds[n].classList.toggle("chosen", n === chosen);
    }
    if (chosen > 0 || folds[0].dataset.tier === "policy") folds[chosen].open = true;
  };
  /** A group is read from its first lever, which may have gone under the chart and the tabs. */
  const begin = () => {
    const lever = folds.find((fold) => fold.classList.contains("chosen"))?.querySelector(".lever");
    const free = lever && Number.parseFloat(getComputedStyle(lever).scrollMarginTop);
    if (free && lever.getBoundingClientRect().top < free) lever.scrollIntoView();
  };
  choose(0);
  for (const tab of tabs) tab.addEventListener("click", begin);
  return [rowOf(tabs, say("Levers")), ...folds];
};

/**
 * Options to start from: {element, mark()}. What `pinned` says stands where the line above them does, and moves nothing.
 *
 * @param {Model<"levers">} model
 * @param {Say} say
 * @param {Act} act
 * @param {HTMLElement} pinned
 */
const presetsOf = (model, say, act, pinned) => {
  const buttons = model.get("presets").map(({ name, label, note }) => {
    const button = h(
      "button",
      { type: "button", title: note, onclick: () => act({ type: "preset", name }), "aria-pressed": "false" },
      label,
    );
    return { name, note, button };
  });
  const note = h("p", { class: "soft note" });
  const [baseline, own] = ["The baseline: as things stand today.", "A setting of your own: none of the options."];
  const spare = [...buttons.map((one) => one.note), say(baseline), say(own)].map((text) =>
    h("p", { class: "note spare", "data-text": text }),
  ); // what is below does not move with the longest of them
  return {
    element:
      buttons.length > 0 &&
      h(
        "div",
        { class: "presets", role: "group", "aria-label": say("Start from an option") },
        h("div", { class: "start" }, pinned, h("p", { class: "soft" }, say("Start from an option"))),
        h(
          "div",
          { class: "options" },
          buttons.map(({ button }) => button),
        ),
        h("div", { class: "said" }, note, spare),
      ),
    mark: () => {
      for (const { name, button } of buttons) button.setAttribute("aria-pressed", String(model.get("chosen") === name));
      const values = model.get("values");
      const isBaseline = model.get("levers").every((lever) => values[lever.name] === lever.baseline);
      note.textContent =
        buttons.find(({ name }) => model.get("chosen") === name)?.note ?? say(isBaseline ? baseline : own);
    },
  };
};

/**
 * What undoes, redoes and resets: {element, mark()}; the keys for it work wherever the focus is in `el`.
 *
 * @param {Model<"levers">} model
 * @param {Say} say
 * @param {Act} act
 * @param {HTMLElement} el
 */
const historyOf = (model, say, act, el) => {
  /** @type {(word: string, type: string, keys?: string) => HTMLElement} */
  const button = (word, type, keys) => {
    const title = keys?.replace("Control", "Ctrl");
    const node = h("button", { type: "button", class: "plain", "aria-keyshortcuts": keys, title }, say(word));
    node.addEventListener("click", () => isAble(node) && act({ type }));
    return node;
  };
  const pinned = h("p", { class: "soft pinned" });
  const setting = () => JSON.stringify(model.get("values"));
  let pinnedAt = "";
  /** @type {(said: string, more?: string) => void} */
  const tell = (said, more = "") => {
    pinnedAt = setting();
    pinned.classList.remove("past");
    pinned.setAttribute("role", "status"); // a voice has something to say from now on
    pinned.replaceChildren(said, h("span", { class: "more" }, more && ` ${more}`));
  };
  // the scenarios, further down, know how
  const pin = h("button", { type: "button", class: "pin" }, say("Pin"));
  pin.addEventListener("click", () =>
    pin.dispatchEvent(new CustomEvent("caseroom:pin", { bubbles: true, detail: tell })),
  );
  const undo = button("Undo", "undo", "Control+Z");
  const redo = button("Redo", "redo", "Control+Shift+Z");
  const reset = button("Reset all", "reset");
  el.addEventListener("keydown", (event) => {
    const undoing = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    // a text has an undo of its own
    if (!undoing || (event.target instanceof Element && event.target.matches('input[type="text"]'))) return;
    event.preventDefault();
    act({ type: event.shiftKey ? "redo" : "undo" });
  });
  return {
    element: h("div", { class: "history" }, pin, undo, redo, reset),
    pinned,
    mark: () => {
      // Said of another setting; its room stays, or what the finger is on would move.
      if (pinned.textContent && setting() !== pinnedAt) pinned.classList.add("past");
      setAble(undo, model.get("can_undo"));
      setAble(redo, model.get("can_redo"));
      const values = model.get("values");
      const moved = model.get("levers").some((lever) => values[lever.name] !== lever.baseline);
      setAble(reset, moved || el.querySelector("[aria-invalid]") !== null); // also away from what was refused
    },
  };
};

/** @type {Panel<"levers">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    el.classList.add("caseroom-panel", "caseroom-levers-panel");
    /** @type {Map<string, ReturnType<typeof leverRow>>} */
    const rows = new Map();
    const { line, sender, commit, ...keeper } = keepValues(model, (name, answer) => {
      if (answer.ok) rows.get(name)?.settle();
      else if (!sender.pending(name)) rows.get(name)?.complain(complaint(model, answer)); // else it is put right
      history.mark();
    });
    /** @type {Act} */
    const act = (message) => {
      for (const row of rows.values()) row.giveUp(); // what was typed and refused goes when the page sets the levers
      return keeper.act(message);
    };
    for (const lever of model.get("levers")) rows.set(lever.name, leverRow(lever, model, say, sender, commit));

    const history = historyOf(model, say, act, el);
    const presets = presetsOf(model, say, act, history.pinned);
    const heading = uniqueId("levers");
    el.append(
      h(
        "section",
        { class: "card", "aria-labelledby": heading },
        h("div", { class: "head" }, h("h3", { id: heading }, say("Levers")), history.element),
        !presets.element && history.pinned,
        presets.element,
        groupsOf(model, say, rows),
        line,
      ),
    );

    const settle = () => {
      for (const row of rows.values()) row.settle();
    };
    const mark = () => {
      history.mark();
      presets.mark();
    };
    model.on("change:values change:idle", settle);
    model.on("change:values change:can_undo change:can_redo change:chosen", mark);
    settle();
    mark();
    announce(el);
    return () => {
      model.off("change:values change:idle", settle);
      model.off("change:values change:can_undo change:can_redo change:chosen", mark);
    };
  },
};
