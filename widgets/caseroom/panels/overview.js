const overview = (model) => {
  const words = model.get("words");
  const it = model.get("case");
  return [
    h(
      "dl",
      { class: "facts" },
      h("div", {}, h("dt", {}, words["Your chair"]), h("dd", {}, it.role)),
      h("div", {}, h("dt", {}, words["Your decision"]), h("dd", {}, it.decision)),
      h("div", {}, h("dt", {}, words["Time"]), h("dd", {}, words["about {minutes} minutes"].replace("{minutes}", it.minutes)))
    ),
    h(
      "details",
      {},
      h("summary", {}, words["Who is at the table"]),
      h("dl", { class: "roles" }, it.roles.map((role) => h("div", {}, h("dt", {}, role.name), h("dd", {}, role.stake))))
    ),
    h(
      "details",
      {},
      h("summary", {}, words["After this case you can"]),
      h("ul", {}, it.objectives.map((text) => h("li", {}, text)))
    ),
  ];
};

export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-overview");
    el.append(...overview(model));
    announce(el);
  },
};
