import { announce, channel, complaint, h, saver, statusLine, uniqueId } from "./shared.js";

/** @type {Panel<"offer">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    const ask = channel(model);
    el.classList.add("caseroom-panel", "caseroom-offer-panel");
    const heading = uniqueId("offer");
    const says = h("div", { class: "says", role: "status" });
    const saved = statusLine();
    const save = saver(model, saved.show);
    const buttons = h("div", { class: "buttons" });
    const card = h(
      "section",
      { class: "card", "aria-labelledby": heading, tabindex: "-1", hidden: true },
      h("h3", { id: heading }, words["A scenario was shared with you"]),
      says,
      buttons,
      saved.element,
    );
    el.append(card);

    /** @type {(word: string, onclick: () => void, primary?: boolean) => HTMLButtonElement} */
    const button = (word, onclick, primary) =>
      h("button", { type: "button", class: primary && "primary", onclick }, words[word]);
    /** @param {...(string | false)} sentences */
    const tell = (...sentences) =>
      says.replaceChildren(...sentences.filter(Boolean).map((sentence) => h("p", {}, sentence)));
    const close = () => {
      card.hidden = true;
    };
    const leave = () => {
      window.caseroomShared?.done();
      close();
    };
    /** @param {string} text */
    const open = async (text) => {
      const answer = await ask({ type: "open", text });
      if (!answer.ok) return tell(complaint(model, answer));
      window.caseroomShared?.done();
      tell(...answer.said);
      buttons.replaceChildren(button("Close", close));
      card.focus();
      save({ type: "commit" });
    };
    /** @type {(text: string, scenario: Answers["look"]) => void} */
    const offer = (text, { changed, pins }) => {
      const names =
        pins.length > 0 &&
        words["Pinned with it: {names}."].replace("{names}", () => pins.join(model.get("lang") === "zh" ? "、" : ", "));
      tell(!changed.length && words["All levers at the baseline."]);
      if (changed.length)
        says.prepend(
          h(
            "ul",
            {},
            changed.map((lever) => h("li", {}, lever)),
          ),
        );
      if (names) says.append(h("p", {}, names));
      says.append(h("p", { class: "soft" }, words["Undo brings your own levers back."]));
      buttons.replaceChildren(
        button("See it", () => open(text), true),
        button("Leave it", leave),
      );
    };
    const look = async () => {
      const text = window.caseroomShared?.text;
      if (!text) return;
      saved.show("", "");
      const answer = await ask({ type: "look", text });
      if (answer.ok) offer(text, answer);
      else {
        tell(complaint(model, answer));
        buttons.replaceChildren(button("Close", leave));
      }
      card.hidden = false;
      document.dispatchEvent(new CustomEvent("caseroom:offered"));
    };
    document.addEventListener("caseroom:shared", look);
    look();
    announce(el);
    return () => document.removeEventListener("caseroom:shared", look);
  },
};
