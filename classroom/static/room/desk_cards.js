import { act, desk } from "./desk_doing.js";
import { putOptions, putText, rowsIn } from "./desk_kit.js";
import { h, say } from "./nodes.js";

// The words of the room: nothing is on the screen before it is picked here.

/** @typedef {DeskView["cards"][number]} DeskCard */

export const makeCards = () => {
  const which = h("select", { id: "cards-of", onchange: () => renew() });
  const chosen = h("label", { for: "cards-of" }, say("Words about"));
  const list = h("ul", { class: "cards" });
  const piles = h("datalist", { id: "piles" });
  const note = h("span", { class: "note" });
  const empty = h(
    "p",
    { class: "soft" },
    say("Nobody has handed in any words yet. They appear here, each with a box to pick it."),
  );
  const together = h(
    "p",
    { class: "soft" },
    say(
      "In an anonymous room they come five at a time, and the last ones when the phase is over: nobody can see whose are new.",
    ),
  );
  const show = rowsIn(list, (/** @type {DeskCard} */ { id }) => id, makeCard);
  const onScreen = h("button", { type: "button" }, say("Put the picked words on the screen"));
  onScreen.addEventListener("click", () => {
    const kind = desk.view.reveals.find((one) => one.question === which.value && one.kind === "cards")
      ? "cards"
      : "decisions";
    act({ do: "show", reveal: { kind, question: which.value } });
  });
  /** @type {string[]} */
  let order = [];
  let phase = ""; // whose words were chosen first
  let at = ""; // where the room was
  const renew = () => {
    const { cards, reveals } = desk.view;
    const questions = [...new Set(cards.map(({ question }) => question))];
    putOptions(
      which,
      questions.map((id) => [id, reveals.find((one) => one.question === id)?.title ?? id]),
    );
    order = [...order, ...cards.map(({ id }) => id).filter((id) => !order.includes(id))]; // no card jumps away
    const mine = cards.filter(({ question }) => question === which.value);
    show(mine.sort((one, other) => one.box - other.box || order.indexOf(one.id) - order.indexOf(other.id)));
    putOptionsOf(piles, [...new Set(cards.map(({ pile }) => pile).filter(Boolean))]);
    const picked = mine.filter(({ shown }) => shown).length;
    putText(note, say("{picked} of {n} picked", { picked, n: mine.length }));
  };
  const element = h(
    "details",
    { class: "folded words" },
    h("summary", {}, h("h3", {}, say("Words from the room")), note),
    h(
      "div",
      {},
      h(
        "p",
        { class: "soft" },
        say("Nobody sees these words before you pick them. Words of one group stand together on the screen."),
      ),
      chosen,
      which,
      empty,
      together,
      list,
      piles,
      onScreen,
    ),
  );
  return {
    element,
    /** @param {DeskView} view */
    show(view) {
      element.hidden = !view.reveals.some(({ kind }) => kind === "cards" || kind === "decisions");
      const none = !view.cards.length;
      empty.hidden = !none;
      together.hidden = view.promise.id !== "anonymous";
      which.hidden = chosen.hidden = onScreen.hidden = none;
      onScreen.disabled = view.closed;
      renew();
      const about = view.words_of;
      if (view.phase.id === phase) return;
      const atHand = element.parentElement?.classList.contains("at-hand");
      if (!atHand && at !== view.phase.id) element.open = false; // what was picked from has had its time
      at = view.phase.id;
      if (!view.cards.some(({ question }) => question === about)) return;
      phase = view.phase.id; // its words first; the trainer may choose others
      which.value = about;
      if (atHand) element.open = true; // it is picked from here now
      renew();
    },
  };
};

/** @type {(list: HTMLDataListElement, values: string[]) => void} */
const putOptionsOf = (list, values) => {
  const made = JSON.stringify(values);
  if (list.dataset.made === made) return;
  list.dataset.made = made;
  list.replaceChildren(...values.map((value) => h("option", { value })));
};

/** @param {DeskCard} first */
const makeCard = (first) => {
  const text = h("p");
  const whose = h("p", { class: "soft" });
  const shown = h("input", { type: "checkbox" });
  const pile = h("input", { type: "text", list: "piles", maxlength: "60", placeholder: say("Group") });
  pile.setAttribute("aria-label", say("Group of “{text}”", { text: first.text.slice(0, 60) }));
  const sort = () => act({ do: "sort", card: first.id, shown: shown.checked, pile: pile.value });
  shown.addEventListener("change", sort);
  pile.addEventListener("change", sort);
  const element = h(
    "li",
    {},
    text,
    whose,
    h("div", { class: "line" }, h("label", { class: "tick" }, shown, say("Pick")), pile),
  );
  return {
    element,
    /** @param {DeskCard} card */
    show(card) {
      putText(text, card.text);
      putText(whose, card.whose);
      whose.hidden = !card.whose;
      shown.checked = card.shown;
      shown.disabled = pile.disabled = desk.view.closed;
      if (document.activeElement !== pile) pile.value = card.pile;
      element.classList.toggle("picked", card.shown);
    },
  };
};
