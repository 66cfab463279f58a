import { announce, channel, doer, h, saver, speaker, statusLine } from "./shared.js";
import { rangeList } from "./uncertainty_ranges.js";
import { resultTable } from "./uncertainty_results.js";

/** @type {Panel<"uncertainty">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    el.classList.add("caseroom-panel", "caseroom-uncertainty-panel");
    const ask = channel(model);
    const line = statusLine();
    const save = saver(model, line.show);
    const act = doer(model, line.show, ask, save);
    const ranges = rangeList(model, say, { ask, act, save });
    const results = resultTable(model, say);
    const widenAll = h(
      "button",
      { type: "button", class: "plain", onclick: () => act({ type: "widen" }) },
      say("±10 % for all that is unknown"),
    );
    const setup = h(
      "div",
      { class: "setup" },
      h("h4", {}, say("Ranges")),
      h(
        "p",
        { class: "soft note" },
        say(
          "Only what nobody here decides can have a range. What you or an option decide stays where the levers stand.",
        ),
      ),
      h("p", { class: "soft note" }, say("Every value in a range is equally likely, whatever the others are.")),
      ranges.elements,
      h("div", { class: "line" }, widenAll, ranges.drop),
      line.element,
    );
    const lead = say("Give what you do not know a range, and see what it does to the outcomes.");
    const unfold = () => {
      if (details.open !== model.get("unfolded")) ask({ type: "unfold", unfolded: details.open });
    };
    const details = h(
      "details",
      { class: "card", ontoggle: unfold },
      h("summary", {}, h("h3", {}, say("How sure is it?")), h("span", { class: "lead soft" }, lead)),
      h("div", { class: "columns" }, setup, results.element),
      results.live,
    );
    el.append(details);

    const showUnfolded = () => {
      details.open = model.get("unfolded");
    };
    /** @type {[`change:${string}`, () => void][]} */
    const follow = [
      ["change:ranges", ranges.show],
      ["change:results change:goals change:summary", results.show],
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
