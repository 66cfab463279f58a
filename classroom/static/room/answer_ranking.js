import { h, say } from "./nodes.js";

// An order, made by buttons. It begins by chance, so that the order of the case's file pulls nobody.

/** @type {<One>(all: One[]) => One[]} */
const shuffled = (all) =>
  all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

/** @type {MakeRoomPart} */
export const rankingPart = ({ items = [] }, changed) => {
  const list = h("ol", { class: "ranking" });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const rows = shuffled(items).map((item) => {
    const place = h("span", { class: "place", "aria-hidden": "true" });
    const up = h("button", { type: "button" }, "↑");
    const down = h("button", { type: "button" }, "↓");
    const moves = h("span", { class: "moves" }, up, down);
    return {
      item,
      place,
      up,
      down,
      element: h("li", { "data-item": item.id }, place, h("span", { class: "item" }, item.text), moves),
    };
  });
  /** @param {typeof rows[number]} row */
  const now = (row) => ({
    item: row.item.text,
    place: [...list.children].indexOf(row.element) + 1,
    count: rows.length,
  });
  const label = () => {
    for (const row of rows) {
      const at = now(row);
      row.place.textContent = String(at.place);
      row.up.setAttribute("aria-label", say("Move {item} up (now {place} of {count})", at));
      row.up.setAttribute("aria-disabled", String(at.place === 1));
      row.down.setAttribute("aria-label", say("Move {item} down (now {place} of {count})", at));
      row.down.setAttribute("aria-disabled", String(at.place === at.count));
    }
  };
  /** Moves the neighbour, so that focus stays on the row's button. @type {(row: typeof rows[number], upwards: boolean) => void} */
  const step = (row, upwards) => {
    const neighbour = upwards ? row.element.previousElementSibling : row.element.nextElementSibling;
    if (!neighbour) return;
    if (upwards) row.element.after(neighbour);
    else row.element.before(neighbour);
    label();
    spoken.textContent = say("{item}: now {place} of {count}", now(row));
    changed();
  };
  for (const row of rows) {
    row.up.addEventListener("click", () => step(row, true));
    row.down.addEventListener("click", () => step(row, false));
    list.append(row.element);
  }
  label();
  const help = say(
    "Move them with the arrows until the first is at the top. The list began in an order made by chance.",
  );
  return {
    element: h("div", {}, h("p", { class: "soft" }, help), list, spoken),
    read: () => ({ order: [...list.children].map((child) => child.getAttribute("data-item") ?? "") }),
    write: ({ order = [] }) => {
      for (const id of order) {
        const row = rows.find(({ item }) => item.id === id);
        if (row) list.append(row.element);
      }
      label();
    },
    missing: () => "",
    first: () => rows[0]?.up ?? null,
  };
};
