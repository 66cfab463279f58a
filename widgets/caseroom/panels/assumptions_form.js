import { complaint, h, uniqueId } from "./shared.js";

/**
 * The way to give a value and a reason: {element, focus()}; `done()` when it is left.
 *
 * @typedef {{ ask: Ask, act: Act, save: Save }} Doing
 * @param {Model<"assumptions">} model
 * @param {Say} say
 * @param {Doing} doing
 * @param {{ assumption: Assumption, scale: Scale, contest: Contest | null }} about
 * @param {() => void} done
 */
export const contestForm = (model, say, { ask, save }, { assumption, scale, contest }, done) => {
  const [value, reason, wrongId] = ["value", "reason", "wrong"].map(uniqueId);
  const wrong = h("p", { class: "wrong", id: wrongId, role: "alert" });
  const { choices } = assumption;
  const field = choices.length
    ? h(
        "select",
        { id: value, "aria-describedby": wrongId },
        choices.map(({ label }) => h("option", {}, label)),
      )
    : h("input", { type: "text", id: value, inputmode: scale.keys, autocomplete: "off", "aria-describedby": wrongId });
  if (contest) field.value = scale.field(contest.value);
  const area = h("textarea", {
    id: reason,
    rows: "2",
    maxlength: String(model.get("longest_reason")),
    placeholder: say("How do you know? Where could one check it?"),
    "aria-describedby": wrongId,
  });
  area.value = contest ? contest.reason : "";
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const given = { value: scale.read(field.value), reason: area.value };
    const answer = await ask({ type: "contest", name: assumption.name, ...given });
    wrong.textContent = answer.ok ? "" : complaint(model, answer);
    if (!answer.ok) return;
    save({ type: "commit" });
    done();
  };
  /** @param {KeyboardEvent} event */
  const leave = (event) => {
    if (event.key === "Escape") done();
  };
  const unit = h("span", { class: "soft" }, scale.behind());
  const element = h(
    "form",
    { onsubmit: send, onkeydown: leave },
    h("div", {}, h("label", { for: value }, say("Your value")), h("span", { class: "typed" }, field, unit)),
    h("div", { class: "reason" }, h("label", { for: reason }, say("Your reason")), area),
    wrong,
    h(
      "div",
      { class: "actions" },
      h("button", { type: "submit", class: "primary" }, say("Keep for the memo")),
      h("button", { type: "button", class: "plain", onclick: done }, say("Cancel")),
    ),
  );
  return { element, focus: () => field.focus() };
};
