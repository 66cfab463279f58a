import { act, desk, listed, nameOf } from "./desk_doing.js";
import { askFirst, openDialog, putOptions, putText } from "./desk_kit.js";
import { h, say } from "./nodes.js";

// One person in a window of their own: write, move, merge, mark away.

/** @type {{ id: string, show: () => void } | null} */
let personShown = null;

/** The window of a person renews itself with the room. */
export const showPerson = () => personShown?.show();

/** @param {string} id */
export const openPerson = (id) => {
  const person = () => desk.view.people.find((one) => one.id === id);
  const first = person();
  if (!first) return;
  const facts = h("p", { class: "soft" });
  const attend = h("button", { type: "button", onclick: () => act({ do: "attend", person: id }) });
  attend.append(say("I have been there"));
  const parts = [makeWriting(id), makeMoving(id), makeMerging(id), makeLeaving(id)];
  const dialog = openDialog(
    nameOf(first),
    [
      facts,
      attend,
      ...parts.map(({ element }) => element),
      h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => dialog.close() }, say("Close"))),
    ],
    () => {
      personShown = null;
    },
  );
  personShown = {
    id,
    show() {
      const now = person();
      if (!now) return dialog.close(); // merged with another
      attend.hidden = !now.asks;
      putText(facts, listed(factsOf(now)));
      for (const part of parts) part.show(now);
    },
  };
  personShown.show();
};

/** @param {DeskView["people"][number]} person */
const factsOf = (person) => [
  say("Table {n}", { n: person.table }),
  ...person.roles,
  person.away ? say("away") : person.online ? say("connected") : say("offline"),
  ...(person.asks ? [say("asks for help")] : []),
  ...(desk.view.phase.asks && person.answered !== undefined
    ? [person.answered ? say("has answered") : say("has not answered yet")]
    : []),
];

/** @param {string} id */
const makeWriting = (id) => {
  const text = h("textarea", { id: "tell-one", rows: "2", maxlength: "500" });
  const form = h(
    "form",
    {},
    h("label", { for: "tell-one" }, say("Write to this person alone")),
    text,
    h("button", { type: "submit" }, say("Send")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await act({ do: "tell", text: text.value, to: id }, say("Sent."))) text.value = "";
  });
  return { element: form, show() {} };
};

/** @param {string} id */
const makeMoving = (id) => {
  const where = h("select", { id: "move-to" });
  const form = h(
    "form",
    { class: "line" },
    h("label", { for: "move-to" }, say("Move to another table")),
    where,
    h("button", { type: "submit" }, say("Move")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const table = Number(where.value);
    act({ do: "seat", person: id, table }, say("Moved to table {n}.", { n: table }));
  });
  return {
    element: form,
    /** @param {DeskView["people"][number]} person */
    show({ table, away }) {
      const here = desk.view.people.filter((one) => !one.away);
      const free = Math.min(60, Math.max(0, ...here.map((one) => one.table)) + 1);
      const count = (/** @type {number} */ n) => here.filter((one) => one.table === n).length;
      const numbers = Array.from({ length: free }, (_, n) => n + 1).filter((n) => away || n !== table);
      putOptions(
        where,
        numbers.map((n) => [
          String(n),
          count(n) ? say("Table {table} ({n})", { table: n, n: count(n) }) : say("Table {n}, empty", { n }),
        ]),
      );
    },
  };
};

/** @param {string} id */
const makeMerging = (id) => {
  const into = h("select", { id: "merge-into" });
  const form = h(
    "form",
    { class: "line" },
    h("label", { for: "merge-into" }, say("Joined twice: is the same person as")),
    into,
    h("button", { type: "submit" }, say("Merge")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sure = await askFirst({
      title: say("Merge these two?"),
      text: say("The phone goes on as “{name}”, with that seat and role. You can undo this.", {
        name: into.selectedOptions[0]?.text ?? "",
      }),
      yes: say("Merge them"),
      no: say("Leave them as two people"),
      grave: true,
    });
    if (sure) act({ do: "merge", one: id, into: into.value }, say("They are one person now."));
  });
  return {
    element: form,
    show() {
      const me = desk.view.people.find((one) => one.id === id);
      const others = desk.view.people.filter((one) => one.id !== id);
      others.sort((one, other) => Number(other.name === me?.name) - Number(one.name === me?.name));
      form.hidden = !others.length;
      putOptions(
        into,
        others.map((one) => [
          one.id,
          one.name ? say("{name}, table {n}", { name: one.name, n: one.table }) : nameOf(one),
        ]),
      );
    },
  };
};

/** @param {string} id */
const makeLeaving = (id) => {
  let away = false;
  const button = h("button", { type: "button", onclick: () => act({ do: "away", person: id, away: !away }) });
  const what = h("p", { class: "soft" });
  return {
    element: h("div", {}, button, what),
    /** @param {DeskView["people"][number]} person */
    show(person) {
      away = person.away;
      putText(button, away ? say("Is back") : say("Has left"));
      putText(
        what,
        away ? "" : say("Whoever has left is not counted any more, and their role is taken over at the table."),
      );
    },
  };
};
