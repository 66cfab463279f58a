import { announce, h } from "./shared.js";

/** @type {Panel<"notice">} */
export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-notice");
    const text = h(
      "p",
      { "data-tone": model.get("tone"), role: model.get("tone") === "warning" ? "alert" : null },
      model.get("text"),
    );
    el.append(text);
    model.on("change:text", () => {
      text.textContent = model.get("text");
    });
    announce(el);
  },
};
