// The projector: how to join, the phase with its clock, what is revealed. Both languages come with every view, so that
// the key L (or its button) changes over at once.

import { isHeld, secondsLeft, setClock, written } from "./clock.js";
import { follow } from "./live.js";
import { given, h, say, the, words } from "./nodes.js";
import { fit, partsOf, turn, whereIn } from "./screen_fit.js";
import { lobby, joinLine } from "./screen_join.js";
import { makeReplay } from "./screen_replay.js";
import { stageOf } from "./screen_phase.js";

/** @type {{ words: Record<string, Words>, lang: string, replay?: import("./screen_replay.js").Replay }} */
const told = given("given");
/** @type {Screens} */
let screens = given("view");
let turned = screens.wall?.turn ?? 0; // how often the desk has turned the language, as far as this page has followed
let lang = (turned > 0 && !new URLSearchParams(location.search).has("lang") && screens.wall?.lang) || told.lang;
let connected = true;

const replay =
  told.replay &&
  makeReplay(told.replay, (views) => {
    screens = { ...screens, views };
    show();
  });
const name = h("h1", { "aria-live": "polite" });
const second = h("p", { class: "second-name" });
const where = h("p", { class: "where" });
const time = h("p", { class: "time", role: "timer" });
const note = h("p", { class: "note", role: "status" });
const stage = h("div", { class: "stage", tabindex: "0", role: "region" });
const join = h("p", { class: "join" });
const count = h("p", { class: "count" });
const lost = h("p", { class: "gone", role: "status" });
const more = h("button", { type: "button", class: "more", onclick: () => turnOver() });
const other = h("button", { type: "button", onclick: () => changeLanguage() });
const full = h("button", { type: "button", onclick: () => changeFullScreen() });

the("main").append(
  replay?.element ?? "",
  h("header", {}, h("div", { class: "phase" }, name, second, where), time),
  note,
  stage,
  h("footer", {}, join, count, lost, h("span", { class: "tools" }, more, other, full)),
);

/** @type {Map<HTMLElement, string>} */
const drawn = new Map();

/** Draws a part anew only where what it is drawn from has changed. */
const draw = (
  /** @type {HTMLElement} */ part,
  /** @type {unknown} */ from,
  /** @type {() => (Node | string)[]} */ make,
) => {
  const key = JSON.stringify([lang, from]);
  if (drawn.get(part) === key) return false;
  drawn.set(part, key);
  part.replaceChildren(...make());
  return true;
};

/** Words alone. */
const text = (/** @type {HTMLElement} */ part, /** @type {string} */ sentence) =>
  draw(part, sentence, () => (sentence ? [sentence] : []));

const changeLanguage = (to = lang === "zh" ? "en" : "zh") => {
  lang = to;
  const here = new URL(location.href);
  here.searchParams.set("lang", lang);
  history.replaceState(null, "", here);
  show();
};

const changeFullScreen = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
};

/** The view in the other language, where somebody here reads that one. */
const otherView = () => {
  const other = lang === "zh" ? "en" : "zh";
  return screens.spoken?.includes(other) ? { ...screens.views[other], lang: other } : null;
};

const ANSWERED = ["{answered} of {people} have answered", "{answered} of {people} tables have answered"];

/** Whether the time of a phase that asks or goes on is up. */
const isUp = () => secondsLeft() === 0 && !screens.views[lang].closed;

const tick = () => {
  const left = screens.views[lang].closed ? null : secondsLeft();
  const up = isUp();
  document.body.classList.toggle("up", up);
  const shown = left === null ? "" : up ? say("Time is up") : written(left);
  const held = shown !== "" && !up && isHeld();
  draw(time, [shown, held], () =>
    shown ? [shown, ...(held ? [h("small", {}, say("The clock stands still"))] : [])] : [],
  );
};

const show = () => {
  const view = screens.views[lang];
  const also = otherView();
  const { phase, closed, reveal } = view;
  const arriving = !replay && !closed && phase.kind === "lobby" && !reveal;
  Object.assign(words, told.words[lang]);
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = `${view.code} · ${closed ? view.title : phase.name}`;
  document.body.dataset.shows = closed
    ? "closed"
    : reveal
      ? "reveal"
      : arriving
        ? "lobby"
        : phase.asks
          ? "asks"
          : "phase";
  document.body.dataset.reveal = reveal?.kind ?? "";
  text(name, closed || arriving ? view.title : phase.name);
  second.lang = also?.lang === "zh" ? "zh-CN" : "en";
  text(second, !also || closed || arriving ? "" : also.phase.name);
  text(
    where,
    closed || arriving ? "" : say("Phase {n} of {of} · {title}", { n: phase.n, of: phase.of, title: view.title }),
  );
  text(note, view.notes.join(" "));
  text(count, !closed && phase.asks ? say(ANSWERED[Number(phase.per_table)], { ...view.count }) : "");
  const late = !replay && !closed && !arriving && phase.kind !== "close"; // nobody comes to the end
  draw(join, [late, screens.join, also?.lang], () =>
    late ? joinLine(view.code, screens.join, also && { lang: also.lang, its: told.words[also.lang] }) : [],
  );
  replay?.renew(lang);
  text(lost, connected ? "" : say("No connection to the server. This page comes back by itself."));
  text(other, lang === "zh" ? "English (L)" : "中文 (L)");
  text(full, say("Full screen (F)"));
  stage.setAttribute("aria-label", say("What is shown"));
  const shown = [closed, reveal, phase, arriving && [screens.views, screens.join], also && [also.phase, also.reveal]];
  const fresh = draw(stage, shown, () => [
    arriving ? lobby(screens, lang, told.words) : stageOf(view, lang, also, told.words),
  ]);
  tick();
  if (fresh) fitAgain();
};

/** What comes with the next press of the space bar: the next page or part, or the first again. */
const sayMore = ({ n, of, again } = whereIn(stage)) => {
  const next = again ? say("Start over (space bar)") : say("More (space bar)");
  text(more, n ? `${next} · ${n}/${of}` : next);
};

const MOST_SAID = { n: 9, of: 9, again: true }; // so that the stage is never less high than what is on it was made for

let turnedOver = false; // whether somebody knows by now how the parts are turned over

const turnOver = () => {
  turnedOver = true;
  sayMore(MOST_SAID);
  turn(stage);
  sayMore();
};

/** As large as it fits; what does not fit at all is turned over in parts. */
const fitAgain = () => {
  more.hidden = false;
  sayMore(MOST_SAID);
  more.hidden = fit(stage);
  sayMore();
  tellDesk();
};

/** The desk in the same browser turns the parts over too, for its trainer sits there and not here. */
const fromDesk =
  "BroadcastChannel" in window && !replay ? new BroadcastChannel(partsOf(screens.views[lang].code)) : null;
let gone = false; // closed, or another page
const tellDesk = () => gone || fromDesk?.postMessage({ parts: !more.hidden, turned: turnedOver, ...whereIn(stage) });
addEventListener("pagehide", () => {
  gone = true;
  fromDesk?.postMessage({ parts: false, gone });
});
addEventListener("pageshow", () => {
  if (!gone) return;
  gone = false;
  tellDesk();
});

addEventListener("resize", fitAgain);
document.fonts?.ready.then(fitAgain);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === "l" || event.key === "L") changeLanguage();
  else if (event.key === "f" || event.key === "F") changeFullScreen();
  else if (event.key === " " && !onButton && !more.hidden) {
    turnOver();
    tellDesk();
  } else return;
  event.preventDefault();
});
fromDesk?.addEventListener("message", ({ data }) => {
  if (data === "turn" && !more.hidden) turnOver();
  tellDesk();
});
setInterval(tick, 250);
setClock(screens.clock);
show();
const followRoom = () =>
  follow(
    `${document.body.dataset.base}screen/${screens.views[lang].code}`,
    (/** @type {Screens} */ now) => {
      screens = now;
      setClock(now.clock);
      const { wall } = now;
      if (!wall?.lang || wall.turn === turned) return show();
      turned = wall.turn;
      changeLanguage(wall.lang);
    },
    (now) => {
      connected = now;
      text(lost, connected ? "" : say("No connection to the server. This page comes back by itself."));
    },
  );
if (!replay) followRoom();
