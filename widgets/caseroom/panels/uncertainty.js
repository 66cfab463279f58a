export default {
  render({ model, el }) {
    const words = model.get("words");
    const lang = model.get("lang");
    el.classList.add("caseroom-panel", "caseroom-uncertainty-panel");
    const ask = channel(model);
    const parameters = new Map(
      model.get("parameters").map((parameter) => [parameter.name, { ...parameter, scale: scaleOf(parameter, lang) }]),
    );
    const say = (sentence, label) => sentence.replace("{label}", label);

    const line = h("p", { class: "saved-line", role: "status" });
    const tell = (state, sentence) => {
      line.dataset.state = state;
      line.textContent = sentence;
    };
    const save = saver(model, tell);
    const act = async (message) => {
      const answer = await ask(message);
      if (answer.ok) save({ type: "commit" });
      else tell("failed", complaint(model, answer));
      return answer;
    };

    // One row a range
    const rangeRow = (name) => {
      const { label, scale } = parameters.get(name);
      const error = h("p", { class: "wrong", id: uniqueId("range"), role: "alert" });
      const field = (words) =>
        h("input", {
          type: "text",
          inputmode: "decimal",
          autocomplete: "off",
          "aria-label": say(words, label),
          "aria-describedby": error.id,
        });
      const [low, high] = [field(words["{label}, from"]), field(words["{label}, to"])];
      const remark = h("p", { class: "remark soft" });
      const shown = {};
      const take = async () => {
        if (low.value === shown.low && high.value === shown.high) return;
        const answer = await ask({ type: "range", name, low: scale.read(low.value), high: scale.read(high.value) });
        error.textContent = answer.ok ? "" : complaint(model, answer);
        for (const input of [low, high])
          answer.ok ? input.removeAttribute("aria-invalid") : input.setAttribute("aria-invalid", "true");
        if (answer.ok) save({ type: "commit" });
      };
      const put = (input, text) => {
        if (document.activeElement !== input || input.value === shown[input === low ? "low" : "high"])
          input.value = text;
      };
      for (const input of [low, high]) {
        input.addEventListener("change", take);
        input.addEventListener("keydown", (event) => {
          if (event.key === "Enter") take();
        });
      }
      const element = h(
        "li",
        { "data-range": name },
        h("span", { class: "name" }, label),
        h(
          "span",
          { class: "ends" },
          h("span", { class: "soft" }, words.from),
          low,
          h("span", { class: "soft" }, words.to),
          high,
          h("span", { class: "unit soft", "aria-hidden": "true" }, scale.behind()),
        ),
        h(
          "span",
          { class: "actions" },
          h(
            "button",
            {
              type: "button",
              class: "plain",
              "aria-label": say(words["{label}: ±10 % around its lever"], label),
              onclick: () => act({ type: "widen", name }),
            },
            "±10 %",
          ),
          h(
            "button",
            {
              type: "button",
              class: "plain",
              "aria-label": say(words["{label}: drop the range"], label),
              onclick: () => {
                act({ type: "drop", name });
                add.focus();
              },
            },
            "×",
          ),
        ),
        remark,
        error,
      );
      return {
        element,
        show(range) {
          const texts = { low: scale.field(range.low), high: scale.field(range.high) };
          put(low, texts.low);
          put(high, texts.high);
          Object.assign(shown, texts);
          remark.textContent = range.remark;
          remark.hidden = !range.remark;
        },
      };
    };

    const rows = new Map();
    const list = h("ul", { class: "ranges" });
    const none = h("p", { class: "soft" }, words["No range yet: each parameter is exactly what its lever says."]);
    const choice = h("select", { "aria-label": words.Parameter });
    const add = h(
      "button",
      { type: "button", onclick: () => act({ type: "widen", name: choice.value }) },
      words["Give it a range"],
    );
    const adding = h("div", { class: "line" }, choice, add);
    const drop = h(
      "button",
      { type: "button", class: "plain", onclick: () => act({ type: "drop" }) },
      words["Drop all"],
    );
    const showRanges = () => {
      const ranges = model.get("ranges");
      const named = new Set(ranges.map(({ name }) => name));
      for (const [name, row] of rows)
        if (!named.has(name)) {
          row.element.remove();
          rows.delete(name);
        }
      for (const range of ranges) {
        if (!rows.has(range.name)) rows.set(range.name, rangeRow(range.name));
        const row = rows.get(range.name);
        row.show(range);
        if (!row.element.isConnected) {
          const after = ranges
            .slice(ranges.indexOf(range) + 1)
            .map(({ name }) => rows.get(name)?.element)
            .find((element) => element?.isConnected);
          list.insertBefore(row.element, after ?? null);
        }
      }
      const free = [...parameters.values()].filter(({ name }) => !named.has(name));
      const kept = choice.value;
      choice.replaceChildren(...free.map(({ name, label }) => h("option", { value: name }, label)));
      if (free.some(({ name }) => name === kept)) choice.value = kept;
      adding.hidden = !free.length;
      drop.hidden = !ranges.length;
      none.hidden = ranges.length > 0;
    };

    // What the draws say: a table, each row with the shape of its draws
    const histogram = ({ counts, likely, ends }) => {
      if (counts.length < 2) return h("span", { class: "soft" }, words["all the same"]);
      const most = Math.max(...counts, 1);
      return h(
        "div",
        { class: "histogram", "aria-hidden": "true" },
        h(
          "div",
          { class: "bars" },
          counts.map((count, n) =>
            h("i", { class: n >= likely[0] && n <= likely[1] ? "inside" : "", style: `--size: ${count / most}` }),
          ),
        ),
        h(
          "div",
          { class: "ends soft" },
          ends.map((end) => h("span", {}, end)),
        ),
      );
    };
    const titles = ["Outcome", "As the levers stand", "Middle", "Nine of ten draws", "All draws"];
    // The roles are said because a phone gets blocks, which are no table to a screen reader.
    const body = h("tbody", { role: "rowgroup" });
    const table = h(
      "table",
      { role: "table" },
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          titles.map((title) => h("th", { scope: "col", role: "columnheader" }, words[title])),
        ),
      ),
      body,
    );
    const goals = h("ul", { class: "goals" });
    const drawn = h("p", { class: "soft note" });
    const live = h("p", { class: "visually-hidden", "aria-live": "polite" });
    const result = h(
      "div",
      { class: "result" },
      goals,
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words["How sure is it?"] }, table),
      drawn,
    );
    const cell = (title, ...content) => h("td", { role: "cell", "data-title": words[title] }, content);
    const showResults = () => {
      const results = model.get("results");
      result.hidden = !results.length;
      goals.replaceChildren(...model.get("goals").map((sentence) => h("li", {}, sentence)));
      body.replaceChildren(
        ...results.map((row) =>
          h(
            "tr",
            { role: "row", "data-result": row.name },
            h("th", { scope: "row", role: "rowheader" }, row.label, row.unit && h("small", {}, row.unit)),
            cell("As the levers stand", row.now),
            cell("Middle", h("strong", {}, row.middle)),
            cell(
              "Nine of ten draws",
              h("span", { class: "likely" }, `${row.low} – ${row.high}`),
              row.endless && h("p", { class: "endless" }, row.endless),
            ),
            cell("All draws", histogram(row)),
          ),
        ),
      );
      drawn.textContent = model.get("drawn");
      if (live.textContent !== model.get("summary")) live.textContent = model.get("summary");
    };

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
        h("h3", {}, words["How sure is it?"]),
        h(
          "span",
          { class: "lead soft" },
          words["Give what you do not know a range, and see what it does to the outcomes."],
        ),
      ),
      h(
        "div",
        { class: "columns" },
        h(
          "div",
          { class: "setup" },
          h("h4", {}, words.Ranges),
          h("p", { class: "soft note" }, words["Every value in a range is equally likely, whatever the others are."]),
          none,
          list,
          adding,
          h(
            "div",
            { class: "line" },
            h(
              "button",
              { type: "button", class: "plain", onclick: () => act({ type: "widen" }) },
              words["±10 % for all"],
            ),
            drop,
          ),
          line,
        ),
        result,
      ),
      live,
    );
    el.append(details);

    const showUnfolded = () => {
      details.open = model.get("unfolded");
    };
    const follow = [
      ["change:ranges", showRanges],
      ["change:results change:goals change:summary", showResults],
      ["change:unfolded", showUnfolded],
    ];
    for (const [event, show] of follow) {
      model.on(event, show);
      show();
    }
    announce(el);
    return () => {
      for (const [event, show] of follow) model.off(event, show);
    };
  },
};
