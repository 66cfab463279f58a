import { announce, h } from "./shared.js";

/** @type {Panel<"more">} */
export default {
  render({ model, el }) {
    el.classList.add("caseroom-panel", "caseroom-more-panel");
    const button = h(
      "button",
      {
        type: "button",
        "aria-expanded": "false",
        onclick: () => {
          const open = button.getAttribute("aria-expanded") !== "true";
          button.setAttribute("aria-expanded", String(open));
          el.classList.toggle("open", open);
        },
      },
      model.get("text"),
    );
    el.append(button);
    announce(el);
  },
};
