import { scaleOf } from "./numbers.js";
import { complaint, h, uniqueId } from "./shared.js";

/** @type {(label: string, keys: string, error: HTMLElement) => HTMLInputElement} */
const endField = (label, keys, error) =>
  h("input", {
    type: "text",
    inputmode: keys,
    autocomplete: "off",
    "aria-label": label,
    "aria-describedby": error.id,
  });

/** @type {(text: string, label: string, onclick: () => void) => HTMLElement} */
const smallButton = (text, label, onclick) =>
  h("button", { type: "button", class: "plain", "aria-label": label, onclick }, text);

/**
 * One row of the list: {element, show(range)}.
 *
 * @typedef {Scaled & Named} Parameter
 * @typedef {{ ask: Ask, act: Act, save: Save, dropped: () => void }} Doing
 * @param {Parameter} parameter
 * @param {Model<"uncertainty">} model
 * @param {Say} say
 * @param {Doing} doing
 */
const rangeRow = ({ name, label, ...scaled }, model, say, { ask, act, save, dropped }) => {
  const scale = scaleOf(scaled, model.get("lang"));
  const error = h("p", { class: "wrong", id: uniqueId("range"), role: "alert" });
  const low = endField(say("{label}, from", { label }), scale.keys, error);
  const high = endField(say("{label}, to", { label }), scale.keys, error);
  const remark = h("p", { class: "remark soft" });
  const shown = { low: "", high: "" };
  const clear = () => {
    error.textContent = "";
    for (const input of [low, high]) input.removeAttribute("aria-invalid");
  };
  const take = async () => {
    if (low.value === shown.low && high.value === shown.high) return;
    const answer = await ask({ type: "range", name, low: scale.read(low.value), high: scale.read(high.value) });
    if (answer.ok) clear();
    else {
      error.textContent = complaint(model, answer);
      for (const input of [low, high]) input.setAttribute("aria-invalid", "true");
    }
    if (answer.ok || answer.silent) save({ type: "commit" });
  };
  for (const input of [low, high]) {
    input.addEventListener("change", take);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") take();
    });
  }
  const drop = () => {
    act({ type: "drop", name });
    dropped();
  };
  return {
    element: h(
      "li",
      { "data-range": name },
      h("span", { class: "name" }, label),
      h(
        "span",
        { class: "ends" },
        h("span", { class: "soft" }, say("from")),
        low,
        h("span", { class: "soft" }, say("to")),
        high,
        h("span", { class: "unit soft", "aria-hidden": "true" }, scale.behind()),
      ),
      h(
        "span",
        { class: "actions" },
        smallButton("±10 %", say("{label}: ±10 % around its lever", { label }), () => act({ type: "widen", name })),
        smallButton("×", say("{label}: drop the range", { label }), drop),
      ),
      remark,
      error,
    ),
    /** @param {Range} range */
    show: (range) => {
      for (const [input, end] of /** @type {const} */ ([
        [low, "low"],
        [high, "high"],
      ])) {
        const text = scale.field(range[end]);
        // what somebody is typing stays
        if (document.activeElement !== input || input.value === shown[end]) input.value = text;
        shown[end] = text;
      }
      if (low.value === shown.low && high.value === shown.high) clear(); // of what was refused nothing is left
      remark.textContent = range.remark;
      remark.hidden = !range.remark;
    },
  };
};

/**
 * The list of ranges and what adds to it and empties it: {elements, drop, show()}.
 *
 * @param {Model<"uncertainty">} model
 * @param {Say} say
 * @param {Omit<Doing, "dropped">} doing
 */
export const rangeList = (model, say, doing) => {
  const parameters = model.get("parameters");
  /** @type {Map<string, ReturnType<typeof rangeRow>>} */
  const rows = new Map();
  const list = h("ul", { class: "ranges" });
  const none = h("p", { class: "soft" }, say("No range yet: each parameter is exactly what its lever says."));
  const choice = h("select", { "aria-label": say("Parameter") });
  /** @type {Set<string>} */
  const asked = new Set(); // given a range by a tap that the kernel has not answered yet
  /** The next tap is for the next parameter, however late the answer to this one comes. */
  const widen = async () => {
    const name = choice.value;
    asked.add(name);
    showChoice(model.get("ranges"));
    await doing.act({ type: "widen", name });
    asked.delete(name);
    showChoice(model.get("ranges"));
  };
  const add = h("button", { type: "button", onclick: widen }, say("Give it a range"));
  const adding = h("div", { class: "line" }, choice, add);
  const drop = h(
    "button",
    { type: "button", class: "plain", onclick: () => doing.act({ type: "drop" }) },
    say("Drop all"),
  );
  /** @param {string} name */
  const rowFor = (name) => {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter && !rows.has(name))
      rows.set(name, rangeRow(parameter, model, say, { ...doing, dropped: () => add.focus() }));
    return rows.get(name);
  };
  /** @param {Range[]} ranges */
  const showRows = (ranges) => {
    for (const [name, row] of rows)
      if (!ranges.some((range) => range.name === name)) {
        row.element.remove();
        rows.delete(name);
      }
    ranges.forEach((range, n) => {
      const row = rowFor(range.name);
      row?.show(range);
      if (!row || row.element.isConnected) return;
      const after = ranges
        .slice(n + 1)
        .map(({ name }) => rows.get(name)?.element)
        .find((element) => element?.isConnected);
      list.insertBefore(row.element, after ?? null);
    });
  };
  /** @param {Range[]} ranges */
  const showChoice = (ranges) => {
    const has = (/** @type {string} */ name) => asked.has(name) || ranges.some((range) => range.name === name);
    const free = parameters.filter(({ name }) => !has(name));
    const kept = choice.value;
    choice.replaceChildren(...free.map(({ name, label }) => h("option", { value: name }, label)));
    if (free.some(({ name }) => name === kept)) choice.value = kept;
    adding.hidden = !free.length;
  };
  return {
    elements: [adding, none, list], // what a tap brings comes below the button, which stays under the finger
    drop,
    show: () => {
      const ranges = model.get("ranges");
      showRows(ranges);
      showChoice(ranges);
      drop.hidden = !ranges.length;
      none.hidden = ranges.length > 0;
    },
  };
};
