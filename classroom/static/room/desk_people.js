import { act, desk, listed, nameOf } from "./desk_doing.js";
import { askFirst, putText, rowsIn } from "./desk_kit.js";
import { openPerson } from "./desk_person.js";
import { h, say } from "./nodes.js";
import { nameAndOffice } from "./wording.js";

// Who is here: who asks for help first and large, then everybody by table.

/** @typedef {DeskView["people"][number]} DeskPerson */

export const makePeople = () => {
  const total = h("p", { class: "total" });
  const hands = h("h3");
  const asking = h("ul", { "aria-live": "polite", tabindex: "0", "aria-label": say("Who asks for help") });
  const allBeen = h("button", { type: "button", class: "plain all", onclick: () => act({ do: "attend" }) });
  allBeen.append(say("All are answered"));
  const askingPart = h("div", { class: "asking" }, h("div", { class: "line" }, hands, allBeen), asking);
  const few = makeFew();
  const tables = h("div", { class: "tables" });
  const filter = makeFilter(() => showTables());
  const tools = makeTools();
  const telling = makeTelling();
  const showAsking = rowsIn(asking, (/** @type {DeskPerson} */ { id }) => id, makeAsking);
  const showGroups = rowsIn(tables, (/** @type {DeskTable} */ { table }) => String(table), makeTable);
  const nobody = h("p", { class: "soft" });
  const showTables = () => {
    const found = tablesOf(desk.view.people.filter(filter.lets));
    showGroups(found);
    nobody.hidden = found.length > 0;
    putText(nobody, desk.view.people.length ? say("Nobody.") : say("Nobody has joined yet."));
  };
  return {
    element: h(
      "section",
      { class: "people", id: "people", "aria-labelledby": "people-title" },
      h("h2", { id: "people-title" }, say("Who is here")),
      total,
      few.element,
      askingPart,
      telling.element,
      filter.element,
      nobody,
      tables,
      tools.element,
    ),
    /** @param {DeskView} view */
    show(view) {
      const here = view.people.filter(({ away }) => !away);
      const online = here.filter(({ online }) => online).length;
      putText(total, say("{here} in the room, {online} of them connected", { here: here.length, online }));
      const raised = view.closed ? [] : view.people.filter(({ asks }) => asks);
      raised.sort((one, other) => other.asks_for - one.asks_for); // who waits longest comes first
      allBeen.hidden = raised.length < 2;
      askingPart.hidden = !raised.length;
      putText(hands, say("Hands up: {n}", { n: raised.length }));
      showAsking(raised);
      for (const part of [few, filter, tools, telling]) part.show(view);
      showTables();
    },
  };
};

/** @typedef {{ table: number, people: DeskPerson[] }} DeskTable  table 0: who is away */

/** @type {(people: DeskPerson[]) => DeskTable[]} */
const tablesOf = (people) => {
  /** @type {Map<number, DeskPerson[]>} */
  const found = new Map();
  for (const person of people) {
    const table = person.away ? 0 : person.table;
    found.set(table, [...(found.get(table) ?? []), person]);
  }
  return [...found]
    .map(([table, seated]) => ({ table, people: seated.sort((one, other) => one.seat - other.seat) }))
    .sort((one, other) => (one.table || 1e9) - (other.table || 1e9));
};

/** @param {DeskPerson} first */
const makeAsking = (first) => {
  let person = first;
  const who = h("button", { type: "button", class: "plain who", onclick: () => openPerson(person.id) });
  const been = h("button", {
    type: "button",
    onclick: () => act({ do: "attend", person: person.id }),
  });
  been.append(say("I have been there"));
  const since = h("span", { class: "since" });
  let from = performance.now();
  const tell = () => {
    const minutes = Math.floor((performance.now() - from) / 60_000);
    putText(since, minutes < 1 ? say("just now") : say("{n} min", { n: minutes }));
  };
  const timer = setInterval(() => (since.isConnected ? tell() : clearInterval(timer)), 5_000);
  return {
    element: h("li", {}, who, since, been),
    /** @param {DeskPerson} now */
    show(now) {
      person = now;
      from = performance.now() - 1000 * now.asks_for;
      tell();
      putText(who, now.name ? say("{name}, table {n}", { name: now.name, n: now.table }) : nameOf(now));
    },
  };
};

/** A table at which too few sit to talk, as after a late arrival: said at once, with the way to mend it. */
const makeFew = () => {
  const said = h("p");
  const button = h("button", { type: "button", onclick: () => shareOut() }, say("Move them to other tables"));
  const element = h("div", { class: "few", role: "status", hidden: true }, said, button);
  return {
    element,
    /** @param {DeskView} view */
    show({ few }) {
      element.hidden = !few.length;
      const tables = few.map(({ table, n }) => say("Table {table} ({n})", { table, n }));
      if (few.length) putText(said, say("Too few to talk: {tables}", { tables: listed(tables) }));
    },
  };
};

/** @param {DeskTable} first */
const makeTable = (first) => {
  const title = h("h3");
  const list = h("ul");
  const show = rowsIn(list, (/** @type {DeskPerson} */ { id }) => id, makePersonRow);
  return {
    element: h("div", { class: first.table ? "table" : "table off" }, title, list),
    /** @param {DeskTable} now */
    show({ table, people }) {
      const known = { table, n: people.length };
      putText(title, table ? say("Table {table} ({n})", known) : say("Away ({n})", known));
      show(people);
    },
  };
};

/** @param {DeskPerson} first */
const makePersonRow = (first) => {
  const name = h("span", { class: "name" });
  const role = h("span", { class: "role" });
  const state = h("span", { class: "state" });
  const button = h("button", { type: "button", onclick: () => openPerson(first.id) }, name, role, state);
  return {
    element: h("li", {}, button),
    /** @param {DeskPerson} person */
    show(person) {
      button.classList.toggle("offline", !person.online);
      const asks = person.asks && !desk.view.closed; // after class nobody waits any more
      button.classList.toggle("asks", asks);
      button.classList.toggle("answered", Boolean(person.answered));
      putText(name, person.name || say("Seat {n}", { n: person.seat + 1 }));
      putText(role, listed(person.roles.map((role) => nameAndOffice(role)[0])));
      const states = [
        asks && say("asks"),
        !person.online && say("offline"),
        person.answered && desk.view.phase.asks && say("has answered"),
      ];
      putText(state, listed(/** @type {string[]} */ (states.filter(Boolean))));
    },
  };
};

/** @param {() => void} changed */
const makeFilter = (changed) => {
  const select = h(
    "select",
    { id: "filter", onchange: changed },
    h("option", { value: "" }, say("Everybody")),
    h("option", { value: "offline" }, say("Who is offline")),
  );
  const missing = h("option", { value: "missing" }, say("Who has not answered yet"));
  return {
    element: h("div", { class: "filter" }, h("label", { for: "filter" }, say("Show")), select),
    /** @type {(person: DeskPerson) => boolean} */
    lets: ({ online, away, answered }) =>
      select.value === "" || (!away && (select.value === "offline" ? !online : answered === false)),
    /** @param {DeskView} view */
    show({ phase, people }) {
      const tells = phase.asks && people.some(({ answered }) => answered !== undefined);
      if (tells && !missing.isConnected) select.append(missing);
      if (!tells && missing.isConnected) missing.remove();
    },
  };
};

const makeTools = () => {
  const door = h("button", { type: "button" });
  door.addEventListener("click", () =>
    act(
      { do: "switch", door: !desk.view.door },
      desk.view.door ? say("The door is closed. Nobody new can join.") : say("The door is open."),
    ),
  );
  const share = h("button", { type: "button", onclick: () => shareOut() }, say("Share out small tables"));
  return {
    element: h("div", { class: "buttons" }, share, door),
    /** @param {DeskView} view */
    show(view) {
      putText(door, view.door ? say("Close the door") : say("Open the door"));
      share.hidden = door.hidden = view.closed;
    },
  };
};

const shareOut = async () => {
  const sure = await askFirst({
    title: say("Share out small tables?"),
    text: say(
      "Whoever sits at a table of one or two gets a place at another table. Their phones say so. You can undo this.",
    ),
    yes: say("Share them out"),
    no: say("Leave them"),
  });
  if (sure) act({ do: "share_out" }, say("The small tables are shared out."));
};

/** A message to everybody, and what was said last. */
const makeTelling = () => {
  const text = h("textarea", { id: "tell-all", rows: "2", maxlength: "500" });
  const sent = h("ul", { class: "sent" });
  const form = h(
    "form",
    {},
    h("label", { for: "tell-all" }, say("It stands on every phone and on the projector")),
    text,
    h("button", { type: "submit" }, say("Send to everybody")),
    sent,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const written = text.value;
    const done = await act({ do: "tell", text: written }, say("Sent to everybody."));
    if (done && text.value === written) text.value = "";
  });
  const element = h("details", { class: "folded" }, h("summary", {}, h("h3", {}, say("Write to everybody"))), form);
  return {
    element,
    /** @param {DeskView} view */
    show({ notes, people, closed }) {
      element.hidden = closed;
      const latest = notes.slice(-4).reverse();
      while (sent.children.length > latest.length) sent.lastElementChild?.remove();
      latest.forEach((note, n) => {
        const line = sent.children[n] ?? sent.appendChild(h("li"));
        const person = people.find(({ id }) => id === note.to);
        const to = note.to ? (person ? nameOf(person) : say("one person")) : say("everybody");
        putText(line, say("To {name}: {text}", { name: to, text: note.text }));
      });
    },
  };
};
