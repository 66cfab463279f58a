import { assumptionItem } from "./assumptions_item.js";
import { announce, channel, doer, h, saver, speaker, statusLine } from "./shared.js";

/** @type {(say: Say) => HTMLElement} */
const titles = (say) =>
  h(
    "div",
    { class: "titles", "aria-hidden": "true" },
    h("span", {}, say("Assumption")),
    h(
      "div",
      {},
      [say("Default"), say("Range"), say("Now"), say("Source")].map((title) => h("span", {}, title)),
    ),
  );

/** @type {Panel<"assumptions">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    el.classList.add("caseroom-panel", "caseroom-assumptions-panel");
    const line = statusLine();
    const ask = channel(model);
    const save = saver(model, line.show);
    const act = doer(model, line.show, ask, save);

    const items = new Map(
      model.get("assumptions").map((one) => [one.name, assumptionItem(one, model, say, { ask, act, save })]),
    );
    const lead = h("span", { class: "lead soft" });
    const unfold = () => {
      if (details.open !== model.get("unfolded")) ask({ type: "unfold", unfolded: details.open });
    };
    const details = h(
      "details",
      { class: "card", ontoggle: unfold },
      h("summary", {}, h("h3", {}, say("What the model supposes")), lead),
      h(
        "p",
        { class: "soft" },
        say("If you know better, put your own value in place of the model's and say why. It goes into your memo."),
      ),
      line.element,
      titles(say),
      h(
        "ul",
        { class: "items" },
        [...items.values()].map((one) => one.element),
      ),
    );
    el.append(details);

    const showValues = () => {
      for (const [name, value] of Object.entries(model.get("values"))) items.get(name)?.now(value);
    };
    const showContested = () => {
      const contested = model.get("contested");
      const counts = { count: items.size, contested: contested.length };
      lead.textContent = say("{count} assumptions, with their sources; {contested} contested.", counts);
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
