import { drawingPart } from "./answer_drawing.js";
import { choicePart, numberPart, sortedPart, weightsPart, wordsPart } from "./answer_parts.js";
import { rankingPart } from "./answer_ranking.js";
import { askedIn, askedInShort, shownAnswer } from "./answer_shown.js";
import { forgetDraft, keepDraft, ownDraft, recallDraft } from "./kept.js";
import { Refused, send } from "./live.js";
import { h, say } from "./nodes.js";

// A question of a phase: a draft that survives a reload, handed in once. "Saved" stands there when the server said so.

/** @type {Record<string, MakeRoomPart>} */
const PARTS = {
  choice: choicePart,
  number: numberPart,
  curve: drawingPart,
  order: rankingPart,
  sorted: sortedPart,
  weights: weightsPart,
};
/** By what is asked before it is sent: the sentence, and what the button says then. @type {Record<string, [sentence: string, does: string]>} */
const DOUBTS = {
  order: [
    "You have moved nothing: this order was made by chance, and it is not sent yet. Is it your own order?",
    "Yes, hand in this order",
  ],
  reason: ["You have written no reason. Hand in without a reason?", "Yes, hand in without a reason"],
};
const AGAIN = 3_000; // ms until what did not pass is sent again

/** @type {(title: string, content: HTMLElement[]) => HTMLElement} */
const foldedAway = (title, content) => h("details", { class: "before" }, h("summary", {}, title), ...content);

/** What is compared: an answer without what is empty, in one order. @param {any} answer */
const core = (answer) => {
  const { choice, number, curve, order, sorted, weights, fields = {} } = answer ?? {};
  const pairs = (/** @type {object | undefined} */ all) => all && Object.entries(all).sort();
  const written = Object.entries(fields).filter(([, text]) => String(text).trim());
  return JSON.stringify([choice, number, curve, order, pairs(sorted), pairs(weights), written.sort()]);
};

/**
 * The question of one phase. `name` is that under which the draft is kept; `about` says what is asked, and `left` is what
 * was written to it in another phase and never handed in; `handedIn(answer)` tells of the answer that counts, `tooLate()`
 * where the phase was over before the answer came.
 *
 * @param {{ base: string, name: string, about: string, phase: RoomPhase, question: RoomQuestion, before: RoomAnswer | null,
 *   left: import("./kept.js").Draft | null,
 *   handedIn: (answer: RoomAnswer) => void, tooLate: () => void, leave: () => void }} given
 */
export const answerForm = ({ base, name, about, phase, question, before, left, handedIn, tooLate, leave }) => {
  let waits = false; // pressed, and not answered by the server yet
  let sending = false; // a request is on its way
  let done = false; // the server has told what counts
  /** What was asked about what stands here: an order that nobody has made, a decision without a reason. @type {Set<string>} */
  const doubts = new Set();
  let timer = 0;
  const said = h("p", { class: "state", role: "status" });
  const press = h("button", { type: "submit", class: "primary" }, say("Hand in"));
  const parts = [...question.parts.map((part) => PARTS[part]), wordsPart].map((make) =>
    make(question, () => changed()),
  );
  const fieldset = h("fieldset", { class: "parts" }, ...parts.map(({ element }) => element));

  const draft = () => Object.assign({}, ...parts.map((part) => part.read()));
  const changed = () => {
    keepDraft(name, { draft: draft(), about });
    tellState("");
  };
  const tellState = (/** @type {string} */ sentence, state = "") => {
    said.textContent = sentence;
    said.dataset.state = state;
    press.textContent = say("Hand in");
  };
  /** Asks once, over the button, which then says what its second press does. */
  const ask = (/** @type {string} */ doubt) => {
    doubts.add(doubt);
    const [sentence, does] = DOUBTS[doubt];
    tellState(say(sentence), "asks");
    press.textContent = say(does);
    press.scrollIntoView({ block: "nearest" }); // what was said has moved it down
  };
  /** What is not certain to be meant; "" where nothing is, or where it was asked. */
  const doubted = () => {
    if (!before && !offered && recallDraft(name)?.begun && !doubts.has("order")) {
      keepDraft(name, { draft: draft(), about, begun: true, pressed: true });
      return "order";
    }
    const { fields = {} } = draft();
    const reasons = Object.values(fields).map(String);
    const bare = phase.kind === "decide" && reasons.length > 0 && !reasons.some((text) => text.trim());
    return bare && !doubts.has("reason") ? "reason" : "";
  };
  const lock = (/** @type {boolean} */ on) => {
    waits = on;
    if (on && fieldset.contains(document.activeElement)) press.focus(); // what is disabled loses the focus
    fieldset.disabled = on;
    fieldset.classList.toggle("locked", on);
    press.setAttribute("aria-disabled", String(on));
  };

  const go = async () => {
    clearTimeout(timer);
    if (sending || done) return;
    sending = true;
    const { typed: _, ...answer } = draft();
    keepDraft(name, { draft: draft(), about, sent: true }); // a reload sends it again
    lock(true);
    if (said.dataset.state !== "waits") tellState(say("Your answer is being sent."), "sends");
    try {
      const { answer: counts } = await send(`${base}room/answer`, { phase: phase.id, answer }, 1);
      if (!done) handedIn(counts);
    } catch (error) {
      if (!done) failed(error);
    }
    sending = false;
  };
  const failed = (/** @type {unknown} */ error) => {
    const refused = error instanceof Refused ? error : null;
    if (refused?.reason === "no_seat") return leave();
    if (refused?.reason === "phase_over" || refused?.reason === "ended") tooLate();
    if (refused && !["busy", "disk"].includes(refused.reason) && !/^5/.test(refused.reason)) {
      lock(false);
      keepDraft(name, { draft: draft(), about });
      return tellState(
        refused.message || say("The server did not take that. Reload the page and try again."),
        "failed",
      );
    }
    tellState(
      refused?.message ||
        say(
          "Your answer is not saved yet: there is no connection. It stays on this phone and is sent by itself as soon as the connection is back. Keep this page open.",
        ),
      "waits",
    );
    timer = window.setTimeout(go, AGAIN);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (waits) return;
    const wanting = parts.find((part) => part.missing());
    press.before(said);
    if (!wanting) {
      const doubt = doubted();
      return doubt ? ask(doubt) : void go();
    }
    wanting.element.after(said); // beside what is wrong: a phone's keyboard covers what is further down
    tellState(wanting.missing(), "failed");
    wanting.first()?.focus();
  };

  const element = h(
    "form",
    { class: "question card", novalidate: true, onsubmit: submit },
    ...(before?.choice
      ? [foldedAway(say("The question again"), askedIn(question))] // it was read, and the choices fit
      : phase.kind === "decide"
        ? askedInShort(question)
        : askedIn(question)),
    before && foldedAway(say("What you answered before"), [shownAnswer(question, before)]),
    fieldset,
    said,
    press,
  );
  const kept = recallDraft(name);
  const offered = kept ? null : left;
  const drafted = kept?.draft ?? offered?.draft ?? (question.parts.includes("order") ? before : null);
  if (drafted) for (const part of parts) part.write(drafted);
  if (question.parts.includes("order") && !kept) keepDraft(name, { draft: draft(), about, begun: true }); // one order by chance, not another after a reload
  if (offered) fieldset.before(h("p", { class: "offered" }, say("You wrote this earlier and did not hand it in.")));
  if (kept?.sent) go();
  else if (kept?.begun && kept.pressed) ask("order");
  return {
    element,
    /** The connection is back. */
    retry: () => waits && said.dataset.state === "waits" && go(),
    /** It is saved: nothing more is sent. */
    stop: () => {
      done = true;
      clearTimeout(timer);
    },
    /** Whether somebody wrote something here that is neither handed in nor on its way. */
    unsent: () => {
      const written = recallDraft(name);
      return Boolean(written && !written.begun && !written.sent);
    },
    /** Whether an order that nobody has made was to be handed in, and was not confirmed. */
    unconfirmed: () => {
      const written = recallDraft(name);
      return Boolean(written?.begun && written.pressed && !written.sent);
    },
  };
};

/** Whether this tab had written something else than what counts; its draft is done with. @type {(name: string, counts: RoomAnswer) => boolean} */
export const settled = (name, counts) => {
  const kept = ownDraft(name);
  forgetDraft(name);
  return Boolean(kept && !kept.begun && core(kept.draft) !== core(counts));
};
