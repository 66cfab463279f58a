const SIDEWAYS = 6; // px by which a finger moves a slider and not the page
/** Sends the newest value of each lever, one message at a time: what is overtaken while one is under way is never sent. */
const coalesce = (ask, onAnswer) => {
  const waiting = new Map();
  let running = null;
  let seq = 0;
  const run = async () => {
    while (waiting.size) {
      const [name, value] = waiting.entries().next().value;
      waiting.delete(name);
      onAnswer(name, await ask({ type: "set", name, value, seq: (seq += 1) }));
    }
    running = null;
  };
  return {
    send(name, value) {
      waiting.set(name, value);
      running ??= run();
      return running;
    },
    pending: (name) => waiting.has(name),
    idle: () => running ?? Promise.resolve(),
  };
};

/** How far a key goes at once: ten steps, fewer where the slider has few. */
const leapOf = (lever) => {
  const steps = (lever.usual[1] - lever.usual[0]) / lever.step;
  return lever.step * ([10, 5, 2].find((leap) => leap * 4 <= steps) ?? 2);
};
const ARROWS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const PAGES = { PageUp: 1, PageDown: -1 };

/** A button that says it cannot act now, yet keeps the focus of whoever has just pressed it. */
const setAble = (node, able) => node.setAttribute("aria-disabled", String(!able));
const isAble = (node) => node.getAttribute("aria-disabled") !== "true";

export default {
  render({ model, el }) {
    const words = model.get("words");
    const say = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
    el.classList.add("caseroom-panel", "caseroom-levers-panel");
    const ask = channel(model);
    const rows = new Map();
    const sender = coalesce(ask, (name, answer) => {
      const row = rows.get(name);
      if (answer.ok) row.settle();
      else if (!sender.pending(name)) row.complain(complaint(model, answer)); // else it has been put right meanwhile
    });

    // Only trouble is spoken: what a step does to the outcomes is said there, and one voice is enough.
    const saved = h("p", { class: "saved-line" });
    const failed = h("p", { class: "saved-line", "data-state": "failed", role: "alert" });
    const tell = (state, sentence) => {
      saved.dataset.state = state;
      saved.textContent = state === "failed" ? "" : sentence;
      failed.textContent = state === "failed" ? sentence : "";
    };
    const save = saver(model, tell);
    let timer = 0;
    const commit = () => {
      // a key held down changes many times; it is one step to undo
      clearTimeout(timer);
      timer = setTimeout(async () => {
        await sender.idle();
        save({ type: "commit" });
      }, 350);
    };
    const act = async (message) => {
      // only the commit is asked again when it cannot be saved: two undos are not one
      clearTimeout(timer);
      await sender.idle();
      const answer = await ask(message);
      if (answer.ok) return save({ type: "commit" });
      tell("failed", complaint(model, answer));
    };

    const leverRow = (lever) => {
      const scale = scaleOf(lever, model.get("lang"));
      const id = uniqueId("lever");
      const [help, wrong] = [`${id}-help`, `${id}-wrong`];
      const range = h("input", {
        type: "range",
        role: "slider",
        id,
        step: String(lever.step),
        "aria-describedby": help,
      });
      const field = h("input", {
        type: "text",
        inputmode: "decimal",
        autocomplete: "off",
        "aria-label": say(words["{label}, typed"], lever),
        "aria-describedby": `${help} ${wrong}`,
      });
      const unit = h("span", { class: "unit soft", "aria-hidden": "true" });
      const error = h("p", { class: "wrong", id: wrong, role: "alert" });
      const back = h(
        "button",
        {
          type: "button",
          class: "plain back",
          hidden: true,
          "aria-label": say(words["{label}: back to the baseline, {value}"], {
            label: lever.label,
            value: scale.text(lever.baseline),
          }),
          onclick: () => {
            move(lever.baseline);
            commit();
            range.focus();
          },
          title: say(words["Baseline {value}"], { value: scale.text(lever.baseline) }),
        },
        `↺ ${scale.number(lever.baseline)}`,
      );
      const narrow = lever.usual[0] > lever.minimum || lever.usual[1] < lever.maximum;
      const covers =
        narrow &&
        say(words["The slider covers {low} to {high}; you can type more."], {
          low: scale.number(lever.usual[0]),
          high: scale.text(lever.usual[1]),
        });
      const track = h(
        "div",
        { class: "track" },
        h("i", { class: "baseline", title: say(words["Baseline {value}"], { value: scale.text(lever.baseline) }) }),
        range,
      );
      const element = h(
        "div",
        { class: "lever", "data-lever": lever.name },
        h(
          "div",
          { class: "top" },
          h("label", { for: id }, lever.label),
          back,
          h("span", { class: "typed" }, field, unit),
        ),
        track,
        error,
        h("p", { class: "help soft", id: help }, lever.help, covers && ` ${covers}`),
      );

      let held = false; // while a thumb is held the page is ahead of the kernel
      let typing = false; // a text not yet taken is the reader's: the answer to another lever leaves it
      const span = (value) => {
        // the usual range; all that is possible once a value lies beyond it
        if (held) return;
        const [low, high] = lever.usual;
        [range.min, range.max] = value < low || value > high ? [lever.minimum, lever.maximum] : [low, high];
      };
      const along = (value) => (value - range.min) / (range.max - range.min);
      const show = (value) => {
        span(value);
        range.value = value;
        track.style.setProperty("--at", along(lever.baseline));
        range.style.setProperty("--filled", along(value));
        range.setAttribute("aria-valuetext", scale.text(value));
        if (!typing && (document.activeElement !== field || !field.hasAttribute("aria-invalid")))
          field.value = scale.field(value);
        unit.textContent = scale.behind(value);
        back.hidden = Math.abs(value - lever.baseline) < 1e-9;
      };
      const clear = () => {
        error.textContent = "";
        field.removeAttribute("aria-invalid");
      };
      const move = (value) => {
        clear();
        show(value);
        sender.send(lever.name, value);
      };
      const current = () => model.get("values")[lever.name];

      let touched = null; // where a finger came down and what stood there, until it goes sideways: it may want to scroll
      const decide = () => {
        touched = null;
        move(Number(range.value));
      };
      range.addEventListener("input", () => {
        if (!touched) move(Number(range.value));
      });
      range.addEventListener("change", commit);
      range.addEventListener("pointerdown", ({ pointerType, clientX }) => {
        held = true;
        if (pointerType === "touch") touched = { clientX, value: current() };
      });
      range.addEventListener("pointermove", ({ clientX }) => {
        if (touched && Math.abs(clientX - touched.clientX) > SIDEWAYS) decide();
      });
      range.addEventListener("pointerup", () => {
        if (touched) decide();
      });
      range.addEventListener("pointercancel", () => {
        if (touched) range.value = touched.value;
        touched = null;
      });
      for (const end of ["pointerup", "pointercancel", "blur"])
        range.addEventListener(end, () => {
          held = false;
        });
      range.addEventListener("keydown", (event) => {
        const leaps = PAGES[event.key] ?? (event.shiftKey && ARROWS[event.key]);
        if (!leaps) return;
        event.preventDefault();
        range.value = Number(range.value) + leaps * leapOf(lever);
        move(Number(range.value));
        commit();
      });
      const take = () => {
        typing = false;
        if (field.value === scale.field(current())) return clear();
        clear();
        const value = scale.read(field.value);
        if (typeof value === "number") {
          span(value);
          range.value = value;
        } // an arrow key may follow before the kernel has answered
        sender.send(lever.name, value);
        commit();
      };
      field.addEventListener("input", () => {
        typing = true;
      });
      field.addEventListener("blur", () => {
        typing = false;
      });
      field.addEventListener("change", take);
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") {
          typing = false;
          clear();
          show(current());
        }
      });
      return {
        element,
        settle: () => {
          if (!held && !sender.pending(lever.name)) show(current());
        },
        complain: (sentence) => {
          const typed = field.value;
          show(current());
          error.textContent = sentence;
          field.value = typed;
          field.setAttribute("aria-invalid", "true");
        },
      };
    };

    for (const lever of model.get("levers")) rows.set(lever.name, leverRow(lever));
    const roomy = matchMedia("(min-width: 700px)").matches;
    const groups = model.get("groups").map((group, n) => {
      const members = model.get("levers").filter((lever) => lever.group === group.id);
      return (
        members.length &&
        h(
          "details",
          { open: roomy || n === 0 },
          h("summary", {}, h("h4", {}, group.label)),
          h(
            "div",
            { class: "members" },
            members.map((lever) => rows.get(lever.name).element),
          ),
        )
      );
    });
    const presets = model
      .get("presets")
      .map((preset) => [
        preset.name,
        h(
          "button",
          { type: "button", "aria-pressed": "false", onclick: () => act({ type: "preset", name: preset.name }) },
          h("strong", {}, preset.label),
          h("span", { class: "soft" }, preset.note),
        ),
      ]);
    const button = (word, type, keys) => {
      const node = h(
        "button",
        { type: "button", class: "plain", "aria-keyshortcuts": keys, title: keys?.replace("Control", "Ctrl") },
        words[word],
      );
      node.addEventListener("click", () => isAble(node) && act({ type }));
      return node;
    };
    const [undo, redo, reset] = [
      button("Undo", "undo", "Control+Z"),
      button("Redo", "redo", "Control+Shift+Z"),
      button("Reset all", "reset"),
    ];
    el.addEventListener("keydown", (event) => {
      const undoing = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
      if (!undoing || event.target.matches('input[type="text"]')) return; // a text has an undo of its own
      event.preventDefault();
      act({ type: event.shiftKey ? "redo" : "undo" });
    });
    const heading = uniqueId("levers");
    el.append(
      h(
        "section",
        { class: "card", "aria-labelledby": heading },
        h(
          "div",
          { class: "head" },
          h("h3", { id: heading }, words["Levers"]),
          h("div", { class: "history" }, undo, redo, reset),
        ),
        presets.length > 0 &&
          h(
            "div",
            { class: "presets", role: "group", "aria-label": words["Start from an option"] },
            h("p", { class: "soft" }, words["Start from an option"]),
            h(
              "div",
              { class: "options" },
              presets.map(([, node]) => node),
            ),
          ),
        groups,
        saved,
        failed,
      ),
    );

    const refresh = () => rows.forEach((row) => row.settle());
    const marks = () => {
      setAble(undo, model.get("can_undo"));
      setAble(redo, model.get("can_redo"));
      setAble(
        reset,
        model.get("levers").some((lever) => model.get("values")[lever.name] !== lever.baseline),
      );
      for (const [name, node] of presets) node.setAttribute("aria-pressed", String(model.get("chosen") === name));
    };
    model.on("change:values", refresh);
    model.on("change:values change:can_undo change:can_redo change:chosen", marks);
    refresh();
    marks();
    announce(el);
    return () => {
      model.off("change:values", refresh);
      model.off("change:values change:can_undo change:can_redo change:chosen", marks);
    };
  },
};
