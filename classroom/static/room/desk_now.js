import { tableOf } from "./blocks_table.js";
import { caseAt, stepIn, worksIn } from "./case_way.js";
import { isHeld, secondsLeft, written } from "./clock.js";
import { act, desk, stepOn } from "./desk_doing.js";
import { endClass } from "./desk_end.js";
import { plainWords, putText } from "./desk_kit.js";
import { h, say } from "./nodes.js";
import { partsOf } from "./screen_fit.js";

// The phase that the room is in: its clock, the way on, and what the trainer sees and says now.

export const makeNow = () => {
  const kicker = h("p", { class: "kicker" });
  const name = h("h1", { id: "now-title" });
  const clock = h("p", { class: "clock", role: "timer", "aria-label": say("Time left") });
  const state = h("p", { class: "state", role: "status" });
  const steer = makeSteering();
  const time = makeTime();
  const count = makeCount();
  const beside = makeBeside();
  const script = makeScript();
  const parts = makeParts(() => script.show(desk.view));
  const atHand = h("div", { class: "at-hand" });

  const tick = () => {
    const left = secondsLeft();
    const over = left === 0 && !desk.view.closed;
    clock.hidden = left === null;
    putText(clock, left === null ? "" : written(left));
    clock.classList.toggle("soon", left !== null && left <= 30);
    clock.classList.toggle("held", isHeld());
    const last = desk.view.at + 1 >= desk.view.agenda.length;
    const sentence = isHeld()
      ? say("The clock is held.")
      : !over
        ? ""
        : desk.view.goes_on && !last
          ? say("The time is up. The room goes on by itself.")
          : say("The time is up. The room waits until you go on.");
    putText(state, sentence);
    steer.tick(left);
  };
  setInterval(tick, 250);

  const element = h(
    "section",
    { class: "now", id: "now", "aria-labelledby": "now-title" },
    h("div", { class: "phase" }, h("div", {}, kicker, name), clock),
    state,
    steer.element,
    time.element,
    count.element,
    beside.element,
    parts.element,
    script.element,
    atHand,
    script.folds,
  );
  return {
    element,
    atHand, // a place for what the trainer works with in this phase, under what is said
    /** @param {DeskView} view */
    show(view) {
      putText(kicker, say("Phase {n} of {of}", { n: view.phase.n, of: view.phase.of }));
      putText(name, view.agenda[view.at].name);
      for (const part of [steer, time, count, beside, script]) part.show(view);
      tick();
    },
  };
};

/** Back and on. On a phone it stays at the lower edge. */
const makeSteering = () => {
  const back = h("button", { type: "button", class: "back", onclick: () => stepOn("back") }, say("Back"));
  const what = h("span", { class: "what" });
  const follows = h("b");
  const next = h("button", { type: "button", class: "primary next" }, what, " ", follows);
  next.addEventListener("click", () => (desk.view.at + 1 < desk.view.agenda.length ? stepOn("next") : endClass()));
  const small = h("span", { class: "small-clock", "aria-hidden": "true" });
  return {
    element: h("div", { class: "steer" }, back, small, next),
    /** @param {number | null} left */
    tick(left) {
      putText(small, left === null ? "" : written(left));
    },
    /** @param {DeskView} view */
    show({ agenda, at }) {
      back.disabled = at === 0;
      putText(what, at + 1 < agenda.length ? say("Next:") : say("This was the last phase:"));
      putText(follows, at + 1 < agenda.length ? agenda[at + 1].name : say("End the class"));
    },
  };
};

const makeTime = () => {
  const hold = h("button", { type: "button", class: "hold" });
  hold.addEventListener("click", () => act({ do: desk.view.clock.held ? "go_on" : "hold" }));
  const minute = (/** @type {number} */ minutes, /** @type {string} */ text) =>
    h("button", { type: "button", onclick: () => act({ do: "extend", minutes }) }, text);
  const less = minute(-1, say("− 1 min"));
  const goesOn = h("input", { type: "checkbox", id: "goes-on" });
  goesOn.addEventListener("change", () => act({ do: "switch", goes_on: goesOn.checked }));
  const undoText = h("span");
  const undo = h("button", { type: "button", class: "plain undo", onclick: () => act({ do: "undo" }, say("Undone.")) });
  undo.append(say("Undo"), undoText);
  return {
    element: h(
      "div",
      { class: "time" },
      hold,
      less,
      minute(1, say("+ 1 min")),
      undo,
      h("label", { class: "tick" }, goesOn, say("The room goes on by itself when the time is up")),
    ),
    /** @param {DeskView} view */
    show({ clock, goes_on, undo: last }) {
      undo.hidden = !last;
      putText(undoText, last);
      putText(hold, clock.held ? say("Let the clock run") : say("Hold the clock"));
      hold.disabled = less.disabled = clock.left === null;
      goesOn.checked = goes_on;
    },
  };
};

/** What the button says that puts more beside what is on the screen, and what it says while that is there. @type {Record<string, [string, string]>} */
const BESIDE = {
  right: ["Mark the right answer", "Show the answers without a mark"],
  order: ["Show the model's order beside ours", "Show our order alone"],
  by_guess: ["Show how low and high guesses decided: {title}", "Show the decision alone"],
  by_answer: ["Show how each first answer decided: {title}", "Show the decision alone"],
};

/** Where answers are on the screen, which is right; where an order is, the model's beside it; where the decision is, what had been guessed first. */
const makeBeside = () => {
  const button = h("button", { type: "button" });
  const lacks = h("span", { class: "note" });
  const element = h("p", { class: "beside" }, button, " ", lacks);
  const there = () => desk.view.put !== null && desk.view.put.kind === desk.view.beside?.kind;
  button.addEventListener("click", () => act({ do: "show", reveal: there() ? null : desk.view.beside }));
  return {
    element,
    /** @param {DeskView} view */
    show({ beside, beside_of, beside_number, beside_lacks, phase, closed }) {
      element.hidden = !beside || closed || phase.reveal === beside.kind;
      const kind = beside?.kind === "by_guess" && !beside_number ? "by_answer" : (beside?.kind ?? "");
      if (beside) putText(button, say(BESIDE[kind][Number(there())], { title: beside_of }));
      button.setAttribute("aria-pressed", String(there()));
      button.disabled = beside_lacks !== "" && !there(); // the class need not see that there is nothing to see
      putText(lacks, beside_lacks);
    },
  };
};

const LOOK = 2000; // ms between two looks whether a page of the projector is still there

/** Whether somebody has turned over what the projector shows in parts, and so knows how. */
let turnedOver = false;

/**
 * Where the projector's page of this browser shows something in parts: the next one, from here. `learnt()`: somebody has
 * turned them over for the first time.
 *
 * @type {(learnt: () => void) => { element: HTMLElement }}
 */
const makeParts = (learnt) => {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(partsOf(desk.view.code)) : null;
  const button = h("button", { type: "button" }, say("Show the next part on the projector"));
  const place = h("span", { class: "note" });
  const element = h("p", { class: "beside", hidden: true }, button, " ", place);
  let unanswered = false;
  button.addEventListener("click", () => channel?.postMessage("turn"));
  channel?.addEventListener("message", ({ data }) => {
    if (typeof data !== "object") return;
    element.hidden = !data.parts;
    unanswered = false;
    if (data.gone) channel.postMessage("look"); // another page of the projector may be there
    if (!data.parts) return;
    if (data.turned && !turnedOver) {
      turnedOver = true;
      learnt();
    }
    putText(
      button,
      data.again ? say("Show the first part again on the projector") : say("Show the next part on the projector"),
    );
    putText(place, data.n ? say("Page {n} of {of}", data) : "");
  });
  channel?.postMessage("ask");
  setInterval(() => {
    if (element.hidden) return;
    element.hidden = unanswered; // a page that was killed says no goodbye
    unanswered = true;
    channel?.postMessage("look");
  }, LOOK);
  return { element };
};

const makeCount = () => {
  const words = h("p");
  const bar = h("progress", { "aria-hidden": "true" });
  const element = h("div", { class: "count" }, words, bar);
  return {
    element,
    /** @param {DeskView} view */
    show({ phase, count, worked, tallies }) {
      element.hidden = !phase.asks && !worked;
      if (worked) {
        bar.max = Math.max(1, worked.of);
        bar.value = Math.min(worked.done, bar.max);
        const said = phase.per_table
          ? say("{done} of {of} tables have moved their levers", worked)
          : say("{done} of {of} have pinned a scenario", worked);
        return putText(words, said);
      }
      const byHand = Object.values(tallies[phase.id] ?? {}).reduce((sum, n) => sum + n, 0);
      const known = { answered: count.answered - byHand, people: count.people, n: byHand };
      bar.max = Math.max(1, count.people);
      bar.value = Math.min(known.answered, bar.max);
      putText(
        words,
        phase.per_table
          ? say("{answered} of {people} tables have answered", known)
          : byHand
            ? say("{answered} of {people} have answered, {n} more are counted by hand", known)
            : say("{answered} of {people} have answered", known),
      );
    },
  };
};

/** @type {(...sentences: (string | false)[]) => string} */
const sentencesOf = (...sentences) => sentences.filter(Boolean).join(desk.view.lang === "zh" ? "" : " ");

/** Whose pairs a reveal of who knew what leaves out. @type {(showing: DeskView["showing"]) => string[]} */
const leftOut = (showing) => {
  const [block] = showing?.blocks ?? [];
  return block?.type === "facts" ? block.unplayed : [];
};

/**
 * What a guide's words, which serve a class without phones too, ask for in vain here; words that are written phase by
 * phase do not.
 *
 * @param {RoomPhase} phase
 * @param {boolean} ofPhase
 * @param {boolean} picked  whether any of the words that a reveal shows is picked
 * @param {string[]} unplayed  whose pairs are not shown
 */
const withPhones = ({ kind, asks, reveal }, ofPhase, picked, unplayed) => {
  if (!ofPhase && ["lobby", "read", "roles"].includes(kind))
    return say("In a room with phones, seats and private briefs come to the phones: you hand nothing out.");
  if (!ofPhase && asks)
    return say(
      "In a room with phones, the phones take the answers: you need no paper, no show of hands and no tally on the board.",
    );
  if (reveal === "cards" && picked) return ""; // somebody who has done so knows how
  if (reveal === "cards")
    return sentencesOf(
      say("The projector shows the words that you pick here under “Words from the room”."),
      say("Nothing is on it before you pick."),
    );
  if (reveal === "who_knew")
    return sentencesOf(
      !turnedOver &&
        say(
          "The projector shows one pair of roles after the other, first what each knew and then how it fits together: to go on, press the space bar on its page, or the button here if this browser has that page open.",
        ),
      unplayed.length > 0 &&
        say("Not on the projector, for nobody plays one of the two: {pairs}.", {
          pairs: unplayed.join(desk.view.lang === "zh" ? "；" : "; "),
        }),
    );
  return kind === "reveal" && !ofPhase
    ? say("In a room with phones, the projector shows this: you write nothing on the board.")
    : "";
};

/** The case at the place where the phase works in it, open as far as the class is, for the projector. @type {(view: DeskView) => Child} */
const caseHere = (view) => {
  if (!worksIn(view.phase)) return null;
  const href = `${caseAt(view, desk.base)}&room=${view.code}#${stepIn(view.phase)}`;
  return h("p", {}, h("a", { href, target: "caseroom-shown" }, say("Open this place of the case, to show it")));
};

/** A paragraph of the guide, or a table as it is written there; what is bold in a table stands out. @type {(text: string) => HTMLElement} */
const ofGuide = (text) => {
  if (!text.startsWith("|")) return h("p", {}, plainWords(text));
  const [head, , ...rows] = text.split("\n").map((line) => line.replace(/^\||\|$/g, "").split("|"));
  const plain = (/** @type {string[]} */ cells) => cells.map((cell) => plainWords(cell.trim()));
  const most = rows.map((cells) => cells.flatMap((cell, n) => (cell.includes("**") ? [n] : [])));
  return h("div", { class: "of-guide", tabindex: "0" }, tableOf(plain(head ?? []), rows.map(plain), "shown", { most }));
};

/** What to see and to say, by the guide; where no guide says it, what the phones say. */
const makeScript = () => {
  const element = h("div", { class: "script" });
  const folds = h("div", { class: "script-folds" });
  let shown = "";
  const part = (/** @type {string} */ title, /** @type {string} */ text, kind = "") =>
    text && h("div", { class: kind }, h("h2", {}, title), h("p", {}, plainWords(text)));
  const fold = (/** @type {string} */ title, /** @type {boolean} */ open, /** @type {Child[]} */ ...content) =>
    h("details", { open }, h("summary", {}, title), h("div", {}, ...content));
  return {
    element,
    folds,
    /** @param {DeskView} view */
    show({ phase, at, agenda, cards, showing }) {
      const { row, told, lacks } = agenda[at];
      const picked = cards.some(({ shown, question }) => shown && question === phase.of_question);
      const question = phase.question;
      const unplayed = leftOut(showing);
      const now = JSON.stringify([
        row,
        told,
        lacks,
        question,
        phase.text,
        at,
        agenda.length,
        picked,
        turnedOver,
        unplayed,
      ]);
      if (now === shown) return; // somebody may be reading, or have marked a word
      shown = now;
      const words = row?.say ?? [];
      const hint = row && withPhones(phase, row.of_phase, picked, unplayed);
      const asked = question && [question.title, question.prompt].filter(Boolean).join("\n");
      element.replaceChildren(
        ...[
          at === 0 &&
            part(
              say("How to begin"),
              say(
                "Open the projector's page and put it on the wall: people join by the code or the picture that it shows. When they have come, press Next. You can always go back.",
              ),
            ),
          lacks && h("p", { class: "lacks" }, lacks),
          agenda[at].stretch.kept &&
            h(
              "p",
              { class: "soft" },
              say("No picture follows of these answers: the case tells people what there is to say to their own."),
            ),
          hint && h("p", { class: "soft with-phones" }, hint),
          row && part(say("See"), row.see),
          caseHere(desk.view),
          ...words.map(({ aloud, text }) => part(aloud ? say("Say") : say("For you"), text, aloud ? "aloud" : "")),
          row && words.length === 0 && h("p", { class: "soft" }, say("The guide has no words for this phase.")),
        ].filter((one) => one instanceof Node),
      );
      folds.replaceChildren(
        ...[
          told.length > 0 && fold(say("What the guide says about it"), false, ...told.map(ofGuide)),
          fold(
            say("What the phones show"),
            words.length === 0,
            ...[phase.text, asked].map((text) => text && h("p", { class: "soft" }, plainWords(text))),
          ),
        ].filter((one) => one instanceof Node),
      );
    },
  };
};
