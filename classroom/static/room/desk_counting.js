import { act, desk } from "./desk_doing.js";
import { putOptions, putText, rowsIn } from "./desk_kit.js";
import { h, say } from "./nodes.js";

// Hands and ballots of paper, counted by the trainer: they are added to what the phones answered.

export const makeCounting = () => {
  const which = h("select", { id: "count-phase" });
  const list = h("ul", { class: "tally" });
  const note = h("span", { class: "note" });
  const phaseNow = () => desk.view.agenda.find(({ id }) => id === which.value);
  const show = rowsIn(list, (/** @type {DeskChoice} */ { phase, id }) => `${phase} ${id}`, makeChoice);
  let presented = "";
  const renew = () => {
    const phase = phaseNow();
    show((phase?.choices ?? []).map((choice) => ({ ...choice, phase: which.value })));
  };
  which.addEventListener("change", renew);
  const form = h(
    "form",
    {},
    h(
      "p",
      { class: "soft" },
      say(
        "When the Wi-Fi fails, or somebody has no phone: count hands or ballots. They are added to what the phones answered.",
      ),
    ),
    h("label", { for: "count-phase" }, say("Counted in")),
    which,
    list,
    h("button", { type: "submit" }, say("Keep this count")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("input"));
    const counts = Object.fromEntries(
      Array.from(inputs, (one) => [one.name, Math.max(0, Math.round(Number(one.value)))]),
    );
    for (const input of inputs) delete input.dataset.typed;
    act({ do: "tally", phase: which.value, counts }, say("The count is kept."));
  });
  const element = h(
    "details",
    { class: "folded counting" },
    h("summary", {}, h("h3", {}, say("Count by hand")), note),
    form,
  );
  return {
    element,
    /** @param {DeskView} view */
    show({ agenda, phase, tallies, closed }) {
      const asking = agenda.filter(({ choices }) => choices.length);
      element.hidden = closed || !asking.length;
      putOptions(
        which,
        asking.map((one) => [one.id, `${one.n}. ${one.name}`]),
      );
      if (
        presented !== phase.id &&
        asking.some(({ id }) => id === phase.id) &&
        !element.contains(document.activeElement)
      )
        which.value = phase.id;
      presented = phase.id;
      const counted = Object.values(tallies).reduce((sum, counts) => sum + sumOf(counts), 0);
      putText(note, counted ? say("{n} counted", { n: counted }) : "");
      renew();
    },
  };
};

/** @typedef {{ id: string, text: string, phase: string }} DeskChoice */

const sumOf = (/** @type {Record<string, number>} */ counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** @param {DeskChoice} first */
const makeChoice = (first) => {
  const input = h("input", { type: "number", name: first.id, min: "0", max: "1000", step: "1", inputmode: "numeric" });
  input.addEventListener("input", () => {
    input.dataset.typed = "yes";
  });
  const text = h("span");
  return {
    element: h("li", {}, h("label", { class: "line" }, text, input)),
    /** @param {DeskChoice} choice */
    show({ id, text: words, phase }) {
      putText(text, words);
      if (!input.dataset.typed) input.value = String(desk.view.tallies[phase]?.[id] ?? 0);
    },
  };
};
