import { act, desk, tellDesk } from "./desk_doing.js";
import { askFirst, putText } from "./desk_kit.js";
import { h, say, the } from "./nodes.js";

// The end of a class, and what stands then.

export const endClass = async () => {
  const sure = await askFirst({
    title: say("End the class?"),
    text: say("The phones say goodbye and take no more answers. All answers stay. You can undo this."),
    yes: say("End the class"),
    no: say("Go on with the class"),
    grave: true,
  });
  if (sure && (await act({ do: "close" }, say("The class is over.")))) the("#ended-title").focus();
};

/** The record of the class, to take away. */
export const fileList = () => {
  /** @type {Record<string, string>} */
  const names = {
    "record.docx": say("Record of the class, for Word"),
    "record.xlsx": say("All answers, for Excel"),
    "answers.csv": say("All answers, as CSV"),
    "record.json": say("Everything, as JSON"),
    "xapi.json": say("Statements for a learning system (xAPI)"),
    "canvas.csv": say("Who took part, for Canvas's gradebook"),
    "moodle.csv": say("Who took part, for Moodle's gradebook"),
  };
  return h(
    "ul",
    { class: "files" },
    ...desk.given.files
      .filter((file) => file in names)
      .sort((one, other) => Object.keys(names).indexOf(one) - Object.keys(names).indexOf(other))
      .map((file) => h("li", {}, h("a", { href: `${desk.address}/files/${file}`, download: true }, names[file]))),
  );
};

/** What the desk shows instead of the phase once the class is over. */
export const makeEnded = () => {
  const counts = h("ul");
  const sentence = h("p");
  const again = h("button", { type: "button", onclick: () => act({ do: "undo" }, say("The class goes on.")) });
  again.append(say("Undo: let the class go on"));
  const element = h(
    "section",
    { class: "now ended", "aria-labelledby": "ended-title" },
    h("h1", { id: "ended-title", tabindex: "-1" }, say("The class is over.")),
    sentence,
    counts,
    h("h2", {}, say("Take the record with you")),
    fileList(),
    h("p", { class: "soft" }, say("You delete a room and all its answers for good in the list of rooms.")),
    h(
      "div",
      { class: "buttons" },
      again,
      h("a", { class: "button", href: `${desk.address}/replay`, target: `screen-${desk.view.code}` }, say("Replay")),
      h("a", { class: "button", href: `${desk.base}teach` }, say("To the list of rooms")),
    ),
  );
  return {
    element,
    /** @param {DeskView} view */
    show(view) {
      again.hidden = !view.undo;
      const asked = view.agenda.filter(({ count }) => count.answered);
      putText(
        sentence,
        asked.length
          ? say("Nobody can answer any more. This is what was answered:")
          : say("Nobody can answer any more. No answers were given."),
      );
      while (counts.children.length > asked.length) counts.lastElementChild?.remove();
      asked.forEach((phase, n) => {
        const line = counts.children[n] ?? counts.appendChild(h("li"));
        putText(line, say("{n} answers: {phase}", { phase: phase.name, n: phase.count.answered }));
      });
    },
  };
};

/** Addresses can be copied where the browser lets them. @param {string} text */
export const copyText = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    tellDesk(say("Copied."));
  } catch {
    tellDesk(text);
  }
};
