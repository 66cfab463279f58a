export default {
  render({ model, el }) {
    const words = model.get("words");
    const lang = model.get("lang");
    const say = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    el.classList.add("caseroom-panel", "caseroom-assumptions-panel");
    const saved = h("p", { class: "saved-line", role: "status" });
    const tell = (state, sentence) => {
      saved.dataset.state = state;
      saved.textContent = sentence;
    };
    const ask = channel(model);
    const save = saver(model, tell);
    /** Only the commit is asked again when it cannot be saved. */
    const act = async (message) => {
      const answer = await ask(message);
      if (answer.ok) save({ type: "commit" });
      else tell("failed", complaint(model, answer));
    };

    /** The way to give a value and a reason; `done(saved)` when it is left. */
    const form = (assumption, scale, contest, done) => {
      const [value, reason, wrongId] = ["value", "reason", "wrong"].map(uniqueId);
      const wrong = h("p", { class: "wrong", id: wrongId, role: "alert" });
      const field = h("input", {
        type: "text",
        id: value,
        inputmode: "decimal",
        autocomplete: "off",
        "aria-describedby": wrongId,
        value: contest ? scale.field(contest.value) : "",
      });
      const area = h("textarea", {
        id: reason,
        rows: "2",
        maxlength: String(model.get("longest_reason")),
        placeholder: words["How do you know? Where could one check it?"],
        "aria-describedby": wrongId,
      });
      area.value = contest ? contest.reason : "";
      const send = async (event) => {
        event.preventDefault();
        const answer = await ask({
          type: "contest",
          name: assumption.name,
          value: scale.read(field.value),
          reason: area.value,
        });
        wrong.textContent = answer.ok ? "" : complaint(model, answer);
        if (!answer.ok) return;
        save({ type: "commit" });
        done();
      };
      const element = h(
        "form",
        {
          onsubmit: send,
          onkeydown: (event) => {
            if (event.key === "Escape") done();
          },
        },
        h(
          "div",
          {},
          h("label", { for: value }, words["Your value"]),
          h("span", { class: "typed" }, field, h("span", { class: "soft" }, scale.behind())),
        ),
        h("div", { class: "reason" }, h("label", { for: reason }, words["Your reason"]), area),
        wrong,
        h(
          "div",
          { class: "actions" },
          h("button", { type: "submit", class: "primary" }, words["Keep for the memo"]),
          h("button", { type: "button", class: "plain", onclick: () => done() }, words.Cancel),
        ),
      );
      return { element, focus: () => field.focus() };
    };

    const effectTable = (effects) =>
      h(
        "table",
        { class: "effects" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            [words.Outcome, words["With the default"], words["With my value"]].map((title) =>
              h("th", { scope: "col" }, title),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          effects.map((effect) =>
            h(
              "tr",
              { class: effect.default === effect.mine ? "soft" : null },
              h("th", { scope: "row" }, effect.label),
              h("td", {}, effect.default),
              h("td", {}, effect.mine),
            ),
          ),
        ),
      );

    /** One assumption; while its form is open, nothing that arrives touches it. */
    const item = (assumption) => {
      const scale = scaleOf(assumption, lang);
      const now = h("dd");
      const fact = (title, value, kind) => h("div", { class: kind }, h("dt", {}, title), value);
      const start = h(
        "button",
        { type: "button", class: "plain", "aria-label": say(words["Contest: {label}"], assumption) },
        words.Contest,
      );
      const mine = h("div", { class: "mine", hidden: true });
      const element = h(
        "li",
        { "data-assumption": assumption.name },
        h("h4", {}, assumption.label),
        h(
          "dl",
          {},
          fact(words.Default, h("dd", {}, scale.text(assumption.default)), "default"),
          fact(
            words.Range,
            h(
              "dd",
              {},
              say(words["{minimum} to {maximum}"], {
                minimum: scale.field(assumption.minimum),
                maximum: scale.number(assumption.maximum),
              }),
            ),
            "range",
          ),
          fact(words.Now, now, "now"),
          fact(
            words.Source,
            h(
              "dd",
              {},
              assumption.grade &&
                h(
                  "span",
                  { class: `evidence grade-${assumption.grade.toLowerCase()}` },
                  `${assumption.grade} · ${assumption.evidence}`,
                ),
              assumption.grade && " ",
              assumption.taught ? h("span", { class: "taught" }, assumption.source) : assumption.source,
            ),
            "source",
          ),
        ),
        start,
        mine,
      );
      let contest = null;
      let editing = false;
      const leave = () => {
        editing = false;
        showMine();
        (contest ? mine.querySelector("button") : start).focus();
      };
      const edit = () => {
        editing = true;
        const { element: entry, focus } = form(assumption, scale, contest, leave);
        mine.replaceChildren(entry);
        mine.hidden = false;
        start.hidden = true;
        focus();
      };
      start.addEventListener("click", edit);
      const buttons = h(
        "div",
        { class: "actions" },
        h(
          "button",
          { type: "button", onclick: () => act({ type: "take", name: assumption.name }) },
          words[assumption.lever ? "Set the lever to my value" : "Calculate with my value"],
        ),
        h("button", { type: "button", class: "plain", onclick: edit }, words.Change),
        h(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: async () => {
              await act({ type: "withdraw", name: assumption.name });
              start.focus();
            },
          },
          words.Withdraw,
        ),
      );
      const [claim, reason, effects] = [
        h("p", { class: "claim" }),
        h("p", { class: "why" }),
        h("div", { class: "scroll" }),
      ];
      const objection = [
        claim,
        reason,
        effects,
        h("p", { class: "soft note" }, words["Everything else as the levers stand."]),
        buttons,
      ];
      const showMine = () => {
        if (editing) return;
        mine.hidden = !contest;
        start.hidden = Boolean(contest);
        if (!contest) return mine.replaceChildren();
        claim.textContent = say(words["My value: {value}"], { value: scale.text(contest.value) });
        reason.textContent = contest.reason;
        effects.replaceChildren(effectTable(contest.effects));
        if (mine.firstChild !== claim) mine.replaceChildren(...objection); // a button that has the focus keeps it
      };
      return {
        element,
        now: (value) => {
          now.textContent = scale.text(value);
          now.classList.toggle("moved", Math.abs(value - assumption.default) > 1e-9);
        },
        contest: (found) => {
          contest = found;
          showMine();
        },
      };
    };

    const items = new Map(model.get("assumptions").map((assumption) => [assumption.name, item(assumption)]));
    const lead = h("span", { class: "lead soft" });
    const details = h(
      "details",
      {
        class: "card",
        ontoggle: () => {
          if (details.open !== model.get("unfolded")) ask({ type: "unfold", unfolded: details.open });
        },
      },
      h("summary", {}, h("h3", {}, words["What the model supposes"]), lead),
      h(
        "p",
        { class: "soft" },
        words["If you know better, put your own value in place of the model's and say why. It goes into your memo."],
      ),
      saved,
      h(
        "div",
        { class: "titles", "aria-hidden": "true" },
        h("span", {}, words.Assumption),
        h(
          "div",
          {},
          [words.Default, words.Range, words.Now, words.Source].map((title) => h("span", {}, title)),
        ),
      ),
      h(
        "ul",
        { class: "items" },
        [...items.values()].map((one) => one.element),
      ),
    );
    el.append(details);

    const showValues = () => {
      for (const [name, value] of Object.entries(model.get("values"))) items.get(name).now(value);
    };
    const showContested = () => {
      const contested = model.get("contested");
      lead.textContent = say(words["{count} assumptions, with their sources; {contested} contested."], {
        count: items.size,
        contested: contested.length,
      });
      for (const [name, one] of items) one.contest(contested.find((contest) => contest.name === name) ?? null);
    };
    const showUnfolded = () => {
      details.open = model.get("unfolded");
    };
    const shows = { values: showValues, contested: showContested, unfolded: showUnfolded };
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
