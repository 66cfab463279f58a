import { bare, difference, measured, scaleOf, unitOf } from "./numbers.js";
import { announce, h, onShow, uniqueId } from "./shared.js";

const MOST_IN_THE_STRIP = 4;

/** @type {Panel<"outcomes">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const lang = model.get("lang");
    const [pause, stop] = lang === "zh" ? ["，", "。"] : [", ", ". "];
    el.classList.add("caseroom-panel", "caseroom-outcomes-panel");

    const text = bare;
    /** @type {(outcome: Outcome, value: number | null) => string} */
    const full = (outcome, value) => {
      const why = model.get("reasons")[outcome.name];
      const said = value === null ? text(outcome, value) : measured(outcome, value, lang);
      return why ? `${said} (${why})` : said;
    };

    /**
     * As it is written: a difference between two written numbers is never "0.0".
     *
     * @type {(outcome: Outcome, value: number | null) => number | string}
     */
    const written = (outcome, value) => scaleOf(outcome, lang).read(text(outcome, value));
    /**
     * A difference as it stands in a narrow column: there is room for points and for the shortest units only.
     *
     * @type {(outcome: Outcome, size: number) => string}
     */
    const apart = (outcome, size) => {
      const short = NUMBERS.formats[outcome.format].apart || outcome.unit.length < 3;
      return difference(short ? outcome : { format: outcome.format, unit: "", unit_one: "" }, size, lang);
    };

    /**
     * How a value stands to the baseline; equal as written is the same.
     *
     * @typedef {{ word: string, verdict: string, arrow?: string, amount?: string }} Standing
     * @type {(outcome: Outcome, value: number | null, baseline: number | null) => Standing}
     */
    const compare = (outcome, value, baseline) => {
      const [here, there] = [written(outcome, value), written(outcome, baseline)];
      if (here === there) return { word: words.unchanged, verdict: "same" };
      if (outcome.absent && (value === null || baseline === null)) return { word: "", verdict: "none" }; // nothing to compare
      const up = (value ?? Infinity) > (baseline ?? Infinity);
      const verdict = outcome.better === "none" ? "none" : (outcome.better === "higher") === up ? "better" : "worse";
      const word = words[verdict === "none" ? (up ? "higher" : "lower") : verdict];
      const amount = typeof here === "number" && typeof there === "number" ? apart(outcome, here - there) : "";
      return { word, verdict, arrow: up ? "▲" : "▼", amount };
    };

    /** @param {Outcome} outcome */
    const standing = (outcome) =>
      compare(outcome, model.get("values")[outcome.name], model.get("baseline")[outcome.name]);

    /** @param {Outcome} outcome */
    const cell = (outcome) => {
      const value = h("span", { class: "value", "data-outcome": outcome.name });
      const limit = h("span", { class: "limit" });
      const delta = h("span", { class: "delta" });
      const label = outcome.headline ? h("span", { class: "label" }, outcome.label) : h("dt", {}, outcome.label);
      return {
        label,
        value,
        limit,
        delta,
        /** @type {(now: number | null, baseline: number | null) => void} */
        show(now, baseline) {
          const unit = now === null ? "" : unitOf(outcome, text(outcome, now));
          value.replaceChildren(text(outcome, now), ...(unit ? [" ", h("small", {}, unit)] : []));
          limit.textContent = model.get("reasons")[outcome.name] ?? "";
          limit.classList.toggle("none", now !== null || outcome.absent);
          const { word, verdict, arrow, amount } = compare(outcome, now, baseline);
          delta.dataset.verdict = verdict;
          delta.replaceChildren(
            ...(arrow ? [h("span", { "aria-hidden": "true" }, `${arrow} `)] : []),
            ...(amount ? [h("span", { class: "amount" }, `${amount} `)] : []),
            h("span", { class: "word" }, word),
          );
        },
      };
    };

    const outcomes = model.get("outcomes");
    const cells = Object.fromEntries(outcomes.map((outcome) => [outcome.name, cell(outcome)]));
    /** @param {Outcome} outcome */
    const of = (outcome) => cells[outcome.name];
    const headline = outcomes.filter((outcome) => outcome.headline).slice(0, MOST_IN_THE_STRIP);
    const rest = outcomes.filter((outcome) => !headline.includes(outcome));
    // What the strip has no place for stands in its last one while only that is moved by the levers.
    const guests = new Map(rest.map((outcome) => [outcome.name, cell({ ...outcome, headline: true })]));
    const inTheCell = (/** @type {ReturnType<typeof cell>} */ { label, value, limit, delta }) => [
      label,
      value,
      limit,
      delta,
    ];
    const last = h("div", { class: "outcome" });
    /** @type {Outcome | undefined} */
    let guest;
    let before = new Map();
    const host = () => {
      const values = model.get("values");
      const now = new Map(outcomes.map((outcome) => [outcome.name, text(outcome, values[outcome.name])]));
      /** @param {Outcome} outcome */
      const hasMoved = ({ name }) => before.has(name) && before.get(name) !== now.get(name);
      const moved = outcomes.filter(hasMoved);
      if (moved.length) guest = headline.some(hasMoved) ? undefined : moved.find((outcome) => standing(outcome).arrow);
      before = now;
      last.classList.toggle("guest", guest !== undefined); // in the place of another: seen to be so
      const shown = guest ?? headline.at(-1);
      if (!shown) return;
      const one = guests.get(shown.name) ?? of(shown);
      one.show(values[shown.name], model.get("baseline")[shown.name]);
      if (one.label.parentElement !== last) last.replaceChildren(...inTheCell(one));
    };
    const live = h("p", { class: "visually-hidden", "aria-live": "polite" });
    const heading = uniqueId("outcomes");
    const sent = onShow(el, "outcomes", () => {
      const fold = el.querySelector("details");
      if (!fold) return;
      fold.open = true;
      fold.scrollIntoView({ block: "start" });
    });
    el.append(
      h(
        "section",
        { "aria-labelledby": heading },
        h("h3", { id: heading, class: "visually-hidden" }, words.Outcomes),
        h(
          "div",
          { class: "strip" },
          headline.slice(0, -1).map((outcome) => h("div", { class: "outcome" }, ...inTheCell(of(outcome)))),
          last,
        ),
        h(
          "details",
          {},
          h("summary", {}, words["What they mean, and more outcomes"]),
          h(
            "div",
            { class: "more" },
            h(
              "dl",
              { class: "rest" },
              rest.map((outcome) =>
                h(
                  "div",
                  {},
                  of(outcome).label,
                  h(
                    "dd",
                    {},
                    of(outcome).value,
                    " ",
                    of(outcome).limit,
                    " ",
                    of(outcome).delta,
                    h("p", { class: "soft" }, outcome.meaning),
                  ),
                ),
              ),
            ),
            h(
              "dl",
              { class: "meanings" },
              headline.map((outcome) =>
                h("div", {}, h("dt", {}, outcome.label), h("dd", { class: "soft" }, outcome.meaning)),
              ),
            ),
          ),
        ),
        live,
      ),
    );

    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    let said = new Map();
    /**
     * "Service level 86.2%, up 4.1 points from the baseline"
     *
     * @param {Outcome} outcome
     */
    const sentence = (outcome) => {
      const { word, arrow, amount = "" } = standing(outcome);
      const now = model.get("values")[outcome.name];
      if (!word) return `${outcome.label} ${full(outcome, now)}`;
      const how = !arrow
        ? "as at the baseline"
        : arrow === "▲"
          ? "up {amount} from the baseline"
          : "down {amount} from the baseline";
      const by = words[how].replace("{amount}", amount).replace(/ {2,}/g, " ");
      return `${outcome.label} ${full(outcome, now)}${pause}${by}`;
    };
    const show = () => {
      for (const outcome of outcomes)
        of(outcome).show(model.get("values")[outcome.name], model.get("baseline")[outcome.name]);
      host();
      clearTimeout(timer);
      timer = setTimeout(() => {
        // when the thumb rests: only what has changed since it was last said
        const changed = inTheStrip().filter((outcome) => said.get(outcome.name) !== sentence(outcome));
        if (changed.length) live.textContent = changed.map(sentence).join(stop);
        remember();
      }, 600);
    };
    const remember = () => {
      said = new Map(inTheStrip().map((outcome) => [outcome.name, sentence(outcome)]));
    };
    const inTheStrip = () => (guest ? [...headline, guest] : headline);
    const strip = el.querySelector(".strip"); // what stays below it has to know how high it is
    const measure = new ResizeObserver(([{ target }]) =>
      document.documentElement.style.setProperty("--cr-strip", `${target.getBoundingClientRect().height}px`),
    );
    if (strip) measure.observe(strip);
    model.on("change:values change:baseline change:reasons", show);
    remember(); // silent about what is there at the start
    show();
    announce(el);
    return () => {
      clearTimeout(timer);
      sent();
      model.off("change:values change:baseline change:reasons", show);
    };
  },
};
