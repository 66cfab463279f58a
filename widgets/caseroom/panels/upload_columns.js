import { h, uniqueId } from "./shared.js";

/** @type {(column: UploadedTable["columns"][number] | null, say: Say) => (Node | string)[]} */
const samplesOf = (column, say) => {
  if (!column) return [];
  return column.samples.length ? column.samples.map((text) => h("span", {}, text)) : [say("The column is empty.")];
};

/**
 * The selects in which a student confirms which column is which: {element, mapping()}.
 *
 * @param {UploadedTable} table
 * @param {RoleGroup[]} groups
 * @param {Say} say
 */
export const columnForm = ({ columns, guess }, groups, say) => {
  /** @type {Record<string, { select: HTMLSelectElement, samples: HTMLElement }>} */
  const selects = {};
  /** @type {Record<string, HTMLSelectElement>} */
  const answers = {};
  // A question about how the file is written is asked only where the file leaves it open.
  /** @param {Role} role */
  const asked = ({ name, choices }) => choices.length === 0 || name in guess;
  /** @param {Role} role */
  const row = (role) => (role.choices.length ? answerRow(role) : columnRow(role));
  /** @param {Role} role */
  const answerRow = ({ name: role, label, choices }) => {
    const id = uniqueId("role");
    const options = choices.map(({ name, label }) =>
      h("option", { value: name, selected: guess[role] === name }, label),
    );
    answers[role] = h("select", { id }, options);
    return h("div", { class: "role" }, h("label", { for: id }, label), answers[role]);
  };
  /** @param {Role} role */
  const columnRow = ({ name: role, label }) => {
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
  /** @param {HTMLSelectElement} select */
  const chosenIn = (select) => (select.value === "" ? null : columns[Number(select.value)]);
  const update = () => {
    for (const { select, samples } of Object.values(selects))
      samples.replaceChildren(...samplesOf(chosenIn(select), say));
    for (const { roles } of groups)
      for (const { name, instead_of } of roles)
        for (const idle of instead_of) selects[idle].select.disabled = selects[name].select.value !== "";
  };
  const element = h(
    "div",
    { class: "roles" },
    groups.map(({ legend, roles }) =>
      h("fieldset", {}, h("legend", {}, legend), h("div", { class: "grid" }, roles.filter(asked).map(row))),
    ),
  );
  update();
  return {
    element,
    mapping: () =>
      Object.fromEntries([
        ...Object.entries(selects).map(([role, { select }]) => [
          role,
          select.disabled ? null : (chosenIn(select)?.name ?? null),
        ]),
        ...Object.entries(answers).map(([role, select]) => [role, select.value]),
      ]),
  };
};
