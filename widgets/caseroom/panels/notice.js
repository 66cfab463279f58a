export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-notice-panel");
    const paragraphs = model.get("paragraphs").map((text) => h("p", {}, text));
    const title = h("h3", {}, model.get("title"));
    el.append(model.get("folded")
      ? h("details", { class: "card" }, h("summary", {}, title), paragraphs)
      : h("section", { class: "card" }, title, paragraphs));
    announce(el);
  },
};
