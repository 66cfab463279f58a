import { bare, format, measured, unitOf } from "./numbers.js";
import { announce, complaint, doer, h, onShow, speaker, statusLine, uniqueId } from "./shared.js";

/** How many changed levers a narrow screen shows of a pin before it folds the others. */
const AT_ONCE = 6;
const IN_THE_STRIP = 4; // outcomes that stay in sight above the levers: a pin's line has the first and the last of them
const WIDE = 800; // px of a window that has room for a pin's card beside its name

/** @type {Panel<"scenarios">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const outcomes = model.get("outcomes");
    const say = speaker(model);
    const lang = model.get("lang");
    el.classList.add("caseroom-panel", "caseroom-scenarios-panel");
    const heading = uniqueId("scenarios");
    const wrongId = uniqueId("wrong");
    const wrong = h("p", { class: "wrong", id: wrongId, role: "alert" });
    const saved = statusLine();
    /** @type {Tell} */
    const tell = (state, sentence) => {
      saved.show(state, state === "failed" ? "" : sentence);
      wrong.textContent = state === "failed" ? sentence : "";
    };
    const act = doer(model, tell); // to pin twice is not to pin once

    // The form
    const name = h("input", { type: "text", id: uniqueId("name"), autocomplete: "off", "aria-describedby": wrongId });
    name.maxLength = model.get("longest_name");
    /**
     * A line under a name's field that says how much fits, as soon as no more does: what is typed or pasted then is cut.
     *
     * @param {HTMLInputElement} field
     */
    const whenFull = (field) => {
      const said = words["A name has room for {most} characters. Shorten it to write more."];
      const line = h("p", { class: "full soft", role: "status" });
      const look = () => {
        const full = field.value.length >= field.maxLength && document.activeElement === field;
        line.textContent = full ? said.replace("{most}", String(field.maxLength)) : "";
      };
      for (const event of ["input", "focus", "blur"]) field.addEventListener(event, look);
      return { line, look };
    };
    const full = whenFull(name);
    const count = h("span", { class: "count soft" });
    let own = false; // the student has typed a name of their own
    name.addEventListener("input", () => {
      own = name.value.trim() !== "";
    });
    /** @param {Event} event */
    const pin = async (event) => {
      event.preventDefault();
      const answer = await act({ type: "pin", name: name.value, proposed: !own && name.value !== "" });
      if (answer.ok) {
        own = false;
        propose();
      }
    };
    /**
     * By the button beside the levers, under the name that is proposed; it is told what came of it.
     *
     * @param {CustomEvent<(said: string, more?: string) => void>} event
     */
    const onPin = async ({ target, detail: tell }) => {
      const here = el.closest(".caseroom-whatif");
      if (!here || !(target instanceof Node) || !here.contains(target)) return;
      const before = model.get("pins").length;
      const answer = await act({ type: "pin", name: model.get("proposed"), proposed: true });
      if (!answer.ok) tell(complaint(model, answer));
      if (!answer.ok && answer.silent) await answer.saved;
      const pinned = model.get("pins");
      const said = words["Pinned as “{name}”."];
      const more = words["Below you can rename it and note what you found."];
      if (pinned.length > before) tell(said.replace("{name}", pinned[pinned.length - 1].name), more);
    };
    document.addEventListener("caseroom:pin", onPin);
    const propose = () => {
      if (!own) name.value = model.get("proposed");
      full.look();
    };
    const keep = h("button", { class: "primary", type: "submit" }, words["Pin this setting"]);
    const form = h(
      "form",
      { onsubmit: pin },
      h("label", { for: name.id }, words["Name of the scenario"]),
      h("div", { class: "line" }, name, keep, count),
      full.line,
    );

    // The table
    /** @type {(outcome: Outcome, value: number | null) => string} */
    const text = (outcome, value) => (value === null ? bare(outcome, value) : measured(outcome, value, lang));
    /**
     * A number whose unit a narrow screen has beside the outcome's name, once for all.
     *
     * @type {(outcome: Outcome, value: number | null) => Child[]}
     */
    const numbered = (outcome, value) => {
      const number = bare(outcome, value);
      return [number, h("span", { class: "unit" }, text(outcome, value).slice(number.length))];
    };
    /** @param {Outcome} outcome */
    const unit = (outcome) => {
      const words = unitOf(outcome);
      return words && h("span", { class: "in soft" }, lang === "zh" ? `（${words}）` : ` (${words})`);
    };
    /** @type {(outcome: Outcome, values: (number | null)[]) => (value: number | null) => boolean} */
    const best = (outcome, values) => {
      if (outcome.better === "none") return () => false;
      const sign = outcome.better === "higher" ? 1 : -1;
      /** @param {number | null} value */
      const rank = (value) => sign * (value ?? Infinity);
      /** As a reader takes it: 0% is no better than 0.0%. @param {number | null} value */
      const read = (value) => format(value, outcome.format).replace(/\.0+(?!\d)/, "");
      const top = read(values.reduce((a, b) => (rank(b) > rank(a) ? b : a)));
      return (value) => read(value) === top && values.some((other) => read(other) !== top);
    };
    const table = () => {
      const pins = model.get("pins");
      /** @param {Outcome} outcome */
      const row = (outcome) => {
        const values = [model.get("baseline"), ...pins.map((one) => one.outcomes)].map((all) => all[outcome.name]);
        const reasons = ["", ...pins.map((one) => one.reasons[outcome.name])];
        const names = [words.Baseline, ...pins.map((one) => one.name)];
        const isBest = best(outcome, values);
        return h(
          "tr",
          { role: "row" },
          h("th", { scope: "row", role: "rowheader" }, outcome.label, unit(outcome)),
          values.map((value, n) =>
            h(
              "td",
              { class: isBest(value) && "best", role: "cell" },
              h("span", { class: "of", "aria-hidden": "true" }, names[n]),
              h("span", {}, ...numbered(outcome, value)),
              reasons[n] && h("span", { class: "soft why" }, reasons[n]),
              isBest(value) && h("span", { class: "word" }, ` ${words.best}`),
            ),
          ),
        );
      };
      return h(
        "table",
        { role: "table" }, // which it stays where a narrow screen has one outcome under the other
        h(
          "thead",
          { role: "rowgroup" },
          h(
            "tr",
            { role: "row" },
            h("th", { scope: "col", role: "columnheader" }, words.Outcome),
            h("th", { scope: "col", role: "columnheader" }, words.Baseline),
            pins.map((one) => h("th", { scope: "col", role: "columnheader" }, one.name)),
          ),
        ),
        h(
          "tbody",
          { role: "rowgroup" },
          model.get("outcomes").map(row),
          h(
            "tr",
            { class: "changed" },
            h("th", { scope: "row" }, words["Changed levers"]),
            h("td", {}, "–"),
            pins.map((one) =>
              h(
                "td",
                {},
                one.changed.length
                  ? h(
                      "ul",
                      {},
                      one.changed.map((lever) => h("li", {}, lever)),
                    )
                  : words.none,
              ),
            ),
          ),
        ),
      );
    };
    /** @param {string[]} changed */
    const levers = (changed) => changed.map((lever) => h("span", {}, lever));
    /** @param {string[]} changed */
    const folded = (changed) =>
      changed.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, words["{count} more"].replace("{count}", String(changed.length))),
        levers(changed),
      );
    /** What each pin has changed, one below the other: a narrow screen shows it so. */
    const changes = () =>
      h(
        "dl",
        { class: "changes" },
        model
          .get("pins")
          .flatMap(({ name, changed }) => [
            h("dt", {}, name),
            h(
              "dd",
              {},
              changed.length ? levers(changed.slice(0, AT_ONCE)) : words.none,
              folded(changed.slice(AT_ONCE)),
            ),
          ]),
      );
    const region = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": heading });
    const beside = h("div", { class: "beside" });

    // A card per pin; a card lives as long as its pin, so that nobody's typing is interrupted
    /** @type {Map<string, ReturnType<typeof card>>} */
    const cards = new Map();
    /** @param {string} id */
    const card = (id) => {
      const title = h("input", { type: "text", id: uniqueId("pin") });
      title.maxLength = model.get("longest_name");
      title.addEventListener("change", () => act({ type: "rename", pin: id, name: title.value }));
      /** @type {[PinNote, string, string][]} */
      const NOTES = [
        ["question", "Question", "What do you want to know?"],
        ["expectation", "What I expect", "Before you look at the numbers"],
        ["finding", "What I found", "After you have looked"],
        ["decision", "What I decide", "Keep it, drop it, or change what?"],
      ];
      const notes = NOTES.map(([field, label, hint]) => {
        const input = h("textarea", {
          id: uniqueId(field),
          rows: "2",
          maxlength: String(model.get("longest_note")),
          placeholder: words[hint],
        });
        input.addEventListener("change", () => act({ type: "note", pin: id, field, text: input.value }));
        return { field, input, element: h("div", {}, h("label", { for: input.id }, words[label]), input) };
      });
      const [found, ...others] = [notes[2], notes[0], notes[1], notes[3]]; // one sentence is asked for, the rest may be
      const remove = h("button", { type: "button", class: "plain" }, words.Remove);
      const sure = h(
        "span",
        { class: "sure", hidden: true },
        h(
          "button",
          { type: "button", class: "danger", onclick: () => act({ type: "remove", pin: id }) },
          words["Remove for good"],
        ),
        h(
          "button",
          {
            type: "button",
            class: "plain",
            onclick: () => {
              sure.hidden = true;
              remove.hidden = false;
              remove.focus();
            },
          },
          words["Keep it"],
        ),
      );
      remove.addEventListener("click", () => {
        remove.hidden = true;
        sure.hidden = false;
        sure.querySelector("button")?.focus();
      });
      const line = h("summary", {});
      const body = h(
        "div",
        { class: "whole" },
        h("div", { class: "name" }, h("label", { for: title.id }, words.Name), title, whenFull(title).line),
        h("div", { class: "notes" }, found.element),
        h(
          "details",
          { class: "notes-more" },
          h("summary", {}, words["More notes"]),
          h(
            "div",
            { class: "notes" },
            others.map((note) => note.element),
          ),
        ),
        h(
          "div",
          { class: "actions" },
          h(
            "button",
            { type: "button", onclick: () => act({ type: "apply", pin: id }) },
            words["Set the levers to this one"],
          ),
          remove,
          sure,
        ),
      );
      // Four cards are more than a phone shows: there each is a line until it is tapped.
      const element = h("li", {}, h("details", { class: "pin", open: innerWidth >= WIDE }, line, body));
      return {
        element,
        /** @param {Pin} one */
        show(one) {
          const told = [...new Set([outcomes[0], ...outcomes.slice(0, IN_THE_STRIP).slice(-1)])];
          const between = lang === "zh" ? "：" : " ";
          // The table above has the units.
          const numbers = told.map((outcome) => outcome.label + between + bare(outcome, one.outcomes[outcome.name]));
          line.replaceChildren(h("b", {}, one.name), h("span", { class: "soft" }, numbers.join(" · ")));
          for (const { field, input } of [{ field: /** @type {"name"} */ ("name"), input: title }, ...notes])
            if (document.activeElement !== input) input.value = one[field];
        },
      };
    };
    const list = h("ol", { class: "pins" });
    const fold = h(
      "p",
      { class: "soft tap" },
      words["Tap one to note what you found, rename it, set the levers to it or remove it."],
    );

    el.append(
      h(
        "section",
        { class: "card", "aria-labelledby": heading },
        h("h3", { id: heading }, words.Scenarios),
        h(
          "p",
          { class: "soft lead" },
          words[
            "Pin a setting of the levers to compare it with others. Note what you asked, expected, found and decided."
          ],
        ),
        form,
        wrong,
        region,
        beside,
        fold,
        list,
        saved.element,
      ),
    );

    const show = () => {
      const pins = model.get("pins");
      const full = pins.length >= model.get("limit");
      count.textContent = say(
        full ? "All {limit} are pinned. Remove one below to pin another." : "{count} of {limit} pinned",
        { count: pins.length, limit: model.get("limit") },
      );
      keep.setAttribute("aria-disabled", String(full)); // a press is answered all the same
      region.hidden = pins.length === 0;
      region.style.setProperty("--pins", String(pins.length));
      fold.hidden = pins.length === 0;
      region.replaceChildren(...(pins.length ? [table()] : []));
      const open = Boolean(beside.querySelector("details")?.open);
      const listed = h("details", { class: "listed", open }, h("summary", {}, words["Changed levers"]), changes());
      beside.replaceChildren(...(pins.length ? [listed] : []));
      for (const [id, kept] of cards)
        if (!pins.some((one) => one.id === id)) {
          kept.element.remove();
          cards.delete(id);
        }
      for (const one of pins) {
        const found = cards.get(one.id) ?? card(one.id);
        if (!cards.has(one.id)) list.append(found.element);
        cards.set(one.id, found);
        found.show(one);
      }
    };
    model.on("change:pins change:baseline", show);
    model.on("change:proposed", propose);
    const sent = onShow(el, "scenarios", () => el.scrollIntoView({ block: "start" }));
    show();
    propose();
    announce(el);
    return () => {
      document.removeEventListener("caseroom:pin", onPin);
      sent();
      model.off("change:pins change:baseline", show);
      model.off("change:proposed", propose);
    };
  },
};
