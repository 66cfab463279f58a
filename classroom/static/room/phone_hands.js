import { send } from "./live.js";
import { h, say } from "./nodes.js";
import { labelled } from "./wording.js";

// What a table has one of: its levers, or the pen for its answer. One has it in hand, the others see and may ask.

/** @typedef {NonNullable<PhoneView["hands"]>} Hands */

/** Somebody of the table, by the name they chose, else by their seat. @type {(one: { name: string, seat: number }) => string} */
const nameOf = ({ name, seat }) => name || say("Seat {n}", { n: seat + 1 });

/**
 * `act` sends what somebody does with it.
 *
 * @type {(view: PhoneView, act: (body: object) => void) => HTMLElement | null}
 */
export const handsCard = ({ hands, phase, closed, me, promise }, act) => {
  if (!hands || closed) return null;
  const levers = phase.kind === "what_if";
  return h(
    "section",
    { class: `card hands ${hands.mine ? "mine" : ""}` },
    ...(hands.mine ? inMyHands(hands, levers, act) : inOthers(hands, levers, act)),
    promise.id === "anonymous" && h("p", { class: "soft" }, say("You sit on seat {n}.", { n: me.seat + 1 })),
  );
};

/** @type {(hands: Hands, levers: boolean, act: (body: object) => void) => (HTMLElement | false)[]} */
const inMyHands = ({ others, relieved }, levers, act) => {
  const asking = others.filter(({ asks }) => asks).map(nameOf);
  const list = h(
    "select",
    { "aria-labelledby": "pass-to" },
    ...others.map((one) => h("option", { value: one.seat }, nameOf(one))),
  );
  list.value = String((others.find(({ asks }) => asks) ?? others[0])?.seat ?? "");
  return [
    h("h2", {}, levers ? say("You have the table's levers") : say("You have the table's pen")),
    relieved !== null &&
      h(
        "p",
        { class: "soft" },
        levers
          ? say("You took them over while {name} looked away, and {name} is told so.", { name: nameOf(relieved) })
          : say("You took it over while {name} looked away, and {name} is told so.", { name: nameOf(relieved) }),
      ),
    asking.length > 0 && h("p", { class: "asked" }, say("Asks for it: {names}", { names: asking.join(", ") })),
    others.length > 0 &&
      h(
        "details",
        { class: "fold", open: asking.length > 0 }, // the work comes first
        h("summary", { id: "pass-to" }, levers ? say("Pass them on to") : say("Pass it on to")),
        h(
          "div",
          { class: "pass" },
          list,
          h(
            "button",
            { type: "button", onclick: () => act({ do: "pass_on", seat: Number(list.value) }) },
            say("Pass on"),
          ),
        ),
      ),
  ];
};

/** @type {(hands: Hands, levers: boolean, act: (body: object) => void) => (HTMLElement | false)[]} */
const inOthers = ({ holder, free, asked, reliever }, levers, act) => {
  const known = { name: holder ? nameOf(holder) : "" };
  const where = holder
    ? levers
      ? say("The table's levers are with: {name}", known)
      : say("The table's pen is with: {name}", known)
    : levers
      ? say("Nobody has the table's levers yet")
      : say("Nobody has the table's pen yet");
  const take = h(
    "button",
    { type: "button", class: "primary", onclick: () => act({ do: "take" }) },
    levers ? say("Take the levers") : say("Take the pen"),
  );
  const ask = h(
    "button",
    { type: "button", "aria-pressed": String(asked), onclick: () => act({ do: asked ? "let_be" : "want" }) },
    asked ? say("No longer ask for a turn") : say("Ask for a turn"),
  );
  return [
    h("h2", {}, where),
    reliever !== null &&
      h(
        "p",
        {},
        levers
          ? say("{name} took the levers over while your phone was out of sight.", { name: nameOf(reliever) })
          : say("{name} took the pen over while your phone was out of sight.", { name: nameOf(reliever) }),
      ),
    Boolean(holder) &&
      free &&
      h(
        "p",
        { class: "soft" },
        levers
          ? say("Their phone has been out of sight for a while: you may take the levers over.")
          : say("Their phone has been out of sight for a while: you may take the pen over."),
      ),
    free ? take : ask,
    !free && asked && h("p", { class: "soft" }, say("{name} is told that you would like a turn.", known)),
  ];
};

const FEW = 3;

/** Where the table's levers stand; whoever is about to press something above is not disturbed by it. `open`: whether its list is, where somebody has it before them. @type {(hands: Hands, open?: boolean) => HTMLElement} */
export const standsCard = ({ stands }, open = Boolean(stands && stands.levers.length <= FEW)) =>
  stands
    ? h(
        "section",
        { class: "card stands" },
        h("h2", {}, say("Where the levers stand now")),
        h("p", {}, stands.option ? h("b", {}, stands.option) : say("None of the ready options")),
        h(
          "dl",
          {},
          ...stands.outcomes.flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, h("b", {}, value))]),
        ),
        stands.levers.length > 0 &&
          h(
            "details",
            { open }, // what the table talks about
            h("summary", {}, say("Levers that were moved: {n}", { n: stands.levers.length })),
            h("ul", {}, ...stands.levers.map(([label, value]) => h("li", {}, labelled(label), h("b", {}, value)))),
          ),
      )
    : h("p", { class: "soft" }, say("Nobody has moved a lever yet. When somebody moves one, you see it here."));

/** Sends it; the view that comes back is shown. @type {(base: string, show: (view: PhoneView) => void, failed: () => void) => (body: object) => Promise<void>} */
export const handing = (base, show, failed) => async (body) => {
  try {
    show(await send(`${base}room/hands`, body));
  } catch {
    failed();
  }
};
