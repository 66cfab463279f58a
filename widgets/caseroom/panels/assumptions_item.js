import { contestForm } from "./assumptions_form.js";
import { scaleOf } from "./numbers.js";
import { h } from "./shared.js";

/** @type {(effects: Effect[], say: Say) => HTMLElement} */
const effectTable = (effects, say) =>
  h(
    "table",
    { class: "effects" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        [say("Outcome"), say("With the default"), say("With my value")].map((title) =>
          h("th", { scope: "col" }, title),
        ),
      ),
    ),
    h(
      "tbody",
      {},
      effects.map((effect) =>
        h(
          "tr",
          { class: effect.default === effect.mine ? "soft" : null },
          h("th", { scope: "row" }, effect.label),
          h("td", {}, effect.default),
          h("td", {}, effect.mine),
        ),
      ),
    ),
  );

/** @type {(assumption: Assumption) => HTMLElement} */
const sourceOf = ({ grade, evidence, taught, source }) =>
  h(
    "dd",
    {},
    grade && h("span", { class: `evidence grade-${grade.toLowerCase()}` }, `${grade} · ${evidence}`),
    grade && " ",
    taught ? h("span", { class: "taught" }, source) : source,
  );

/**
 * What is supposed, and how it stands `now`.
 *
 * @type {(assumption: Assumption, scale: Scale, now: HTMLElement, say: Say) => HTMLElement}
 */
const facts = (assumption, scale, now, say) => {
  /** @type {(title: string, value: HTMLElement, kind: string) => HTMLElement} */
  const fact = (title, value, kind) => h("div", { class: kind }, h("dt", {}, title), value);
  const range = assumption.choices.length
    ? assumption.choices.map(({ label }) => h("span", { class: "one" }, label))
    : say("{minimum} to {maximum}", {
        minimum: scale.field(assumption.minimum),
        maximum: scale.number(assumption.maximum),
      });
  return h(
    "dl",
    {},
    fact(say("Default"), h("dd", {}, scale.text(assumption.default)), "default"),
    fact(say("Range"), h("dd", {}, range), "range"),
    fact(say("Now"), now, "now"),
    fact(say("Source"), sourceOf(assumption), "source"),
  );
};

/**
 * The reader's own value, as it is kept: {elements, show(contest)}.
 *
 * @param {Assumption} assumption
 * @param {Scale} scale
 * @param {Say} say
 * @param {{ change: () => void, take: () => void, withdraw: () => void }} choices
 */
const objection = (assumption, scale, say, { change, take, withdraw }) => {
  const claim = h("p", { class: "claim" });
  const reason = h("p", { class: "why" });
  const effects = h("div", { class: "scroll" });
  const use = say(assumption.lever ? "Set the lever to my value" : "Calculate with my value");
  const buttons = h(
    "div",
    { class: "actions" },
    h("button", { type: "button", onclick: take }, use),
    h("button", { type: "button", class: "plain", onclick: change }, say("Change")),
    h("button", { type: "button", class: "plain", onclick: withdraw }, say("Withdraw")),
  );
  return {
    elements: [
      claim,
      reason,
      effects,
      h("p", { class: "soft note" }, say("Everything else as the levers stand.")),
      buttons,
    ],
    /** @param {Contest} contest */
    show: (contest) => {
      claim.textContent = say("My value: {value}", { value: scale.text(contest.value) });
      reason.textContent = contest.reason;
      effects.replaceChildren(effectTable(contest.effects, say));
    },
  };
};

/**
 * One assumption: {element, now(value), contest(found)}. While its form is open, nothing that arrives touches it.
 *
 * @param {Assumption} assumption
 * @param {Model<"assumptions">} model
 * @param {Say} say
 * @param {{ ask: Ask, act: Act, save: Save }} doing
 */
export const assumptionItem = (assumption, model, say, doing) => {
  const { name, label } = assumption;
  const scale = scaleOf(assumption, model.get("lang"));
  const now = h("dd");
  const mine = h("div", { class: "mine", hidden: true });
  /** @type {Contest | null} */
  let contest = null;
  let editing = false;
  const leave = () => {
    editing = false;
    showMine();
    (contest ? mine.querySelector("button") : start)?.focus();
  };
  const edit = () => {
    editing = true;
    const form = contestForm(model, say, doing, { assumption, scale, contest }, leave);
    mine.replaceChildren(form.element);
    mine.hidden = false;
    start.hidden = true;
    form.focus();
  };
  const start = h(
    "button",
    { type: "button", class: "plain", "aria-label": say("Contest: {label}", { label }), onclick: edit },
    say("Contest"),
  );
  const kept = objection(assumption, scale, say, {
    change: edit,
    take: () => doing.act({ type: "take", name }),
    withdraw: async () => {
      await doing.act({ type: "withdraw", name });
      start.focus();
    },
  });
  const showMine = () => {
    if (editing) return;
    mine.hidden = !contest;
    start.hidden = Boolean(contest);
    if (!contest) return mine.replaceChildren();
    kept.show(contest);
    // only where it is not there yet: a button keeps the focus
    if (mine.firstChild !== kept.elements[0]) mine.replaceChildren(...kept.elements);
  };
  return {
    element: h("li", { "data-assumption": name }, h("h4", {}, label), facts(assumption, scale, now, say), start, mine),
    /** @param {number} value */
    now: (value) => {
      now.textContent = scale.text(value);
      now.classList.toggle("moved", Math.abs(value - assumption.default) > 1e-9);
    },
    /** @param {Contest | null} found */
    contest: (found) => {
      contest = found;
      showMine();
    },
  };
};
