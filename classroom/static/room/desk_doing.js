import { newKey, Refused, send } from "./live.js";
import { given, h, say } from "./nodes.js";

// What the desk knows and does: its view, its commands, and what it says of them.

export const desk = {
  /** @type {DeskView} */
  view: given("view"),
  /** @type {DeskGiven} */
  given: given("given"),
  address: location.pathname.replace(/\/$/, ""),
  base: document.body.dataset.base ?? "/",
  /** @type {(view: DeskView) => void} */
  take: () => {},
  renew: () => {},
};

const news = h("p", { role: "status" });
const wrong = h("p", { role: "alert" });
const hideNews = () => putNews("", "");
/** What was done, and what could not be. */
export const deskNews = h(
  "div",
  { class: "news" },
  news,
  wrong,
  h("button", { type: "button", "aria-label": say("Hide this message"), onclick: hideNews }, "×"),
);
let hideTimer = 0;

const putNews = (/** @type {string} */ done, /** @type {string} */ refused) => {
  clearTimeout(hideTimer);
  const place = Array.from(document.querySelectorAll("dialog[open]")).pop() ?? document.body;
  if (deskNews.parentElement !== place) place.append(deskNews); // what lies under a window is not read aloud
  news.textContent = done;
  wrong.textContent = refused;
  deskNews.classList.toggle("said", Boolean(done || refused));
};

/** @param {string} sentence */
export const tellDesk = (sentence) => {
  putNews(sentence, "");
  hideTimer = window.setTimeout(hideNews, 6_000);
};

/** @param {unknown} error */
export const tellWrong = (error) =>
  putNews(
    "",
    (error instanceof Refused && error.message) ||
      say(
        "The server did not answer, so it is not certain that this was done. Look at the page, then press once more.",
      ),
  );

/**
 * Sends a command, with the turn that this page has seen; true once it is done. `done` is said then.
 *
 * @type {(command: { do: string, [more: string]: unknown }, done?: string) => Promise<boolean>}
 */
export const act = async (command, done) => {
  try {
    const view = await send(`${desk.address}/do`, { key: newKey(), turn: desk.view.turn, command });
    hideNews();
    desk.take(view);
    if (done) tellDesk(done);
    return true;
  } catch (error) {
    desk.renew(); // a box that was ticked in vain
    tellWrong(error);
    return false;
  }
};

const AGAIN = 700; // ms in which a second press is the end of a double click
let steppedAt = -AGAIN;

/** A step of the agenda: of a double click the second press does nothing. @param {string} step */
export const stepOn = (step) => {
  if (performance.now() - steppedAt < AGAIN) return;
  steppedAt = performance.now();
  act({ do: step });
};

/** How somebody is called at the desk, with the table where the name may not be enough. @type {(person: DeskView["people"][number]) => string} */
export const nameOf = ({ name, table, seat }) => name || say("Table {table}, seat {seat}", { table, seat: seat + 1 });

/** @type {(names: string[]) => string} */
export const listed = (names) => names.join(desk.view.lang === "zh" ? "、" : ", ");
