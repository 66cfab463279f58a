const PATIENCE = 60000; // ms: a large workbook on a slow machine

/** The words of this model with their {names} filled; {size:.0f} rounds as in Python. */
const speaker =
  (model) =>
  (sentence, values = {}) =>
    model
      .get("words")
      [sentence].replace(/\{(\w+)(:\.0f)?\}/g, (whole, name, rounded) =>
        values[name] === undefined ? whole : rounded ? Math.round(values[name]) : values[name],
      );

const figureList = (figures) =>
  h(
    "dl",
    { class: "figures" },
    figures.map(({ label, value }) => h("div", {}, h("dt", {}, label), h("dd", {}, value))),
  );

/** Sentences under a heading, in a box of a tone; the list takes the focus when it must be read. */
const sentenceBox = (heading, sentences, tone) => {
  const id = uniqueId("told");
  return h(
    "div",
    { class: "told", "data-tone": tone, role: "group", tabindex: "-1", "aria-labelledby": id },
    h("p", { id, class: "heading" }, heading),
    h(
      "ul",
      {},
      sentences.map((sentence) => h("li", {}, sentence)),
    ),
  );
};

/** The selects in which a student confirms which column is which: {element, mapping()}. */
const columnForm = (columns, groups, guess, say) => {
  const selects = {};
  const row = ({ name: role, label }) => {
    const [id, below] = [uniqueId("role"), uniqueId("samples")];
    const samples = h("p", { class: "samples", id: below });
    const select = h(
      "select",
      { id, "aria-describedby": below, onchange: () => update() },
      h("option", { value: "" }, say("– not in this file –")),
      columns.map(({ name }, place) => h("option", { value: String(place), selected: guess[role] === name }, name)),
    );
    selects[role] = { select, samples };
    return h("div", { class: "role" }, h("label", { for: id }, label), select, samples);
  };
  const chosen = (role) => columns[selects[role].select.value];
  const update = () => {
    for (const { select, samples } of Object.values(selects)) {
      const column = select.value === "" ? null : columns[select.value];
      samples.replaceChildren(
        ...(column
          ? column.samples.length
            ? column.samples.map((text) => h("span", {}, text))
            : [say("The column is empty.")]
          : []),
      );
    }
    for (const { roles } of groups)
      for (const { name, instead_of } of roles)
        for (const idle of instead_of) selects[idle].select.disabled = selects[name].select.value !== "";
  };
  const element = h(
    "div",
    { class: "roles" },
    groups.map(({ legend, roles }) =>
      h("fieldset", {}, h("legend", {}, legend), h("div", { class: "grid" }, roles.map(row))),
    ),
  );
  update();
  return {
    element,
    mapping: () =>
      Object.fromEntries(
        Object.entries(selects).map(([role, { select }]) => [
          role,
          select.disabled ? null : (chosen(role)?.name ?? null),
        ]),
      ),
  };
};

export default {
  render({ model, el }) {
    const say = speaker(model);
    const places = model.get("places");
    const ask = channel(model, PATIENCE);
    let turn = 0; // a file that was given up is not heard of again

    const kicker = h("p", { class: "kicker" });
    const title = h("h3", { id: uniqueId("log"), tabindex: "-1" });
    const figures = h("div");
    const input = h("input", {
      type: "file",
      class: "visually-hidden",
      tabindex: "-1",
      "aria-hidden": "true",
      accept: ".csv,.txt,.tsv,.xlsx",
      onchange: () => take(input.files[0]),
    });
    const choose = h("button", { type: "button", onclick: () => input.click() });
    const back = h("button", { type: "button", onclick: () => goBack() }, places.back);
    const hint = h(
      "span",
      { class: "soft" },
      say("or drop it here: .csv or .xlsx, up to {limit} MB", { limit: model.get("largest") / 1e6 }),
    );
    const line = h("p", { class: "saved-line", "aria-live": "polite" });
    const told = h("div", { "aria-live": "polite" });
    const stage = h("div", { class: "stage" });
    const card = h(
      "section",
      { class: "card", "aria-labelledby": title.id },
      h(
        "div",
        { class: "bar" },
        h("div", { class: "words" }, kicker, title),
        h("div", { class: "actions" }, choose, back, input, hint),
      ),
      figures,
      line,
      told,
      stage,
      h("p", { class: "soft privacy" }, places.privacy),
    );
    el.classList.add("caseroom-panel", "caseroom-upload-panel");
    el.append(card);

    const showLog = () => {
      const shown = model.get("shown");
      kicker.textContent = shown.own ? places.yours : places.bundled;
      title.textContent = shown.name;
      choose.textContent = shown.own ? say("Choose another file") : places.bring;
      back.hidden = !shown.own;
      figures.replaceChildren(
        figureList(shown.figures),
        ...(shown.left_out.length ? [sentenceBox(places.lacks, shown.left_out, "note")] : []),
      );
    };

    const save = saver(model, (state, sentence) => {
      line.dataset.state = state;
      line.textContent = sentence;
    });

    /** Put a step on the stage and say where the reader now is. */
    const step = (...children) => {
      told.replaceChildren();
      stage.replaceChildren(...children);
      card.classList.toggle("busy", children.length > 0);
      stage.querySelector("h4")?.focus();
    };
    const complain = (sentences) => {
      const box = sentenceBox(say("This file cannot be used yet"), sentences, "wrong");
      told.replaceChildren(box);
      box.focus();
      box.scrollIntoView({ block: "nearest" });
    };
    /** The problems that an answer names, or null. */
    const problemsIn = (answer) => (answer.ok ? (answer.problems ?? null) : [complaint(model, answer)]);

    const rest = () => {
      turn += 1;
      input.value = "";
      step();
    };
    const giveUp = () => {
      rest();
      ask({ type: "cancel" });
      choose.focus();
    };
    const cancelButton = () => h("button", { type: "button", class: "plain", onclick: giveUp }, say("Cancel"));

    const take = async (file) => {
      if (!file) return;
      rest();
      line.textContent = "";
      const mine = turn;
      const largest = model.get("largest");
      if (file.size > largest)
        return complain([
          say("The file is {size:.0f} MB; at most {limit:.0f} MB can be read. Use a part of it.", {
            size: file.size / 1e6,
            limit: largest / 1e6,
          }),
        ]);
      const now = h("h4", { tabindex: "-1" });
      const bar = h("progress", { max: 1, value: 0, "aria-label": file.name });
      const progress = (share) => {
        now.textContent = say("Sending {name}: {share}", {
          name: file.name,
          share: format(Math.round(share * 100) / 100, "percent"),
        });
        bar.value = share;
      };
      progress(0);
      step(now, bar, h("div", { class: "buttons" }, cancelButton()));
      const answer = await send(
        file,
        progress,
        () => mine === turn,
        () => {
          now.textContent = say("Reading {name}…", { name: file.name });
          bar.removeAttribute("value");
        },
      );
      if (mine !== turn) return;
      const problems = problemsIn(answer);
      if (problems) {
        rest();
        complain(problems);
      } else chooseColumns(file.name, answer);
    };

    const send = async (file, progress, wanted, reading) => {
      const size = model.get("chunk");
      let answer = await ask({ type: "begin", name: file.name, size: file.size });
      for (let number = 0; wanted() && !problemsIn(answer) && number * size < file.size; number += 1) {
        const piece = await file
          .slice(number * size, (number + 1) * size)
          .arrayBuffer()
          .catch(() => new ArrayBuffer(0)); // gone meanwhile: refused
        if (!wanted()) return answer;
        answer = await ask({ type: "chunk", number }, [piece]);
        progress(Math.min(1, ((number + 1) * size) / file.size));
      }
      if (!wanted() || problemsIn(answer)) return answer;
      reading();
      return ask({ type: "read" });
    };

    const chooseColumns = (fileName, table) => {
      const form = columnForm(table.columns, model.get("groups"), table.guess, say);
      const again = () =>
        step(
          h("h4", { tabindex: "-1" }, say("Which column is which?")),
          h("p", { class: "soft" }, say("Check what was guessed. Samples from the file stand below each choice.")),
          ...(table.warnings.length ? [sentenceBox(say("Worth knowing"), table.warnings, "note")] : []),
          form.element,
          h(
            "div",
            { class: "buttons" },
            h("button", { type: "button", class: "primary", onclick: check }, places.check),
            cancelButton(),
          ),
        );
      const check = async () => {
        const mine = turn;
        const answer = await ask({ type: "confirm", mapping: form.mapping() });
        if (mine !== turn) return;
        const problems = problemsIn(answer);
        if (problems) complain(problems);
        else showSummary(fileName, answer, again);
      };
      again();
    };

    const showSummary = (fileName, log, again) => {
      const use = h(
        "button",
        {
          type: "button",
          class: "primary",
          onclick: async () => {
            use.disabled = true;
            const answer = await save({ type: "use" });
            const problems = problemsIn(answer);
            rest();
            if (problems) complain(problems);
            else title.focus();
          },
        },
        places.use,
      );
      step(
        h("h4", { tabindex: "-1" }, places.right),
        h("p", { class: "name" }, fileName),
        figureList(log.figures),
        ...(log.warnings.length ? [sentenceBox(say("Worth knowing"), log.warnings, "note")] : []),
        h(
          "div",
          { class: "buttons" },
          use,
          h("button", { type: "button", onclick: again }, say("Change the columns")),
          cancelButton(),
        ),
      );
    };

    const goBack = async () => {
      rest();
      const problems = problemsIn(await save({ type: "back" }));
      if (problems) complain(problems);
      else title.focus();
    };

    card.addEventListener("dragover", (event) => {
      event.preventDefault();
      card.classList.add("over");
    });
    card.addEventListener("dragleave", (event) => {
      if (!card.contains(event.relatedTarget)) card.classList.remove("over");
    });
    card.addEventListener("drop", (event) => {
      event.preventDefault();
      card.classList.remove("over");
      take(event.dataTransfer.files[0]);
    });

    showLog();
    model.on("change:shown", showLog);
    announce(el);
    return () => model.off("change:shown", showLog);
  },
};
