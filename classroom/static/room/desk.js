import { setClock } from "./clock.js";
import { makeAgenda } from "./desk_agenda.js";
import { makeCards } from "./desk_cards.js";
import { makeCounting } from "./desk_counting.js";
import { act, desk, deskNews } from "./desk_doing.js";
import { endClass, fileList, makeEnded } from "./desk_end.js";
import { putText } from "./desk_kit.js";
import { makeNow } from "./desk_now.js";
import { makePeople } from "./desk_people.js";
import { showPerson } from "./desk_person.js";
import { makeScreen } from "./desk_screen.js";
import { makeWayIn } from "./desk_way_in.js";
import { follow } from "./live.js";
import { h, say, the } from "./nodes.js";

// The trainer's desk: the phase and the way on, who is here, the agenda.

const HERE = ["localhost", "127.0.0.1", "[::1]"]; // names that no change of network takes away
const OTHER = { en: ["zh", "本页用中文"], zh: ["en", "This page in English"] };

/** The projector's language, turned from here: whatever it shows, on whichever computer it runs. */
const wallLanguage = () => {
  const button = (/** @type {string} */ lang, /** @type {string} */ name, /** @type {string} */ done) =>
    h(
      "button",
      { type: "button", lang: lang === "zh" ? "zh-CN" : "en", onclick: () => act({ do: "wall", lang }, done) },
      name,
    );
  return h(
    "span",
    { class: "wall-language", role: "group", "aria-label": say("Language of the projector") },
    h("span", { class: "soft" }, say("Projector in")),
    button("zh", "中文", say("The projector is in Chinese.")),
    button("en", "English", say("The projector is in English.")),
  );
};

const deskTop = (/** @type {HTMLElement} */ wayIn) => {
  const { view, base } = desk;
  const [lang, name] = OTHER[/** @type {"en" | "zh"} */ (view.lang)];
  return h(
    "header",
    { class: "desk-top" },
    h("a", { class: "brand", href: `${base}teach` }, say("Rooms")),
    h("p", { class: "case-title" }, view.title, " · ", h("span", { title: view.promise.text }, view.promise.name)),
    wayIn,
    h(
      "a",
      { class: "button", href: `${base}screen/${view.code}`, target: `screen-${view.code}` },
      say("Open the projector's page"),
    ),
    wallLanguage(),
    h("a", { class: "language", href: `?lang=${lang}`, lang: lang === "zh" ? "zh-CN" : "en", hreflang: lang }, name),
  );
};

const makeEnding = () =>
  h(
    "details",
    { class: "folded ending" },
    h("summary", {}, h("h3", {}, say("End the class"))),
    h(
      "div",
      {},
      h("button", { type: "button", class: "grave", onclick: endClass }, say("End the class")),
      h("a", { href: `${desk.address}/replay`, target: "_blank" }, say("Replay the class so far")),
      h("p", { class: "soft" }, say("The record is there at any time:")),
      fileList(),
    ),
  );

const lostBar = h(
  "div",
  { class: "lost", role: "alert", hidden: true },
  h(
    "p",
    {},
    say(
      "The connection to the server is gone. This page tries to come back by itself; until then it shows the room as it was.",
    ),
    !HERE.includes(location.hostname) && " ",
    !HERE.includes(location.hostname) &&
      say(
        "If the server's computer has changed its network, open the desk by the link that stands where it was started.",
      ),
  ),
);

const jumpTo = (/** @type {string} */ id, /** @type {Child[]} */ ...text) => h("a", { href: `#${id}` }, ...text);

const openDesk = () => {
  const parts = {
    wayIn: makeWayIn(),
    now: makeNow(),
    ended: makeEnded(),
    screen: makeScreen(),
    cards: makeCards(),
    counting: makeCounting(),
    people: makePeople(),
    agenda: makeAgenda(),
  };
  const ending = makeEnding();
  const words = h("div", { class: "words-place" }, parts.cards.element);
  /** The words of the room stand under what is said where they are picked: in a phase that shows them, and in the one before. */
  const placeWords = () => {
    const { phase, agenda, at, closed } = desk.view;
    const next = agenda[at + 1]?.reveal;
    const shows = ["cards", "decisions"].includes(phase.reveal) || (next === "cards" && phase.kind !== "reveal");
    const place = shows && !closed ? parts.now.atHand : words;
    if (parts.cards.element.parentElement !== place) place.append(parts.cards.element);
  };
  const asking = h("b");
  const trouble = h("p", { class: "lacks", role: "alert" });
  const main = the("main");
  main.append(
    h(
      "div",
      { class: "middle" },
      trouble,
      parts.now.element,
      parts.ended.element,
      parts.screen.element,
      words,
      parts.counting.element,
      ending,
    ),
    parts.people.element,
    parts.agenda.element,
  );
  main.before(
    deskTop(parts.wayIn.element),
    h(
      "nav",
      { class: "jumps", "aria-label": say("Parts of this page") },
      jumpTo("now", say("Now")),
      jumpTo("people", say("Who is here"), " ", asking),
      jumpTo("agenda", say("Agenda")),
    ),
  );
  main.after(deskNews, lostBar);
  desk.take = (view) => {
    desk.view = view;
    setClock(view.clock);
    desk.renew();
  };
  desk.renew = () => {
    const view = desk.view;
    parts.now.element.hidden = ending.hidden = view.closed;
    parts.ended.element.hidden = !view.closed;
    putText(trouble, view.trouble);
    placeWords();
    for (const part of Object.values(parts)) part.show(view);
    showPerson();
    const hands = view.closed ? 0 : view.people.filter(({ asks }) => asks).length;
    putText(asking, hands ? `(${hands})` : "");
    document.title = `${hands ? `(${hands}) ` : ""}${view.phase.n}/${view.phase.of} ${view.phase.name} – ${view.code}`;
  };
  desk.take(desk.view);
  follow(desk.address, desk.take, (connected) => {
    lostBar.hidden = connected;
  });
};

openDesk();
