import { format } from "./numbers.js";
import { rankingPart } from "./question_ranking.js";
import { announce, clock, h, saver, speaker, statusLine, uniqueId } from "./shared.js";

/**
 * A slider with a number for each criterion; what they come to is said as a share of the whole.
 *
 * @type {(model: Model<"rerank">, say: Say) => { element: HTMLElement, points: () => Record<string, number> }}
 */
const weightForm = (model, say) => {
  const { points } = model.get("state");
  const rows = model.get("criteria").map(({ id, name, meaning }) => {
    const [slider, help] = [uniqueId("weight"), uniqueId("meaning")];
    const range = h("input", {
      type: "range",
      id: slider,
      min: 0,
      max: 100,
      step: 1,
      value: points[id],
      "aria-describedby": help,
      oninput: () => update(),
    });
    const number = h("output", { for: slider }, "");
    const share = h("span", { class: "soft share" }, "");
    const element = h(
      "div",
      { class: "weight", "data-criterion": id },
      h("label", { for: slider }, name),
      number,
      range,
      h("p", { class: "soft", id: help }, meaning),
      share,
    );
    return { id, range, number, share, element };
  });
  const update = () => {
    const total = rows.reduce((sum, row) => sum + Number(row.range.value), 0);
    for (const row of rows) {
      row.number.textContent = row.range.value;
      row.share.textContent = say("{share} of the weight", {
        share: format(total ? Number(row.range.value) / total : 0, "percent"),
      });
    }
  };
  update();
  return {
    element: h(
      "div",
      { class: "weights" },
      rows.map((row) => row.element),
    ),
    points: () => Object.fromEntries(rows.map((row) => [row.id, Number(row.range.value)])),
  };
};

/** @type {(state: RerankState, say: Say) => HTMLElement} */
const orders = (state, say) =>
  h(
    "table",
    { class: "orders", style: `--columns: ${state.lenses.length + 1}` },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, say("Option")),
        h("th", { scope: "col" }, say("As you would sign")),
        state.lenses.map((lens) => h("th", { scope: "col" }, lens.name)),
      ),
    ),
    h(
      "tbody",
      {},
      state.rows.map((row) =>
        h(
          "tr",
          { "data-option": row.option },
          h("th", { scope: "row" }, row.name),
          h(
            "td",
            { class: state.signed[row.option] === 1 ? "first" : null, "data-label": say("As you would sign") },
            h("strong", {}, String(state.signed[row.option])),
          ),
          state.lenses.map((lens) =>
            h(
              "td",
              { class: row.places[lens.id] === 1 ? "first" : null, "data-label": lens.name },
              h("strong", {}, String(row.places[lens.id])),
              ` (${format(row.values[lens.id], "decimal")})`,
            ),
          ),
        ),
      ),
    ),
  );

/**
 * @typedef {(option: string, criterion: string, value: number) => void} Rate
 * @type {(model: Model<"rerank">, say: Say, rate: Rate) => HTMLElement}
 */
const ratings = (model, say, rate) => {
  const { rows } = model.get("state");
  const criteria = model.get("criteria");
  /** @type {(row: Rated, criterion: Criterion) => HTMLElement} */
  const select = (row, criterion) => {
    /** @type {HTMLSelectElement} */
    const rating = h(
      "select",
      {
        "aria-label": say("{option}, {criterion}", { option: row.name, criterion: criterion.name }),
        class: row.ratings[criterion.id] === row.ours[criterion.id] ? null : "mine",
        "data-rating": `${row.option}.${criterion.id}`,
        onchange: () => rate(row.option, criterion.id, Number(rating.value)),
      },
      [1, 2, 3, 4, 5].map((n) => h("option", { value: n, selected: n === row.ratings[criterion.id] }, String(n))),
    );
    return rating;
  };
  return h(
    "div",
    { class: "ratings" },
    rows.map((row) =>
      h(
        "section",
        {},
        h("h5", {}, row.name),
        h("p", { class: "soft" }, row.why),
        h(
          "div",
          { class: "grid" },
          criteria.map((criterion) => h("label", {}, h("span", {}, criterion.name), select(row, criterion))),
        ),
      ),
    ),
  );
};

/** @type {Panel<"rerank">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    el.classList.add("caseroom-panel", "caseroom-rerank");
    const line = statusLine();
    const save = saver(model, line.show);
    const heading = h("h3", { id: uniqueId("rerank"), tabindex: "-1" }, say("By whose measure?"));
    const stage = h("div");
    const card = h("section", { class: "card", "aria-labelledby": heading.id }, heading, stage, line.element);
    let opened = false;

    const blind = () => {
      const form = weightForm(model, say);
      const lock = h(
        "button",
        {
          type: "button",
          class: "primary",
          onclick: async () => {
            const answer = await save({ type: "lock", points: form.points() });
            if (answer.ok) heading.focus();
          },
        },
        say("Lock my weights"),
      );
      stage.replaceChildren(
        h(
          "p",
          {},
          say(
            "Before you see how the options do: what should count here, and how much? Give each criterion 0 to 100 " +
              "points; only their proportions matter. You set them once.",
          ),
        ),
        form.element,
        h(
          "div",
          { class: "actions" },
          h("p", { class: "soft once" }, say("Once locked, they cannot be changed.")),
          lock,
        ),
      );
    };
    const unranked = () => {
      const options = model.get("options");
      const help = h(
        "p",
        { id: uniqueId("ranking") },
        say(
          "Your weights are locked. Before the orders show: in which order would you sign the options yourself, by " +
            "judgement and without any sum? You say it once.",
        ),
      );
      const ranking = rankingPart({ question: { items: options }, helpId: help.id, changed: () => {}, say });
      ranking.write({ order: options.map(({ id }) => id) });
      const lock = h(
        "button",
        {
          type: "button",
          class: "primary",
          onclick: async () => {
            const answer = await save({ type: "rank", ...ranking.read() });
            if (answer.ok) heading.focus();
          },
        },
        say("Lock my ranking and show the orders"),
      );
      stage.replaceChildren(help, ranking.element, h("div", { class: "actions" }, lock));
    };
    /** @type {(option: string, criterion: string, value: number) => Promise<void>} */
    const rate = async (option, criterion, value) => {
      await save({ type: "rate", option, criterion, value });
      /** @type {HTMLElement | null} */ (stage.querySelector(`[data-rating="${option}.${criterion}"]`))?.focus();
    };
    const seen = () => {
      const state = model.get("state");
      const details = h(
        "details",
        {
          open: opened,
          ontoggle: () => {
            opened = details.open;
          },
        },
        h("summary", {}, say("The ratings behind it")),
        h(
          "p",
          { class: "soft" },
          say(
            "From 1 (poorly) to 5. They are our judgement: change what you judge otherwise, and the orders follow. A 1 " +
              "counts as 0 and a 5 as 1, whatever the other options have.",
          ),
        ),
        ratings(model, say, rate),
        h("button", { type: "button", onclick: () => save({ type: "ours" }) }, say("Back to our ratings")),
      );
      stage.replaceChildren(
        h("p", { class: "seal" }, say("Locked {time}", { time: clock(state.at ?? "") })),
        h(
          "dl",
          { class: "set" },
          model
            .get("criteria")
            .map(({ id, name }) => h("div", {}, h("dt", {}, name), h("dd", {}, String(state.points[id])))),
        ),
        h("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": heading.id }, orders(state, say)),
        h("p", { class: "soft" }, say("The places by each set of weights; in brackets the score, from 0 to 1.")),
        h(
          "div",
          { class: "found", "aria-live": "polite" },
          state.found.map((sentence) => h("p", {}, sentence)),
        ),
        details,
      );
    };
    const fill = () => {
      const state = model.get("state");
      if (state.signed) seen();
      else if (state.at) unranked();
      else blind();
    };
    el.append(card);
    fill();
    model.on("change:state", fill);
    announce(el);
    return () => model.off("change:state", fill);
  },
};
