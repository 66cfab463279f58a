import { h, uniqueId } from "./shared.js";
import { figureList, sentenceBox } from "./upload_steps.js";

/**
 * Lets a file be dropped on `card`.
 *
 * @type {(card: HTMLElement, take: (file?: File) => void) => void}
 */
const takeDropped = (card, take) => {
  card.addEventListener("dragover", (event) => {
    event.preventDefault();
    card.classList.add("over");
  });
  card.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && card.contains(relatedTarget))) card.classList.remove("over");
  });
  card.addEventListener("drop", (event) => {
    event.preventDefault();
    card.classList.remove("over");
    take(event.dataTransfer?.files[0]);
  });
};

/**
 * The card: whose data are shown, ways to bring others, and a stage for the steps of it.
 *
 * @param {Model<"upload">} model
 * @param {Say} say
 * @param {HTMLElement} line
 * @param {{ take: (file?: File) => void, back: () => void }} doing
 */
export const uploadCard = (model, say, line, doing) => {
  const places = model.get("places");
  const kicker = h("p", { class: "kicker" });
  const title = h("h3", { id: uniqueId("log"), tabindex: "-1" });
  const figures = h("div");
  /** @type {HTMLInputElement} */
  const input = h("input", {
    type: "file",
    class: "visually-hidden",
    tabindex: "-1",
    "aria-hidden": "true",
    accept: ".csv,.txt,.tsv,.xlsx",
    onchange: () => doing.take(input.files?.[0]),
  });
  const choose = h("button", { type: "button", onclick: () => input.click() });
  const back = h("button", { type: "button", onclick: doing.back }, places.back);
  const limit = { limit: model.get("largest") / 1e6 };
  const hint = h(
    "span",
    { class: "soft" },
    say(
      matchMedia("(pointer: coarse)").matches
        ? "If you have one: .csv or .xlsx, up to {limit} MB" // a finger drops nothing
        : "or drop it here: .csv or .xlsx, up to {limit} MB",
      limit,
    ),
  );
  const told = h("div", { "aria-live": "polite" });
  const stage = h("div", { class: "stage" });
  const words = h("div", { class: "words" }, kicker, title);
  const element = h(
    "section",
    { class: "card", "aria-labelledby": title.id },
    h("div", { class: "bar" }, words, h("div", { class: "actions" }, choose, back, input, hint)),
    figures,
    line,
    told,
    stage,
    h("p", { class: "soft privacy" }, places.privacy),
  );
  takeDropped(element, doing.take);
  /**
   * Put a step on the stage and say where the reader now is.
   *
   * @param {...HTMLElement} elements
   */
  const step = (...elements) => {
    told.replaceChildren();
    stage.replaceChildren(...elements);
    element.classList.toggle("busy", elements.length > 0);
    stage.querySelector("h4")?.focus();
  };
  return {
    element,
    step,
    rest: () => {
      input.value = "";
      step();
    },
    focusTitle: () => title.focus(),
    focusChoice: () => choose.focus(),
    /** @param {string[]} sentences */
    complain: (sentences) => {
      const box = sentenceBox(say("This file cannot be used yet"), sentences, "wrong");
      told.replaceChildren(box);
      box.focus();
      box.scrollIntoView({ block: "nearest" });
    },
    showData: () => {
      const shown = model.get("shown");
      kicker.textContent = shown.own ? places.yours : places.bundled;
      title.textContent = shown.name;
      choose.textContent = shown.own ? say("Choose another file") : places.bring;
      back.hidden = !shown.own;
      figures.replaceChildren(
        figureList(shown.figures),
        ...(shown.left_out.length ? [sentenceBox(places.lacks, shown.left_out, "note")] : []),
      );
    },
  };
};
