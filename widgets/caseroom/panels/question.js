import { choicePart, sortingPart } from "./question_choices.js";
import { foldOf, foldOthers } from "./question_fold.js";
import { drawingPart } from "./question_drawing.js";
import { rankingPart } from "./question_ranking.js";
import { pinsBlock } from "./question_pins.js";
import { paragraphs, resultBlock } from "./question_result.js";
import { fieldsPart, numberPart } from "./question_texts.js";
import { announce, clock, h, saver, speaker, statusLine, uniqueId } from "./shared.js";
import { unsent } from "./unsent.js";

const PAUSE_BEFORE_SAVING = 800; // ms without typing
const A_SECOND_PRESS = 700; // ms after the first
/** @type {Record<string, string>} */
const KICKERS = { predict: "Predict", decision: "Decide" };
/** @type {Record<string, string[]>} */
const BUTTONS = {
  predict: ["Lock my prediction"],
  decision: ["Decide now", "Decide again"],
  text: ["Hand in", "Hand in again"],
  design: ["Hand in", "Hand in again"],
};
/** @type {Record<string, string>} */
const SEALS = {
  predict: "Locked {time}",
  decision: "Decided {time}",
  text: "Handed in {time}",
  design: "Handed in {time}",
};
/** @type {Record<string, string>} */
const PENDING = {
  decision: "You have changed this since. The change counts once you press “Decide again”.",
  text: "You have changed this since. The change counts once you press “Hand in again”.",
  design: "You have changed this since. The change counts once you press “Hand in again”.",
};
/** @type {Record<PartName, MakePart>} */
const PARTS = {
  choice: choicePart,
  number: numberPart,
  curve: drawingPart,
  order: rankingPart,
  sorted: sortingPart,
};

/**
 * The draft is saved when nothing has changed for a while: {line, changed(), sendPending(), left(), handedIn()}.
 *
 * @param {Model<"question">} model
 * @param {() => Partial<Work>} work
 */
const keepDraft = (model, work) => {
  const { id, fields, kind } = model.get("question");
  /** @type {ReturnType<typeof unsent<Partial<Work>>>} */
  const kept = unsent(id);
  const line = statusLine({ quiet: true });
  const say = speaker(model);
  /** @type {Tell} */
  const show = (how, sentence) =>
    line.show(
      how,
      how === "saved" && kind === "predict" ? say("Your draft is saved. It is not locked yet.") : sentence,
    );
  // Where there is nothing to write, "saved" would sound like "checked": only trouble is told.
  const save = saver(model, (how, sentence) =>
    fields.length || how === "failed" ? show(how, sentence) : line.show("", ""),
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const send = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (model.get("state").final) return;
    const sent = work();
    if ((await save({ type: "draft", work: sent })).ok) kept.drop(sent);
  };
  return {
    line: line.element,
    /** What an earlier page of this tab could not send. */
    left: kept.get,
    /** @param {Partial<Work>} sent */
    handedIn: (sent) => kept.drop(sent),
    changed: () => {
      kept.put(work());
      clearTimeout(timer);
      timer = setTimeout(send, PAUSE_BEFORE_SAVING);
    },
    sendPending: () => timer !== undefined && send(),
  };
};

/**
 * To what there is now to read, without a jump where it is in sight already.
 *
 * @param {HTMLElement} result
 */
const arriveAt = (result) => {
  result.focus({ preventScroll: true });
  result.scrollIntoView({ block: "nearest" });
};

/**
 * The buttons below the parts: {element, show(state)}.
 *
 * @param {Question} question
 * @param {Say} say
 * @param {() => void} reveal
 */
const actionBar = (question, say, reveal) => {
  const primary = h("button", { type: "submit", class: "primary" });
  const answer = h("button", { type: "button", onclick: reveal }, say("Show the answer"));
  const [first, again] = BUTTONS[question.kind] ?? ["Check"];
  return {
    element: h(
      "div",
      { class: "actions" },
      question.kind === "predict" && h("p", { class: "soft once" }, say("Once locked, it cannot be changed.")),
      primary,
      answer,
    ),
    /** @param {QuestionState} state */
    show: (state) => {
      primary.textContent = say(state.done && again ? again : first);
      answer.hidden = !state.may_reveal;
    },
  };
};

/**
 * The card around the form and what comes of it.
 *
 * @type {(question: Question, say: Say, seal: HTMLElement, content: HTMLElement[]) => HTMLElement}
 */
const cardAround = (question, say, seal, content) => {
  const heading = h("h3", { id: uniqueId("title") }, question.title);
  return h(
    "section",
    { class: "card", "aria-labelledby": heading.id, "data-question": question.id, "data-kind": question.kind },
    h("p", { class: "kicker" }, h("span", {}, say(KICKERS[question.kind] ?? "Exercise")), seal),
    heading,
    h("div", { class: "prompt" }, paragraphs(question.prompt)),
    question.hint ? h("details", { class: "hint" }, h("summary", {}, say("Hint")), paragraphs(question.hint)) : null,
    content,
  );
};

/** @type {Panel<"question">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    const question = model.get("question");
    const helpId = uniqueId("help");
    const submission = statusLine({ id: helpId });
    const save = saver(model, submission.show);
    const draft = keepDraft(model, () => work());
    const given = {
      question,
      longest: model.get("longest"),
      helpId,
      changed: draft.changed,
      say,
      lang: model.get("lang"),
    };
    /** "Not yet" is said of the order that was handed in, and not of the one in the making. */
    const reordered = () => {
      draft.changed();
      result.outdated(true);
    };
    const answered = question.parts.map((part) =>
      PARTS[part](part === "order" ? { ...given, changed: reordered } : given),
    );
    const texts = fieldsPart(given);
    const parts = [...answered, texts];
    const pins = pinsBlock(model, say);
    const openBefore = h("p", { class: "soft" });
    const showOpen = () => {
      openBefore.textContent = model.get("open_before");
      openBefore.hidden = !openBefore.textContent;
    };
    const work = () => Object.assign({}, ...parts.map((part) => part.read()));

    let warned = 0; // when it was said that a text is empty
    /**
     * Says once that the text that is asked for is empty, beside it; a second press hands in without. Two quick taps
     * are one press.
     */
    const stopsAtEmpty = () => {
      const areas = [...form.querySelectorAll("textarea")];
      const empty = areas.find((area) => area.dataset.optional === undefined && !area.value.trim());
      const { number } = work();
      const isWhole = !form.querySelector(".choices:not(:has(:checked))") && number !== "";
      const isAnswered = question.parts.length > 0 || areas.some((area) => area.value.trim());
      if (!empty || !isWhole || !isAnswered) return false;
      if (warned) return Date.now() - warned < A_SECOND_PRESS;
      warned = Date.now();
      const sentence = "“{label}”: still empty. Write it now, or press the button again to hand in without it.";
      const label = empty.labels?.[0].textContent ?? "";
      empty.before(submission.element);
      submission.show("failed", say(sentence, { label }));
      empty.addEventListener("input", found, { once: true });
      empty.focus({ preventScroll: true });
      submission.element.scrollIntoView({ block: "center" });
      return true;
    };
    /** @param {Event} event */
    const submit = async (event) => {
      event.preventDefault();
      draft.sendPending();
      if (stopsAtEmpty()) return;
      if (warned) found();
      const sent = work();
      const answer = await save({ type: "submit", work: sent });
      if (answer.ok) {
        draft.handedIn(sent);
        result.outdated(false);
        submission.show("", "");
        foldOthers(card);
        if (model.get("state").final) arriveAt(result.element);
        else result.element.scrollIntoView({ block: "nearest" });
      } else if (answer.refused) missing();
    };
    /** What was refused for want of a choice is said above the choices, where the reader then is. */
    const missing = () => {
      const empty = /** @type {HTMLFieldSetElement | null} */ (form.querySelector(".choices:not(:has(:checked))"));
      if (!empty) return;
      empty.dataset.missing = "";
      empty.before(submission.element);
      empty.querySelector("input")?.focus();
      empty.addEventListener("change", found, { once: true });
    };
    const found = () => {
      for (const choices of form.querySelectorAll("[data-missing]")) choices.removeAttribute("data-missing");
      submission.show("", "");
      actions.element.after(submission.element);
    };
    const reveal = async () => {
      const answer = await save({ type: "reveal" });
      if (answer.ok) arriveAt(result.element);
    };
    /**
     * Enter in a line would lock a prediction by mistake.
     *
     * @param {KeyboardEvent} event
     */
    const noEnter = (event) => {
      const inLine = event.target instanceof HTMLInputElement;
      if (event.key === "Enter" && inLine && question.kind in KICKERS) event.preventDefault();
    };

    const seal = h("span", { class: "seal" });
    const actions = actionBar(question, say, reveal);
    // Both lines stand below the buttons: one that appears above would push a button from under the finger.
    const form = h(
      "form",
      { novalidate: true, onsubmit: submit, onfocusout: draft.sendPending, onkeydown: noEnter },
      openBefore,
      answered.map((part) => part.element),
      pins.element,
      texts.element,
      actions.element,
      submission.element,
      draft.line,
    );
    const pending = h("p", { class: "pending", hidden: true });
    form.append(pending);
    const result = resultBlock(model);
    const card = cardAround(question, say, seal, [form, result.element]);
    const fold = foldOf(card, question.kind, say);
    const update = () => {
      const now = model.get("state");
      const time = now.at ? clock(now.at) : "";
      seal.textContent = now.done && SEALS[question.kind] ? say(SEALS[question.kind], { time }) : "";
      card.toggleAttribute("data-done", now.done); // the page counts it
      card.toggleAttribute("data-tried", !now.done && now.feedback?.tone === "wrong");
      actions.show(now);
      pending.hidden = !now.pending;
      if (now.pending) pending.textContent = say(PENDING[question.kind]);
      if (now.final) {
        for (const part of parts) {
          part.write(now.work);
          part.lock();
        }
        for (const gone of [actions.element, draft.line, submission.element]) gone.remove();
      }
      result.show(now);
      fold.show(now);
    };

    el.classList.add("caseroom-panel", "cr-question");
    el.append(card);
    const left = model.get("state").final ? null : draft.left();
    for (const part of parts) part.write({ ...model.get("state").work, ...left });
    update();
    pins.show();
    showOpen();
    if (left) draft.changed();
    model.on("change:state", update);
    model.on("change:pins", pins.show);
    model.on("change:open_before", showOpen);
    addEventListener("pagehide", draft.sendPending);
    announce(el);
    return () => {
      fold.away();
      draft.sendPending();
      model.off("change:state", update);
      model.off("change:pins", pins.show);
      model.off("change:open_before", showOpen);
      removeEventListener("pagehide", draft.sendPending);
    };
  },
};
