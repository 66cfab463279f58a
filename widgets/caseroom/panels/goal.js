import { scaleOf } from "./numbers.js";
import { announce, channel, complaint, doer, h, statusLine, uniqueId } from "./shared.js";

/** @type {Panel<"goal">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const lang = model.get("lang");
    if (!model.get("goals").length) return announce(el); // a case without goals
    el.classList.add("caseroom-panel", "caseroom-goal-panel");
    const ask = channel(model);
    const { element: line, show: tell } = statusLine();
    const act = doer(model, tell, ask);

    /**
     * What the reader may say of one goal; what was typed stays, the rest follows the levers.
     *
     * @param {Goal} goal
     */
    const setup = (goal) => {
      const boxes = goal.by.map(({ name, label, fixed }, n) => {
        const input = h("input", {
          type: "checkbox",
          value: name,
          checked: fixed || n < model.get("most_levers"),
          disabled: fixed,
        });
        return { input, element: h("label", {}, input, h("span", {}, label)) };
      });
      const fields = goal.constraints.map((constraint) => {
        const scale = scaleOf(constraint, lang);
        const id = uniqueId("limit");
        const input = h("input", { type: "text", id, inputmode: scale.keys, autocomplete: "off" });
        let own = false;
        let followed = 0;
        input.addEventListener("input", () => {
          own = input.value.trim() !== "";
        });
        input.addEventListener("change", () => {
          if (!own) input.value = scale.field(followed);
        });
        return {
          value: () => (own ? scale.read(input.value) : followed),
          /** @param {number} value */
          follow: (value) => {
            followed = value;
            if (!own && document.activeElement !== input) input.value = scale.field(value);
          },
          element: h(
            "div",
            {},
            h(
              "label",
              { for: id },
              words[constraint.at_least ? "{outcome} at least" : "{outcome} at most"].replace(
                "{outcome}",
                constraint.label,
              ),
            ),
            h("span", { class: "typed" }, input, h("span", { class: "soft" }, scale.behind())),
          ),
        };
      });
      return {
        element: h(
          "div",
          { class: "setup", hidden: true },
          fields.map((field) => field.element),
          h(
            "fieldset",
            {},
            h("legend", {}, words["Levers that may move"]),
            boxes.map((box) => box.element),
          ),
          goal.note && h("p", { class: "soft note" }, goal.note),
        ),
        /** @param {number[]} limits */
        follow: (limits) => fields.forEach((field, n) => field.follow(limits[n])),
        message: () => ({
          type: "seek",
          goal: goal.id,
          by: boxes.filter(({ input }) => input.checked).map(({ input }) => input.value),
          limits: fields.map((field) => field.value()),
        }),
      };
    };

    const setups = Object.fromEntries(model.get("goals").map((goal) => [goal.id, setup(goal)]));
    const group = uniqueId("goal");
    const radios = model.get("goals").map((goal, n) => {
      const input = h("input", {
        type: "radio",
        name: group,
        value: goal.id,
        checked: n === 0,
        onchange: () => choose(goal.id),
      });
      return h("label", {}, input, h("span", {}, goal.label));
    });
    let chosen = "";
    /** @param {string} id */
    const choose = (id) => {
      chosen = id;
      tell("", ""); // what was said is said of the other goal
      for (const [name, one] of Object.entries(setups)) one.element.hidden = name !== id;
      showAnswer();
    };

    const submit = h("button", { type: "submit", class: "primary" }, words.Search);
    /** @param {Event} event */
    const search = async (event) => {
      event.preventDefault();
      tell("saving", words["Searching…"]);
      const answer = await ask(setups[chosen].message());
      if (!answer.ok) return tell("failed", complaint(model, answer));
      tell("", "");
      // biome-ignore lint/performance/useDomNodeTextContent: the lines as they are laid out are read aloud
      live.textContent = found.innerText.replace(/\n+/g, ". ");
    };
    const apply = h(
      "button",
      {
        type: "button",
        onclick: async () => {
          if (model.get("stands") !== "away") return; // a button that is truly disabled would lose the focus
          await act({ type: "apply" });
        },
      },
      words["Set the levers to this"],
    );
    const where = h("p", { class: "where soft", "aria-live": "polite" });
    const live = h("p", { class: "visually-hidden", "aria-live": "polite" });
    const found = h("div");
    const rest = h("div");
    const result = h(
      "div",
      { class: "result", hidden: true },
      found,
      h("div", { class: "actions" }, apply, where),
      rest,
    );

    /** @param {GoalAnswer} answer */
    const table = ({ columns, rows }) =>
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            [...columns, words["Kept?"]].map((title) => h("th", { scope: "col" }, title)),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map((row) =>
            h(
              "tr",
              { class: row.best ? "best" : null },
              row.cells.map((cell, n) =>
                h(
                  n ? "td" : "th",
                  {
                    scope: n ? null : "row",
                    class: row.missed.includes(n) ? "missed" : null,
                    "data-label": columns[n],
                  },
                  cell,
                ),
              ),
              h(
                "td",
                { class: row.missed.length ? "missed" : "kept", "data-label": words["Kept?"] },
                row.missed.length ? `✗ ${words.no}` : `✓ ${words.yes}`,
              ),
            ),
          ),
        ),
      );

    const showAnswer = () => {
      const answer = model.get("answer");
      result.hidden = answer.goal !== chosen;
      if (result.hidden) return;
      const heading = uniqueId("tried");
      result.dataset.met = String(answer.met);
      found.replaceChildren(
        h("h4", {}, words[answer.met ? "Found" : "Not within reach; this is the nearest miss"]),
        h(
          "dl",
          {},
          answer.found.map(({ label, value }) => h("div", {}, h("dt", {}, label), h("dd", {}, value))),
        ),
        h(
          "ul",
          { class: "limits" },
          answer.kept.map(({ text, value, met }) =>
            h(
              "li",
              {},
              h("span", { class: met ? "kept" : "missed" }, `${met ? "✓" : "✗"} ${text}`),
              lang === "zh" ? "：" : ": ",
              h("b", {}, value),
            ),
          ),
        ),
      );
      rest.replaceChildren(
        ...answer.remarks.map((remark) => h("p", { class: "remark" }, remark)),
        h("h5", { id: heading }, words["What was tried around it"]),
        h("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": heading }, table(answer)),
      );
    };
    const showStands = () => {
      const stands = model.get("stands");
      apply.setAttribute("aria-disabled", String(stands !== "away"));
      where.textContent = {
        there: words["The levers stand there."],
        outdated: words["You have moved other levers since. Search again."],
        away: "",
      }[stands];
    };
    const showLimits = () => {
      for (const [id, limits] of Object.entries(model.get("limits"))) setups[id].follow(limits);
    };

    el.append(
      h(
        "details",
        { class: "card" },
        h(
          "summary",
          {},
          h("h3", {}, words["Work back from a goal"]),
          h(
            "span",
            { class: "lead soft" },
            words["Say what you want to reach; the levers that get there are searched for."],
          ),
        ),
        h(
          "div",
          { class: "columns" },
          h(
            "form",
            { onsubmit: search },
            h("fieldset", { class: "goals" }, h("legend", {}, words.Goal), radios),
            Object.values(setups).map((one) => one.element),
            h("div", { class: "actions" }, submit, line),
          ),
          result,
        ),
        live,
      ),
    );
    const shows = { limits: showLimits, answer: showAnswer, stands: showStands };
    choose(model.get("goals")[0].id);
    for (const [trait, show] of Object.entries(shows)) {
      model.on(`change:${trait}`, show);
      show();
    }
    announce(el);
    return () => {
      for (const [trait, show] of Object.entries(shows)) model.off(`change:${trait}`, show);
    };
  },
};
