import { h } from "./shared.js";

/**
 * One item with a number to drag it by and buttons to move it.
 *
 * @param {Choice} item
 */
const rowOf = (item) => {
  const grip = h("span", { class: "grip", "aria-hidden": "true" });
  const up = h("button", { type: "button" }, "↑");
  const down = h("button", { type: "button" }, "↓");
  const element = h("li", { "data-item": item.id }, grip, h("span", { class: "item" }, item.text), up, down);
  return { item, grip, up, down, element };
};

/**
 * Say of a row where it stands, on its grip and its buttons.
 *
 * @typedef {ReturnType<typeof rowOf>} RankedRow
 * @typedef {{ item: string, place: number, count: number }} Place
 * @type {(row: RankedRow, now: Place, locked: boolean, say: Say) => void}
 */
const labelRow = ({ grip, up, down }, now, locked, say) => {
  grip.textContent = String(now.place);
  up.setAttribute("aria-label", say("Move {item} up (now {place} of {count})", now));
  up.setAttribute("aria-disabled", String(now.place === 1 || locked));
  down.setAttribute("aria-label", say("Move {item} down (now {place} of {count})", now));
  down.setAttribute("aria-disabled", String(now.place === now.count || locked));
};

/** @param {Element} element */
const middleOf = (element) => {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
};

/**
 * Move a row whose grip is held past the neighbour that the pointer has passed.
 *
 * @type {(row: RankedRow, event: PointerEvent, step: (row: RankedRow, upwards: boolean) => void) => void}
 */
const drag = (row, event, step) => {
  if (!row.grip.hasPointerCapture(event.pointerId)) return;
  const [above, below] = [row.element.previousElementSibling, row.element.nextElementSibling];
  if (above && event.clientY < middleOf(above)) step(row, true);
  else if (below && event.clientY > middleOf(below)) step(row, false);
};

/**
 * Rows in order. Moving one place is always done by moving the neighbour, so focus and a dragging finger stay on the
 * row.
 *
 * @type {MakeRanking}
 */
export const rankingPart = ({ question, helpId, changed, say }) => {
  const list = h("ol", { class: "ranking", "aria-describedby": helpId });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const help = say("Put them in order, the first at the top. Use the buttons, or drag a row by its number.");
  const element = h("div", {}, h("p", { class: "soft" }, help), list, spoken);
  let locked = false;

  /** @param {RankedRow} row */
  const place = (row) => ({
    item: row.item.text,
    place: [...list.children].indexOf(row.element) + 1,
    count: question.items.length,
  });
  const label = () => rows.forEach((row) => labelRow(row, place(row), locked, say));
  /** @type {(row: RankedRow, upwards: boolean) => void} */
  const step = (row, upwards) => {
    const neighbour = upwards ? row.element.previousElementSibling : row.element.nextElementSibling;
    if (locked || !neighbour) return;
    if (upwards) row.element.after(neighbour);
    else row.element.before(neighbour);
    label();
    changed();
  };
  /** @type {(row: RankedRow, upwards: boolean) => void} */
  const press = (row, upwards) => {
    step(row, upwards);
    spoken.textContent = say("{item}: now {place} of {count}", place(row));
  };
  const rows = question.items.map(rowOf);
  for (const row of rows) {
    row.up.addEventListener("click", () => press(row, true));
    row.down.addEventListener("click", () => press(row, false));
    row.grip.addEventListener("pointerdown", ({ pointerId }) => !locked && row.grip.setPointerCapture(pointerId));
    row.grip.addEventListener("pointermove", (event) => drag(row, event, step));
  }
  const elements = Object.fromEntries(rows.map((row) => [row.item.id, row.element]));
  return {
    element,
    read: () => ({ order: [...list.children].map((child) => child.getAttribute("data-item") ?? "") }),
    write: (work) => {
      list.append(...work.order.map((id) => elements[id]));
      label();
    },
    lock: () => {
      locked = true;
      element.classList.add("locked");
      label();
    },
  };
};
