import { announce, channel, complaint, h, uniqueId } from "./shared.js";

/** @type {Panel<"sensitivity">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    el.classList.add("caseroom-panel", "caseroom-sensitivity-panel");
    const ask = channel(model);
    const wrong = h("p", { class: "wrong", role: "alert" });
    /** @type {(what: Sought, value: string) => Promise<void>} */
    const choose = async (what, value) => {
      const answer = await ask({ type: "choose", what, value });
      wrong.textContent = answer.ok ? "" : complaint(model, answer);
    };

    const id = uniqueId("outcome");
    /** @type {HTMLSelectElement} */
    const outcome = h(
      "select",
      { id, onchange: () => choose("outcome", outcome.value) },
      model.get("choices").outcome.map(({ name, label }) => h("option", { value: name }, label)),
    );
    /** @type {{ what: Sought, input: HTMLInputElement }[]} */
    const buttons = [];
    /** @type {(what: Sought, legend: string) => HTMLElement} */
    const radios = (what, legend) => {
      const group = uniqueId(what);
      return h(
        "fieldset",
        { class: "radios" },
        h("legend", {}, legend),
        model.get("choices")[what].map(({ name, label }) => {
          const input = h("input", {
            type: "radio",
            name: group,
            value: name,
            "data-what": what,
            onchange: () => choose(what, name),
          });
          buttons.push({ what, input });
          return h("label", {}, input, h("span", {}, label));
        }),
      );
    };

    const sentence = h("p", { class: "sentence", "aria-live": "polite" });
    const body = h("tbody");
    const table = h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          [words.Lever, words["From, to"], words["Its share"]].map((title) => h("th", { scope: "col" }, title)),
        ),
      ),
      body,
    );
    const note = h("p", { class: "note soft" });
    /** @param {Share} share */
    const row = ({ label, moved, amount, part }) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, label),
        h("td", { class: "moved" }, moved),
        h(
          "td",
          { class: "amount" },
          amount,
          h(
            "span",
            { class: "bar", "aria-hidden": "true" },
            h("i", { style: `--from: ${Math.min(0.5, 0.5 + part / 2)}; --size: ${Math.abs(part) / 2}` }),
          ),
        ),
      );

    const heading = uniqueId("why");
    /** @type {HTMLDetailsElement} */
    const details = h(
      "details",
      {
        class: "card",
        ontoggle: () => {
          if (details.open !== model.get("unfolded")) ask({ type: "unfold", unfolded: details.open });
        },
      },
      h(
        "summary",
        {},
        h("h3", { id: heading }, words["Why did it move?"]),
        h("span", { class: "lead soft" }, words["Which lever did what, and what would move it most from here."]),
      ),
      h(
        "div",
        { class: "controls" },
        h("div", {}, h("label", { for: id }, words.Outcome), outcome),
        radios("since", words["Compared with"]),
        radios("swing", words["Each lever moves by"]),
      ),
      wrong,
      sentence,
      table,
      note,
    );
    el.append(details);

    const showChosen = () => {
      const chosen = model.get("chosen");
      outcome.value = chosen.outcome;
      for (const { what, input } of buttons) input.checked = chosen[what] === input.value;
    };
    const showChange = () => {
      const { sentence: said = "", rows = [], note: remark = "" } = model.get("change");
      if (sentence.textContent !== said) sentence.textContent = said;
      body.replaceChildren(...rows.map(row));
      table.hidden = !rows.length;
      note.textContent = remark;
      note.hidden = !remark;
    };
    const showUnfolded = () => {
      details.open = model.get("unfolded");
    };
    model.on("change:chosen", showChosen);
    model.on("change:change", showChange);
    model.on("change:unfolded", showUnfolded);
    showChosen();
    showChange();
    showUnfolded();
    announce(el);
    return () => {
      model.off("change:chosen", showChosen);
      model.off("change:change", showChange);
      model.off("change:unfolded", showUnfolded);
    };
  },
};
