const PAUSE_BEFORE_SAVING = 800; // ms without typing
const KICKERS = { predict: "Predict", decision: "Decide" };
const BUTTONS = {
  predict: ["Lock my prediction"],
  decision: ["Decide now", "Decide again"],
  text: ["Hand in", "Hand in again"],
  design: ["Hand in", "Hand in again"],
};
const SEALS = {
  predict: "Locked {time}",
  decision: "Decided {time}",
  text: "Handed in {time}",
  design: "Handed in {time}",
};
const ICONS = { right: "✓", wrong: "✕", note: "i" };
const TONES = { right: "Right", wrong: "Not yet", note: "Note" };

/** The words of this model with their {names} filled. */
const speaker =
  (model) =>
  (sentence, values = {}) =>
    model.get("words")[sentence].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const paragraphs = (text) => text.split(/\n\s*\n/).map((paragraph) => h("p", {}, paragraph));

/** A line that says how saving stands; only trouble is read out when it is `quiet`. */
const savedLine = (id, quiet) => {
  const element = h("p", { class: "saved-line", id, "aria-live": quiet ? "off" : "polite" });
  const show = (state, sentence) => {
    if (quiet) element.setAttribute("aria-live", state === "failed" ? "polite" : "off");
    element.dataset.state = state;
    element.textContent = sentence;
  };
  return { element, show };
};

/** The parts of a form are {element, read() -> its share of an answer, write(work), lock()}. */
const choicePart = (question, helpId, changed) => {
  const group = uniqueId("choice");
  const radios = question.choices.map((choice) =>
    h("input", { type: "radio", name: group, value: choice.id, onchange: changed }),
  );
  const cards = question.choices.map((choice, n) =>
    h("label", { class: "choice" }, radios[n], h("span", {}, choice.text)),
  );
  const element = h(
    "fieldset",
    { class: "choices", "aria-describedby": helpId },
    h("legend", { class: "visually-hidden" }, question.title),
    cards,
  );
  return {
    element,
    read: () => ({ choice: radios.find((radio) => radio.checked)?.value ?? "" }),
    write: (work) => radios.forEach((radio) => (radio.checked = radio.value === work.choice)),
    lock: () => (element.disabled = true),
  };
};

const numberPart = (question, helpId, changed, say) => {
  const [id, rangeId] = [uniqueId("number"), uniqueId("range")];
  const { unit, minimum, maximum } = question.number;
  const input = h("input", {
    type: "text",
    id,
    inputmode: "decimal",
    autocomplete: "off",
    maxLength: question.longest.number,
    "aria-describedby": `${rangeId} ${helpId}`,
    oninput: changed,
  });
  const element = h(
    "div",
    { class: "number" },
    h("label", { for: id }, say("Your number")),
    h("span", { class: "entry" }, input, h("span", {}, unit)),
    h("span", { class: "soft", id: rangeId }, say("From {low} to {high}", { low: minimum, high: maximum })),
  );
  return {
    element,
    read: () => ({ number: input.value }),
    write: (work) => (input.value = work.number),
    lock: () => (input.readOnly = true),
  };
};

/** Rows in order. Moving one place is always done by moving the neighbour, so focus and a dragging finger stay on the row. */
const rankingPart = (question, helpId, changed, say) => {
  const list = h("ol", { class: "ranking", "aria-describedby": helpId });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const element = h(
    "div",
    {},
    h(
      "p",
      { class: "soft" },
      say("Put them in order, the first at the top. Use the buttons, or drag a row by its number."),
    ),
    list,
    spoken,
  );
  let locked = false;

  const place = (row) => ({
    item: row.item.text,
    place: [...list.children].indexOf(row.element) + 1,
    count: question.items.length,
  });
  const label = () =>
    rows.forEach((row) => {
      const now = place(row);
      row.grip.textContent = now.place;
      for (const [button, sentence, atEnd] of [
        [row.up, "Move {item} up (now {place} of {count})", now.place === 1],
        [row.down, "Move {item} down (now {place} of {count})", now.place === now.count],
      ]) {
        button.setAttribute("aria-label", say(sentence, now));
        button.setAttribute("aria-disabled", String(atEnd || locked));
      }
    });
  const step = (row, upwards) => {
    const neighbour = upwards ? row.element.previousElementSibling : row.element.nextElementSibling;
    if (locked || !neighbour) return;
    if (upwards) row.element.after(neighbour);
    else row.element.before(neighbour);
    label();
    changed();
  };
  const press = (row, upwards) => {
    step(row, upwards);
    spoken.textContent = say("{item}: now {place} of {count}", place(row));
  };
  const drag = (row, event) => {
    if (!row.grip.hasPointerCapture(event.pointerId)) return;
    const middle = (sibling) => sibling.getBoundingClientRect().top + sibling.getBoundingClientRect().height / 2;
    const [above, below] = [row.element.previousElementSibling, row.element.nextElementSibling];
    if (above && event.clientY < middle(above)) step(row, true);
    else if (below && event.clientY > middle(below)) step(row, false);
  };

  const rows = question.items.map((item) => {
    const row = { item };
    row.grip = h("span", {
      class: "grip",
      "aria-hidden": "true",
      onpointerdown: (event) => !locked && row.grip.setPointerCapture(event.pointerId),
      onpointermove: (event) => drag(row, event),
    });
    row.up = h("button", { type: "button", onclick: () => press(row, true) }, "↑");
    row.down = h("button", { type: "button", onclick: () => press(row, false) }, "↓");
    row.element = h(
      "li",
      { "data-item": item.id },
      row.grip,
      h("span", { class: "item" }, item.text),
      row.up,
      row.down,
    );
    return row;
  });
  return {
    element,
    read: () => ({ order: [...list.children].map((child) => child.dataset.item) }),
    write: (work) => {
      list.append(...work.order.map((id) => rows.find((row) => row.item.id === id).element));
      label();
    },
    lock: () => {
      locked = true;
      element.classList.add("locked");
      label();
    },
  };
};

/** A row of categories for every item. */
const sortingPart = (question, helpId, changed) => {
  const rows = question.items.map((item) => {
    const group = uniqueId("sort");
    const radios = question.choices.map((choice) =>
      h("input", { type: "radio", name: group, value: choice.id, onchange: changed }),
    );
    const boxes = question.choices.map((choice, n) => h("label", {}, radios[n], h("span", {}, choice.text)));
    const element = h(
      "fieldset",
      { "data-item": item.id, "aria-describedby": helpId },
      h("legend", {}, item.text),
      h("div", { class: "boxes" }, boxes),
    );
    return { item, radios, element };
  });
  return {
    element: h(
      "div",
      { class: "sorting" },
      rows.map(({ element }) => element),
    ),
    read: () => ({
      sorted: Object.fromEntries(
        rows.map(({ item, radios }) => [item.id, radios.find((radio) => radio.checked)?.value ?? ""]),
      ),
    }),
    write: (work) =>
      rows.forEach(({ item, radios }) =>
        radios.forEach((radio) => (radio.checked = radio.value === work.sorted[item.id])),
      ),
    lock: () => rows.forEach(({ element }) => (element.disabled = true)),
  };
};

const fieldsPart = (question, helpId, changed, say) => {
  const areas = {};
  const element = h(
    "div",
    { class: "fields" },
    question.fields.map((field) => {
      const [id, sizeId] = [uniqueId("field"), uniqueId("size")];
      areas[field.id] = h("textarea", {
        id,
        rows: field.rows,
        maxLength: question.longest.text,
        "aria-describedby": `${sizeId} ${helpId}`,
        oninput: changed,
      });
      areas[field.id].style.setProperty("--rows", field.rows);
      const size = field.words ? say("About {words} words", { words: field.words }) : "";
      return h(
        "div",
        { class: "field" },
        h("label", { for: id }, field.label),
        h("span", { class: "soft", id: sizeId }, size),
        areas[field.id],
      );
    }),
  );
  return {
    element,
    read: () => ({ fields: Object.fromEntries(Object.entries(areas).map(([id, area]) => [id, area.value])) }),
    write: (work) => Object.entries(areas).forEach(([id, area]) => (area.value = work.fields[id])),
    lock: () => Object.values(areas).forEach((area) => (area.readOnly = true)),
  };
};

const PARTS = { choice: choicePart, number: numberPart, order: rankingPart, sorted: sortingPart };

const feedbackBlock = ({ tone, text }, say) =>
  h(
    "div",
    { class: "feedback", "data-tone": tone },
    h(
      "p",
      { class: "verdict" },
      h("span", { class: "icon", "aria-hidden": "true" }, ICONS[tone]),
      h("strong", {}, say(TONES[tone])),
    ),
    text ? paragraphs(text) : null,
  );

const criteriaBlock = (model, say) => {
  const state = model.get("state");
  const line = savedLine(uniqueId("ticks"), true);
  const save = saver(model, line.show);
  const tick = () => save({ type: "tick", ticks: boxes.flatMap((box, n) => (box.checked ? [n] : [])) });
  const boxes = state.criteria.map((_, n) =>
    h("input", { type: "checkbox", checked: state.ticks.includes(n), onchange: tick }),
  );
  return h(
    "section",
    { class: "criteria" },
    h("h4", {}, say("Check your own text")),
    h("p", { class: "soft" }, say("Tick what your text does.")),
    state.criteria.map((text, n) => h("label", {}, boxes[n], h("span", {}, text))),
    line.element,
  );
};

/** Fills `element` again only if `content` is new: what a reader has opened, or a voice has read, stays as it is. */
const refresher = (element, build) => {
  let shown = "";
  return (...content) => {
    const now = JSON.stringify(content);
    if (now !== shown) element.replaceChildren(...build(...content).filter(Boolean));
    shown = now;
  };
};

export default {
  render({ model, el }) {
    const say = speaker(model);
    const question = { ...model.get("question"), longest: model.get("longest") };
    const state = () => model.get("state");
    const helpId = uniqueId("help");
    const drafts = savedLine(uniqueId("draft"), true);
    const submission = savedLine(helpId, false);
    // Where there is nothing to write, "saved" would sound like "checked": only trouble is told.
    const saveDraft = saver(model, (how, sentence) =>
      question.fields.length || how === "failed" ? drafts.show(how, sentence) : drafts.show("", ""),
    );
    const saveAnswer = saver(model, submission.show);
    let timer = null;

    const sendDraft = () => {
      clearTimeout(timer);
      timer = null;
      if (!state().final) saveDraft({ type: "draft", work: work() });
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(sendDraft, PAUSE_BEFORE_SAVING);
    };
    const sendPending = () => timer !== null && sendDraft();

    const parts = [
      ...question.parts.map((part) => PARTS[part](question, helpId, changed, say)),
      fieldsPart(question, helpId, changed, say),
    ].filter(Boolean);
    const work = () => Object.assign({}, ...parts.map((part) => part.read()));

    /** To what there is now to read, without a jump where it is in sight already. */
    const arrive = () => {
      result.focus({ preventScroll: true });
      result.scrollIntoView({ block: "nearest" });
    };
    const submit = async (event) => {
      event.preventDefault();
      sendPending();
      const answer = await saveAnswer({ type: "submit", work: work() });
      if (answer.ok) {
        submission.show("", "");
        if (state().final) arrive();
      }
    };
    const reveal = async () => {
      const answer = await saveAnswer({ type: "reveal" });
      if (answer.ok) arrive();
    };

    // Enter in a line would lock a prediction by mistake.
    const noEnter = (event) =>
      event.key === "Enter" && event.target.matches("input") && question.kind in KICKERS && event.preventDefault();

    const heading = h("h3", { id: uniqueId("title") }, question.title);
    const seal = h("span", { class: "seal" });
    const primary = h("button", { type: "submit", class: "primary" });
    const show = h("button", { type: "button", onclick: reveal }, say("Show the answer"));
    const actions = h(
      "div",
      { class: "actions" },
      primary,
      show,
      question.kind === "predict" && h("span", { class: "soft" }, say("Once locked, it cannot be changed.")),
    );
    // Both lines stand below the buttons: one that appears above would push a button from under the finger.
    const form = h(
      "form",
      { novalidate: true, onsubmit: submit, onfocusout: sendPending, onkeydown: noEnter },
      parts.map((part) => part.element),
      actions,
      submission.element,
      drafts.element,
    );
    const spoken = h("div", { "aria-live": "polite" });
    const earned = h("div", {});
    const result = h("div", { class: "result", tabIndex: -1 }, spoken, earned);
    const showSpoken = refresher(spoken, (said, feedback, time) => [
      said && h("p", { class: "said" }, say("You said “{said}” at {time}.", { said, time })),
      feedback && feedbackBlock(feedback, say),
    ]);
    const showEarned = refresher(earned, (explanation, criteria, exemplar, history) => [
      explanation && h("div", { class: "explanation" }, paragraphs(explanation)),
      criteria.length && criteriaBlock(model, say),
      exemplar && h("details", { class: "exemplar" }, h("summary", {}, say("One good answer")), paragraphs(exemplar)),
      history.length &&
        h(
          "ul",
          { class: "history soft" },
          history.map(({ said, at }) => h("li", {}, say("Earlier: “{said}” at {time}.", { said, time: clock(at) }))),
        ),
    ]);
    const card = h(
      "section",
      { class: "card", "aria-labelledby": heading.id, "data-question": question.id, "data-kind": question.kind },
      h("p", { class: "kicker" }, h("span", {}, say(KICKERS[question.kind] ?? "Exercise")), seal),
      heading,
      h("div", { class: "prompt" }, paragraphs(question.prompt)),
      question.hint
        ? h("details", { class: "hint" }, h("summary", {}, say("Hint")), paragraphs(question.hint))
        : null,
      form,
      result,
    );
    const update = () => {
      const now = state();
      card.toggleAttribute("data-done", now.done);
      const time = now.at ? clock(now.at) : "";
      const [first, again] = BUTTONS[question.kind] ?? ["Check"];
      primary.textContent = say(now.done && again ? again : first);
      show.hidden = !now.may_reveal;
      seal.textContent = now.done && SEALS[question.kind] ? say(SEALS[question.kind], { time }) : "";
      if (now.final) {
        parts.forEach((part) => {
          part.write(now.work);
          part.lock();
        });
        actions.remove();
        drafts.element.remove();
        submission.element.remove();
      }
      showSpoken(now.said, now.feedback, time);
      showEarned(now.explanation, now.criteria, now.exemplar, now.history);
    };

    el.classList.add("caseroom-panel", "cr-question");
    el.append(card);
    parts.forEach((part) => part.write(state().work));
    update();
    model.on("change:state", update);
    addEventListener("pagehide", sendPending);
    announce(el);
    return () => {
      sendPending();
      model.off("change:state", update);
      removeEventListener("pagehide", sendPending);
    };
  },
};
