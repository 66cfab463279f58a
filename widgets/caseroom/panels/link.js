import { announce, channel, copy, h, uniqueId } from "./shared.js";

/** Whether this page can be opened by a link: case.js, which reads links, is on it. A notebook has no such page. */
const opensLinks = () => window.caseroomShared !== undefined;
const HERE_ONLY = /^(localhost|127\..*|\[::1\])$/;

/** @type {Panel<"link">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const ask = channel(model);
    el.classList.add("caseroom-panel", "caseroom-link-panel");
    const [id, tick] = [uniqueId("link"), uniqueId("pins")];
    /** @type {HTMLInputElement} */
    const field = h("input", { type: "text", id, readonly: true, spellcheck: "false", onfocus: () => field.select() });
    const pins = h("input", { type: "checkbox", id: tick, checked: true });
    const withPins = h(
      "p",
      { class: "tick" },
      h("label", { for: tick }, pins, h("span", {}, words["Take the pinned scenarios along, without their notes"])),
    );
    const note = h("p", { class: "soft" });
    const line = h("p", { class: "line soft", role: "status" });
    const show = () => {
      const all = model.get("link_with_pins");
      withPins.hidden = !all;
      const end = all && pins.checked ? all : model.get("link");
      field.value = `${location.origin}${location.pathname}#${end}`; // without a language: the reader has their own
      note.textContent = model.get("note");
      note.hidden = !model.get("note");
      line.textContent = "";
    };
    pins.addEventListener("change", show);
    const take = async () => {
      const copied = await copy(field.value, () => {
        field.focus();
        field.select();
      });
      field.scrollLeft = 0;
      line.textContent = copied
        ? words["Copied."]
        : words[
            "The browser does not let this page copy. The link is selected: copy it with the keyboard or the menu."
          ];
    };
    const here =
      HERE_ONLY.test(location.hostname) &&
      words[
        "This link works on this computer only, because the page was opened as “{host}”. " +
          "Open it by the room's address to share it."
      ].replace("{host}", location.hostname);
    const content = opensLinks()
      ? [
          h(
            "p",
            {},
            words[
              "Whoever opens this link in their own browser finds the levers as they stand here now, " +
                "once their predictions are locked."
            ],
          ),
          here && h("p", { class: "here" }, here),
          h("label", { for: id, class: "name" }, words["Link to this scenario"]),
          h("div", { class: "row" }, field, h("button", { type: "button", onclick: take }, words["Copy the link"])),
          withPins,
          note,
          line,
        ]
      : [
          h(
            "p",
            {},
            words["A notebook has no address that others can open. Share the lines under “Show me the code” instead."],
          ),
        ];
    /** @type {HTMLDetailsElement} */
    const details = h(
      "details",
      { class: "card folded", ontoggle: () => ask({ type: "show", open: details.open }) },
      h("summary", {}, h("h3", {}, words["Share this scenario"])),
      content,
    );
    el.append(details);
    model.on("change:link change:link_with_pins change:note", show);
    show();
    announce(el);
    return () => model.off("change:link change:link_with_pins change:note", show);
  },
};
