import { announce, channel, copy, h } from "./shared.js";

/** @type {Panel<"code">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const ask = channel(model);
    el.classList.add("caseroom-panel", "caseroom-code-panel");
    const code = h("code", { translate: "no" });
    const listing = h("pre", { tabindex: "0", role: "region", "aria-label": words["Lines of Python"] }, code);
    const line = h("p", { class: "line soft", role: "status" });
    const select = () => {
      getSelection()?.selectAllChildren(code);
    };
    const take = async () => {
      const copied = await copy(model.get("code"), select);
      line.textContent = copied
        ? words["Copied."]
        : words[
            "The browser does not let this page copy. The code is selected: copy it with the keyboard or the menu."
          ];
    };
    const sentence =
      words[
        "These lines give the numbers of this page again: the baseline, the levers as they stand and what is pinned. " +
          "Paste them into a cell of the case's notebook (`python3 kit lab`). Only what differs from the baseline is named."
      ];
    /** @type {HTMLDetailsElement} */
    const details = h(
      "details",
      { class: "card folded", ontoggle: () => ask({ type: "show", open: details.open }) },
      h("summary", {}, h("h3", {}, words["Show me the code"])),
      h(
        "p",
        {},
        sentence.split("`").map((part, n) => (n % 2 ? h("code", {}, part) : part)),
      ),
      listing,
      h("div", { class: "row" }, h("button", { type: "button", onclick: take }, words["Copy the code"]), line),
    );
    el.append(details);
    const show = () => {
      code.textContent = model.get("code");
      line.textContent = "";
    };
    model.on("change:code", show);
    show();
    announce(el);
    return () => model.off("change:code", show);
  },
};
