import { answerForm, settled } from "./answer_form.js";
import { askedIn, askedInShort, shownAnswer } from "./answer_shown.js";
import { isHeld, secondsLeft, setClock, written } from "./clock.js";
import { makeCutOff } from "./cut_off.js";
import {
  draftName,
  forgetAbout,
  forgetDraft,
  forgetDrafts,
  forgetOtherRooms,
  keep,
  neverHandedIn,
  ownDraft,
  recall,
  recallDraft,
} from "./kept.js";
import { follow, send } from "./live.js";
import { given, h, say, the } from "./nodes.js";
import { drawSmall, fold } from "./phone_blocks.js";
import { handing, handsCard, standsCard } from "./phone_hands.js";
import {
  briefCard,
  caseLink,
  firstGuesses,
  leversAgain,
  ownAnswers,
  tableCard,
  waysBack,
  whatWasFound,
} from "./phone_parts.js";
import { labelled, nameAndOffice } from "./wording.js";
import { codeCard, codeToWriteDown } from "./return_code.js";

// The student's room: one thing at a time. Each place of the page is drawn anew only when what it shows has changed, so
// that a view that arrives disturbs nobody who writes.

/** @type {PhoneView} */
let view = given("view");
const { base = "/" } = document.body.dataset;
/** @type {Record<string, string>} */
const languageNames = given("given");
const LAST_MINUTE = 60; // seconds

// The places of the page

const place = (/** @type {string} */ name, properties = {}) => h("div", { class: name, ...properties });
const time = h("span", { class: "time", role: "timer" });
const heading = h("h1", { tabindex: "-1" });
const [kicker, text] = [h("p", { class: "kicker" }), h("p", { class: "what" })];
const announced = h("p", { class: "visually-hidden", role: "status" });
const [timeUp, news] = [place("time-up", { role: "status" }), place("news", { role: "status" })];
const notes = place("notes", { role: "status" });
const stands = place("standing");
const [code, hands, work, own, guessed, link, shown, count] = [
  "code",
  "in-hand",
  "work",
  "own",
  "guessed",
  "link",
  "shown",
  "count",
].map((name) => place(name));
const [mates, papers, roles, promise] = ["mates", "papers", "roles", "promise"].map((name) => place(name));
const rolesFold = h("details", { class: "fold" }, h("summary", {}, say("Your role, only for you")), roles);
const promiseFold = h("details", { class: "fold" }, h("summary", {}, say("Who sees your answers")), promise);
const help = h("button", { type: "button", class: "help", "aria-pressed": "false", onclick: () => callForHelp() });
const helpSaid = h("p", { class: "soft", role: "status" });
const lost = makeCutOff();
const language = h("button", { type: "button", class: "language", onclick: () => speakTheOther() });
const about = place("about", {});

about.append(mates, papers, rolesFold, promiseFold, help, helpSaid);
document.body.prepend(
  h("header", { class: "top" }, h("p", { class: "case" }, view.title), time, language, lost.element),
);
the("main").append(
  code,
  notes,
  news,
  kicker,
  heading,
  text,
  announced,
  timeUp,
  hands,
  work,
  count,
  link,
  stands,
  shown,
  own,
  guessed,
  about,
);

/** @type {Map<Element, string>} */
const drawn = new Map();
/**
 * Draws what stands in a place, where what it is made from has changed.
 *
 * @type {(where: HTMLElement, from: unknown, make: () => (Node | string | null | false)[]) => void}
 */
const draw = (where, from, make) => {
  const now = JSON.stringify(from);
  if (drawn.get(where) === now) return;
  drawn.set(where, now);
  where.replaceChildren(...make().filter((one) => one !== null && one !== false));
};

// The question of a phase

/** @type {{ phase: RoomPhase, form: ReturnType<typeof answerForm> } | null} */
let asking = null;
/** @type {RoomAnswer | null} what the server told when it saved, until a view says so too */
let counted = null;
let other = false; // what counts is not what was written here

const draftOf = (/** @type {RoomPhase} */ phase) => draftName(view.code, phase.id);
const aboutOf = (/** @type {RoomPhase} */ phase) => phase.of_question || phase.kind;

const ask = () => {
  const { phase, me } = view;
  const handedIn = (/** @type {RoomAnswer} */ answer) => {
    other = settled(draftOf(phase), answer) || other;
    forgetAbout(view.code, aboutOf(phase));
    if (view.phase.id !== phase.id)
      return tell(say("Your answer to “{phase}” arrived and is saved.", { phase: asked }));
    counted = answer;
    show(view);
  };
  const asked = phase.question ? `${labelled(phase.name)}${phase.question.title}` : phase.name; // several phases bear one name
  const tooLate = () =>
    tell(say("“{phase}” was over before your answer arrived. It does not count.", { phase: asked }));
  const form = answerForm({
    base,
    name: draftOf(phase),
    about: aboutOf(phase),
    left: neverHandedIn(view.code, aboutOf(phase)),
    phase,
    question: /** @type {RoomQuestion} */ (phase.question),
    before: me.before?.answer ?? null,
    handedIn,
    tooLate,
    leave: () => location.assign(`${base}join`),
  });
  asking = { phase, form };
  return form.element;
};

const whose = (/** @type {boolean} */ ofTable) => (ofTable ? say("Your table's answer") : say("Your answer"));

/** What a table is asked, for those who have not the pen. @type {(question: RoomQuestion) => HTMLElement} */
const askedCard = (question) => {
  const { choices = [], items = [], criteria = [], fields } = question;
  const named = [...choices, ...items, ...criteria].map(({ text }) => text);
  return h(
    "section",
    { class: "asked card" },
    ...(view.phase.kind === "decide" ? askedInShort(question) : askedIn(question)),
    named.length > 0 && h("ul", {}, ...named.map((text) => h("li", {}, text))),
    ...fields.map(({ label }) => h("p", {}, h("b", {}, label))),
  );
};

/** @type {(question: RoomQuestion, answer: RoomAnswer) => HTMLElement} */
const savedCard = (question, answer) =>
  h(
    "section",
    { class: "saved card" },
    h("p", { class: "seal", role: "status", tabindex: "-1" }, say("Saved on your teacher's computer")),
    other &&
      h(
        "p",
        { class: "other" },
        say("You had answered before, in another tab or on another device. This is the answer that counts."),
      ),
    h("p", { class: "soft" }, whose(view.phase.per_table)),
    shownAnswer(question, answer),
  );

const showWork = () => {
  const { phase, me, closed } = view;
  const answer = me.answered ? me.answer : counted;
  if (me.answered && ownDraft(draftOf(phase))) other = settled(draftOf(phase), me.answer);
  if (answer) asking?.form.stop();
  const inHand = work.contains(document.activeElement);
  const beside = { roles: view.roles, talk: [me.table, view.table] }[phase.kind];
  const from = closed ? "closed" : [phase.id, phase.question && answer, beside, view.hands?.mine];
  draw(work, from, () => {
    if (closed) return [];
    if (phase.kind === "roles")
      return view.roles.length
        ? view.roles.map(briefCard)
        : [h("p", {}, say("There is no brief for your seat. Your teacher can tell you whose side you take."))];
    if (phase.kind === "talk") return [h("section", { class: "card" }, tableCard(view))];
    if (!phase.question) return [];
    if (answer) return [savedCard(phase.question, answer)];
    const asked = view.hands && !view.hands.mine ? askedCard(phase.question) : ask();
    return [...leversAgain(view, base), asked]; // before what is final
  });
  if (!inHand || !answer || work.contains(document.activeElement)) return;
  the(".seal", work).focus({ preventScroll: true }); // the button that was pressed is gone
  scrollTo(0, 0);
};

/** What was missed or came after all; it stays until it is read. @type {(sentence: string, more?: HTMLElement | null) => HTMLElement} */
const tell = (sentence, more = null) => {
  const read = h("button", { type: "button", class: "plain", onclick: () => row.remove() }, say("Understood"));
  const row = h("div", {}, h("p", {}, sentence, " ", read), more);
  news.append(row);
  return row;
};

/** What was told of a text that is not handed in: the last one, as long as its question has not come back. @type {{ about: string, row: HTMLElement } | null} */
let unsent = null;

const AS_MIXED = [
  "“{phase}” is over. Your order was not handed in, because it stood as it was mixed and you pressed only once. It stays on this phone, and is offered to you when the question comes back in class. If it does not, answer it in the case.",
  "“{phase}” is over. Your order was not handed in, because it stood as it was mixed and you pressed only once.",
];

/** The words of an answer that is not handed in, to be used elsewhere. @type {(phase: RoomPhase) => HTMLElement | null} */
const ownWords = (phase) => {
  /** @type {Record<string, string>} */
  const fields = recallDraft(draftOf(phase))?.draft?.fields ?? {};
  if (!phase.question || !Object.values(fields).some((text) => text.trim())) return null;
  return fold(say("What you wrote"), shownAnswer(phase.question, { fields }));
};

const turnPage = () => {
  const left = asking;
  asking = null;
  counted = null;
  other = false;
  const asMixed = Boolean(left?.form.unconfirmed());
  const missed = left && (asMixed || left.form.unsent()) ? left.phase : null;
  if (missed || view.closed || unsent?.about === aboutOf(view.phase)) unsent?.row.remove();
  if (missed) {
    const known = { phase: missed.question?.title || missed.name };
    const sentence = asMixed
      ? say(AS_MIXED[Number(view.closed)], known)
      : view.closed
        ? say("“{phase}” is over. What you wrote there was not handed in.", known)
        : say(
            "“{phase}” is over. What you wrote there was not handed in. It stays on this phone, and is offered to you when the question comes back in class. If it does not, answer it in the case.",
            known,
          );
    unsent = { about: aboutOf(missed), row: tell(sentence, ownWords(missed)) };
  }
  if (view.closed) forgetDrafts(view.code);
  if (work.contains(document.activeElement)) heading.focus({ preventScroll: true });
  scrollTo(0, 0);
};

/** Whoever has the table's levers and looks away may be relieved; in the case they work. */
const tellSight = () => {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ here: !document.hidden });
  fetch(`${base}room/looking`, { method: "POST", keepalive: true, headers, body }).catch(() => {}); // the next one may
};
document.addEventListener("visibilitychange", tellSight);
addEventListener("pageshow", ({ persisted }) => persisted && tellSight());

// Everything else

/** At which table one sat, and whose part one had, when this was last told. */
let seat = { table: view.me.table, plays: view.me.plays.join() };
/** @type {HTMLElement | null} */
let moved = null;

/** Whoever is moved to another table has to get up, and may be somebody else there. */
const tellMove = () => {
  const { table, plays } = view.me;
  const now = { table, plays: plays.join() };
  if (view.closed || now.table === seat.table) {
    seat = now;
    return;
  }
  const roles = plays.map((role) => nameAndOffice(role)[0]).join(view.lang === "zh" ? "、" : ", ");
  const other = roles && now.plays !== seat.plays && view.roles.length > 0; // once there was something to read
  moved?.remove(); // of two moves the last one counts
  moved = tell(
    other
      ? say(
          "You are at table {n} now: please sit there. You play {roles} now; keep what you read before to yourself.",
          {
            n: table,
            roles,
          },
        )
      : say("You are at table {n} now: please sit there.", { n: table }),
  );
  seat = now;
};

const READ = "caseroom-note-read";

const showNotes = () => {
  const now = JSON.stringify(view.notes);
  const latest = view.notes[view.notes.length - 1];
  const read = () => {
    keep(READ, now);
    notes.replaceChildren();
  };
  draw(notes, now, () =>
    latest && recall(READ) !== now
      ? [
          h("p", { class: "soft" }, say("Your teacher writes")),
          h("p", { class: "own-words" }, latest),
          h("button", { type: "button", class: "plain", onclick: read }, say("Understood")),
        ]
      : [],
  );
};

const showAbout = () => {
  const { phase, me, closed } = view;
  draw(mates, [me.table, view.table], () => [tableCard(view)]);
  draw(papers, [phase.id, phase.kind, closed, view.hands?.mine, view.levers, view.me.answered], () =>
    waysBack(view, base),
  );
  draw(roles, view.roles, () => view.roles.map(briefCard));
  mates.hidden = phase.kind === "talk"; // it stands above
  rolesFold.hidden = !view.roles.length || phase.kind === "roles";
  draw(promise, view.promise, () => [h("p", {}, h("b", {}, view.promise.name)), h("p", {}, view.promise.text)]);
  about.hidden = closed;
  help.setAttribute("aria-pressed", String(me.asks));
  help.textContent = me.asks ? say("Take your hand down") : say("Ask for help");
  if (!helpFails)
    helpSaid.textContent = me.asks
      ? say("Your hand is up. Your teacher sees it.")
      : handLowered
        ? say("The class has gone on, so your hand is down. Ask again if you still need help.")
        : "";
  document.body.classList.toggle("hand-up", me.asks);
};

const HANDED_IN = ["{answered} of {people} have handed in.", "{answered} of {people} tables have handed in."];

const hand = handing(
  base,
  (latest) => show(latest),
  () => tell(say("That could not be done. Look again who has it, and whether there is a connection.")),
);

const showPhase = () => {
  const { phase, closed, title } = view;
  // What is asked is the heading; of which kind the phase is stands above it.
  const asks = phase.asks && phase.question?.title;
  const named = closed ? say("This class is over") : asks || phase.name;
  const known = { n: phase.n, of: phase.of };
  kicker.textContent = closed ? "" : [say("Phase {n} of {of}", known), asks && phase.name].filter(Boolean).join(" · ");
  heading.textContent = named;
  text.textContent = closed
    ? say("Thank you. Your answers are saved. You can go on using the case for as long as your teacher keeps it open.")
    : phase.text;
  document.title = `${named} · ${title}`;
  const onHands = hands.contains(document.activeElement) && document.activeElement;
  const handedOver = phase.asks && (view.me.answered || Boolean(counted)); // then nobody needs the pen any more
  draw(hands, [closed, phase.id, handedOver, view.hands && { ...view.hands, stands: null }], () => [
    handedOver ? null : handsCard(view, hand),
  ]);
  // What was pressed was drawn anew: whoever works by keyboard stays there.
  if (onHands && !onHands.isConnected) (hands.querySelector("button") ?? heading).focus({ preventScroll: true });
  const leverage = !closed && phase.kind === "what_if" && view.hands;
  const opened = stands.querySelector("details")?.open; // whoever reads there goes on reading
  draw(stands, leverage && [leverage.stands], () => (leverage ? [standsCard(leverage, opened)] : []));
  draw(link, [closed, phase, view.hands, view.me.reader, view.me.table], () => [
    closed
      ? phase.opens &&
        h(
          "p",
          {},
          h("a", { class: "primary", href: `${base}cases/${view.slug}?lang=${view.lang}#memo` }, say("Go to my memo")),
        )
      : caseLink(view, base),
  ]);
  draw(guessed, view.me.first, () => [firstGuesses(view.me.first)]);
  const { before } = view.me;
  draw(own, closed ? view.end?.answers : !phase.asks && [before, view.own_first], () =>
    closed
      ? ownAnswers(view.end?.answers ?? [])
      : !phase.asks && before
        ? [
            h(
              "section",
              { class: "card" },
              h("h2", {}, before.question.title),
              h("p", { class: "soft" }, whose(before.per_table)),
              shownAnswer(before.question, before.answer),
              view.own_first &&
                h("p", {}, say("By your weights this comes first: {options}", { options: view.own_first })),
            ),
          ]
        : [],
  );
  const said = ["decisions", "who_knew"].includes(phase.reveal) && view.reveal?.kind === phase.reveal; // by the phase
  draw(shown, view.end ?? [view.reveal, said, view.own_guess], () =>
    view.end ? whatWasFound(view.end) : view.reveal ? [drawSmall(view.reveal, !said, view.own_guess ?? undefined)] : [],
  );
  const { answered, people } = view.count;
  const handedIn = !closed && phase.asks && (view.me.answered || counted);
  draw(count, [handedIn && view.count], () =>
    handedIn
      ? [
          h("p", {}, say("There is nothing more to do here until your teacher goes on.")),
          h("p", { class: "soft" }, say(HANDED_IN[Number(phase.per_table)], { answered, people })),
        ]
      : [],
  );
};

const showClock = () => {
  const left = view.closed ? null : secondsLeft();
  time.textContent = left === null ? "" : written(left);
  time.classList.toggle("held", isHeld());
  time.classList.toggle("soon", left !== null && left <= LAST_MINUTE);
  const up = left === 0 && !isHeld();
  const open = Boolean(view.phase.question) && !view.me.answered && !counted;
  const minute = left !== null && left <= LAST_MINUTE && left > LAST_MINUTE - 2 && !isHeld();
  draw(timeUp, [up, open, left !== null && isHeld()], () => [
    up &&
      (open
        ? say("Time is up. Hand in now what you have: it counts until your teacher goes on.")
        : say("Time is up. Your teacher goes on in a moment.")),
    left !== null && isHeld() && say("The clock is stopped."),
  ]);
  if (minute && open) announced.textContent = say("One minute is left.");
};

const show = (/** @type {PhoneView} */ latest) => {
  const turned = latest.phase.id !== view.phase.id || latest.closed !== view.closed;
  handLowered = (handLowered && !turned && !latest.me.asks) || (turned && view.me.asks && !latest.me.asks);
  view = latest;
  if (view.lang !== document.body.dataset.lang) return location.reload(); // another tab of this phone speaks another language now
  setClock(view.clock);
  if (turned) {
    turnPage();
    announced.textContent = view.closed ? "" : say("Now: {phase}", { phase: view.phase.name });
  }
  showPhase();
  showWork();
  tellMove();
  showNotes();
  showAbout();
  showClock();
};

// What somebody does

let helpFails = false;
let handLowered = false; // by the end of the phase, not by anybody

const callForHelp = async () => {
  const asks = !view.me.asks;
  try {
    helpSaid.textContent = say("One moment.");
    await send(`${base}room/help`, { asks });
    helpFails = handLowered = false;
    view.me.asks = asks;
    showAbout();
  } catch {
    helpFails = true;
    helpSaid.textContent = say("Your teacher was not reached: there is no connection. Raise your hand.");
  }
};

const speakTheOther = async () => {
  const to = Object.keys(languageNames).find((one) => one !== view.lang) ?? view.lang;
  try {
    await send(`${base}room/language`, { lang: to });
    location.assign(`${base}room`); // without a ?lang= that was there
  } catch {
    tell(say("The language was not changed: there is no connection."));
  }
};

// Begin

const connected = (/** @type {boolean} */ whether) => {
  lost.connected(whether);
  if (!whether) return;
  if (helpFails) helpFails = false;
  asking?.form.retry();
};

const askedName = Object.entries(languageNames).find(([one]) => one !== view.lang);
if (askedName) {
  language.textContent = askedName[1];
  language.lang = askedName[0] === "zh" ? "zh-CN" : askedName[0];
}
document.body.dataset.lang = view.lang;
const toWrite = codeToWriteDown();
if (toWrite) code.append(codeCard(toWrite, view.promise.id === "anonymous", () => code.replaceChildren()));
forgetOtherRooms(view.code);
if (view.closed) forgetDrafts(view.code);
else if (!view.me.answered && !view.phase.asks) forgetDraft(draftOf(view.phase));
show(view);
setInterval(showClock, 500);
follow(`${base}room`, show, connected);
