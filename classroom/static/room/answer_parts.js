import { readNumber } from "../../../widgets/caseroom/panels/typed.js";
import { h, say } from "./nodes.js";
import { asShown, fromShown } from "./wording.js";

// The parts of an answer that are boxes, numbers, weights and words. Each reads what is written so far, takes a draft
// back, and says what is missing.

let made = 0;
const freshId = () => `part-${++made}`;

/** @type {MakeRoomPart} */
export const choicePart = ({ choices = [], title }, changed) => {
  const name = freshId();
  const boxes = choices.map(({ id, text }) => {
    const input = h("input", { type: "radio", name, value: id, onchange: changed });
    return { input, element: h("label", { class: "choice" }, input, h("span", {}, text)) };
  });
  const legend = h("legend", { class: "visually-hidden" }, title);
  const chosen = () => boxes.find(({ input }) => input.checked)?.input.value;
  return {
    element: h("fieldset", { class: "choices" }, legend, ...boxes.map(({ element }) => element)),
    read: () => ({ choice: chosen() }),
    write: ({ choice }) => {
      for (const { input } of boxes) input.checked = input.value === choice;
    },
    missing: () => (chosen() ? "" : say("Choose one of the answers.")),
    first: () => boxes[0]?.input ?? null,
  };
};

/** @type {MakeRoomPart} */
export const numberPart = ({ number, title }, changed) => {
  const { minimum, maximum, times, unit, whole } = /** @type {NonNullable<RoomQuestion["number"]>} */ (number);
  const id = freshId();
  const inputmode = minimum < 0 ? "text" : whole ? "numeric" : "decimal"; // some phones' number keys lack the minus
  const input = h("input", {
    id,
    inputmode,
    autocomplete: "off",
    maxlength: "20",
    oninput: changed,
    "aria-label": title,
  });
  /** Whoever writes the unit too has answered. */
  const written = () => {
    const typed = input.value.trim();
    return readNumber(unit && typed.toLowerCase().endsWith(unit.toLowerCase()) ? typed.slice(0, -unit.length) : typed);
  };
  const missing = () => {
    const value = written();
    if (Number.isNaN(value)) return say("Write a number in digits, such as 25.");
    if (whole && !Number.isInteger(value)) return say("Write a whole number.");
    if (value < minimum || value > maximum) {
      const [low, high] = [minimum, maximum].map((bound) => String(bound).replace("-", "−"));
      return say("Write a number from {minimum} to {maximum}.", { minimum: low, maximum: high });
    }
    return "";
  };
  return {
    element: h("div", { class: "number" }, input, h("span", {}, unit)),
    // kept in the case's own unit, so that it means the same in the page's other language
    read: () => ({ number: missing() ? undefined : fromShown(written(), times), typed: input.value }),
    write: (draft) => {
      const shown = draft.number === undefined ? undefined : asShown(draft.number, times);
      input.value = (times === 1 ? draft.typed : undefined) ?? shown ?? draft.typed ?? "";
    },
    missing,
    first: () => input,
  };
};

/** @type {MakeRoomPart} */
export const weightsPart = ({ criteria = [] }, changed) => {
  const rows = criteria.map(({ id, text, meaning }) => {
    const input = h("input", { type: "range", min: "0", max: "100", step: "5", value: "50", id: freshId() });
    const share = h("output", { for: input.id });
    const said = h("p", { class: "soft", id: `${input.id}-means` }, meaning);
    input.setAttribute("aria-describedby", said.id);
    const head = h("div", { class: "head" }, h("label", { for: input.id }, text), share);
    return { id, input, share, element: h("div", { class: "weight" }, head, said, input) };
  });
  const sum = () => rows.reduce((all, { input }) => all + Number(input.value), 0);
  const show = () => {
    for (const { input, share } of rows) {
      const part = sum() ? Math.round((100 * Number(input.value)) / sum()) : 0;
      share.textContent = `${part}%`;
      input.setAttribute("aria-valuetext", `${part}%`);
    }
  };
  for (const { input } of rows)
    input.addEventListener("input", () => {
      show();
      changed();
    });
  show();
  return {
    element: h("div", { class: "weights" }, ...rows.map(({ element }) => element)),
    read: () => ({ weights: Object.fromEntries(rows.map(({ id, input }) => [id, Number(input.value)])) }),
    write: ({ weights = {} }) => {
      for (const { id, input } of rows) if (id in weights) input.value = weights[id];
      show();
    },
    missing: () => (sum() ? "" : say("Give at least one criterion some weight.")),
    first: () => rows[0]?.input ?? null,
  };
};

/** @type {MakeRoomPart} */
export const sortedPart = ({ items = [], choices = [] }, changed) => {
  const rows = items.map((item) => {
    const name = freshId();
    const boxes = choices.map(({ id, text }) => {
      const input = h("input", { type: "radio", name, value: id, onchange: changed });
      return { input, element: h("label", { class: "choice" }, input, h("span", {}, text)) };
    });
    const legend = h("legend", {}, item.text);
    return { item, boxes, element: h("fieldset", {}, legend, ...boxes.map(({ element }) => element)) };
  });
  /** @param {typeof rows[number]} row */
  const chosen = ({ boxes }) => boxes.find(({ input }) => input.checked)?.input.value;
  const open = () => rows.filter((row) => !chosen(row));
  return {
    element: h("div", { class: "sorting" }, ...rows.map(({ element }) => element)),
    read: () => ({
      sorted: Object.fromEntries(rows.flatMap((row) => (chosen(row) ? [[row.item.id, chosen(row)]] : []))),
    }),
    write: ({ sorted = {} }) => {
      for (const { item, boxes } of rows)
        for (const { input } of boxes) input.checked = input.value === sorted[item.id];
    },
    missing: () => (open().length ? say("Choose for each of them: {n} are still open.", { n: open().length }) : ""),
    first: () => open()[0]?.boxes[0].input ?? null,
  };
};

/** @type {MakeRoomPart} */
export const wordsPart = ({ fields, parts }, changed) => {
  const rows = fields.map(({ id, label, rows, words, sentence, optional }, n) => {
    const input = h("textarea", {
      id: freshId(),
      rows: Math.max(2, Math.min(rows, 5)),
      maxlength: "4000",
      oninput: changed,
    });
    const hints = [
      sentence && say("One sentence is enough."),
      words > 0 && say("Write about {words} words.", { words }),
      // a decision asks for its reason, a design for its first field
      (optional || parts.length > 0) && !(sentence && n === 0) && say("You may leave this empty."),
    ].filter(Boolean);
    const about = hints.map((text) => h("p", { class: "soft" }, text));
    return { id, input, element: h("div", { class: "words" }, h("label", { for: input.id }, label), ...about, input) };
  });
  const wanting = () => !parts.length && rows.every(({ input }) => !input.value.trim());
  return {
    element: h("div", { class: "fields" }, ...rows.map(({ element }) => element)),
    read: () => ({ fields: Object.fromEntries(rows.map(({ id, input }) => [id, input.value])) }),
    write: ({ fields: written = {} }) => {
      for (const { id, input } of rows) input.value = written[id] ?? "";
    },
    missing: () => (wanting() ? say("Write something first.") : ""),
    first: () => rows[0]?.input ?? null,
  };
};
