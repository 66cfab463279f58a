import { drawReveal } from "./blocks.js";
import { act, desk } from "./desk_doing.js";
import { putText, rowsIn } from "./desk_kit.js";
import { h, say } from "./nodes.js";

// What the projector shows: the phase, or one of the reveals.

/** @typedef {DeskView["reveals"][number]} DeskReveal */

export const makeScreen = () => {
  const now = h("p", { class: "on-screen" });
  const small = h("div", { class: "small-screen" });
  let drawn = "";
  const compare = makeComparing();
  const back = h(
    "button",
    { type: "button", onclick: () => act({ do: "show", reveal: null }) },
    say("Back to the phase"),
  );
  const list = h("ul", { class: "reveals" });
  const show = rowsIn(list, (/** @type {DeskReveal} */ one) => `${one.kind} ${one.question}`, makeRevealRow);
  const state = h("span", { class: "note" });
  return {
    element: h(
      "details",
      { class: "folded screen-choice" },
      h("summary", {}, h("h3", {}, say("Put on the screen")), state),
      h("div", {}, now, small, back, compare.element, list),
    ),
    /** @param {DeskView} view */
    show(view) {
      back.hidden = !view.put;
      const title = view.showing?.title || view.phase.name;
      putText(state, title);
      putText(now, say("On the screen now: {title}", { title }));
      const text = JSON.stringify(view.showing);
      if (text !== drawn) small.replaceChildren(...(view.showing ? [drawReveal(view.showing, view.lang)] : []));
      drawn = text;
      compare.show(view);
      show(view.reveals);
    },
  };
};

/** Beside which earlier class of the same case the answers are shown. */
const makeComparing = () => {
  const { earlier } = desk.given;
  const select = h(
    "select",
    { id: "compare" },
    h("option", { value: "" }, say("No earlier class")),
    ...earlier.map(({ id, code, day, people }) =>
      h("option", { value: id }, say("{day}, {n} people, room {code}", { day, n: people, code })),
    ),
  );
  select.addEventListener("change", () => act({ do: "compare", room: select.value }));
  return {
    element: h(
      "div",
      { class: "comparing", hidden: !earlier.length },
      h("label", { for: "compare" }, say("Beside the answers and the guesses, show")),
      select,
    ),
    /** @param {DeskView} view */
    show({ compared }) {
      if (document.activeElement !== select || !compared) select.value = compared;
    },
  };
};

/** @param {DeskReveal} first */
const makeRevealRow = (first) => {
  const name = h("span", { class: "name" });
  const size = h("span", { class: "note" });
  const button = h("button", { type: "button" }, name, size);
  button.addEventListener("click", () => {
    const reveal = { kind: first.kind, question: first.question };
    act({ do: "show", reveal: button.getAttribute("aria-pressed") === "true" ? null : reveal });
  });
  return {
    element: h("li", {}, button),
    /** @param {DeskReveal} one */
    show(one) {
      const put = desk.view.put;
      button.setAttribute("aria-pressed", String(put?.kind === one.kind && put.question === one.question));
      button.disabled = desk.view.closed;
      putText(name, one.title ? say("{phase}: {question}", { phase: one.name, question: one.title }) : one.name);
      putText(
        size,
        one.kind === "scenarios"
          ? say("{n} scenarios", { n: one.size })
          : one.kind === "who_knew"
            ? ""
            : say("{n} answers", { n: one.size }),
      );
      button.classList.toggle("empty", !one.size && !ALWAYS_THERE.includes(one.kind));
    },
  };
};

const ALWAYS_THERE = ["scenarios", "who_knew"]; // they need no answers
