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
    const until = model.get("until");
    const way = { "": "", predict: "Go to your predictions", decision: "Go to your decision" }[until];
    // Only the page knows the way (see classroom/static/case/steps.js); in a notebook all stands below each other.
    const button =
      way && document.querySelector(".steps")
        ? h("button", { type: "button", "data-until": until }, model.get("words")[way])
        : null;
    el.append(h("div", { class: "notice" }, text, button));
    model.on("change:text", () => {
      text.textContent = model.get("text");
    });
    announce(el);
  },
};
