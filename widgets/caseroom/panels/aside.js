import { announce, h } from "./shared.js";

/** @type {Panel<"aside">} */
export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-aside-panel");
    el.append(
      h(
        "details",
        { class: "card folded" },
        h("summary", {}, h("h3", {}, model.get("title"))),
        model.get("paragraphs").map((text) => h("p", {}, text)),
      ),
    );
    announce(el);
  },
};
