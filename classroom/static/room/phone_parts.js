import { shownAnswer } from "./answer_shown.js";
import { h, say } from "./nodes.js";
import { drawSmall } from "./phone_blocks.js";

// What stands on a phone beside the question: the role, the table, the way into the case.

const STEPS = { read: "brief", explore: "explore", what_if: "what-if", debrief: "debrief", memo: "memo" };

/** @type {(role: PhoneView["roles"][number]) => HTMLElement} */
export const briefCard = ({ name, stake, text, knows }) =>
  h(
    "article",
    { class: "secret card" },
    h("p", { class: "badge" }, say("Only for you")),
    h("h2", {}, name),
    stake && h("p", { class: "soft" }, stake),
    ...text.split(/\n\s*\n/).map((paragraph) => h("p", {}, paragraph.trim())),
    knows.length > 0 && h("h3", {}, say("What only you know")),
    knows.length > 0 && h("ul", {}, ...knows.map((fact) => h("li", {}, fact))),
  );

/** The way into the case at the phase's step; nothing in a phase that does not work in it. @type {(view: PhoneView, base: string) => HTMLElement | null} */
export const caseLink = ({ phase, slug, lang, hands }, base) => {
  const step = phase.step || STEPS[/** @type {keyof typeof STEPS} */ (phase.kind)];
  if (!(phase.kind in STEPS) || (hands && !hands.mine)) return null;
  const stands = hands?.stands ? `&${hands.stands.link}` : "";
  const href = `${base}cases/${slug}?lang=${lang}#${step}${stands}`;
  return h(
    "section",
    { class: "card" },
    h("a", { class: "primary", href, target: "caseroom-case" }, say("Open the case")),
    h(
      "p",
      { class: "soft" },
      say(
        "It opens in a page of its own. When your teacher goes on, come back to this one: switch pages in your browser, or close the case. The case keeps what you did.",
      ),
    ),
    stands && h("p", { class: "soft" }, say("It offers you the levers as your table left them.")),
  );
};

/** Who one is here, where one sits and with whom. @type {(view: PhoneView) => HTMLElement} */
export const tableCard = ({ me, table, promise, lang }) => {
  const mates = table.length
    ? say("With you: {names}", { names: table.join(lang === "zh" ? "、" : ", ") })
    : promise.id === "anonymous"
      ? say("Whoever sits at your table talks with you.")
      : say("Nobody else has come to your table yet.");
  const seat = me.name ? say("{name}, table {n}", { name: me.name, n: me.table }) : say("Table {n}", { n: me.table });
  return h("p", {}, h("b", {}, seat), " ", h("span", {}, mates));
};

/** What the class found, when it is over. @type {(found: RoomReveal[]) => HTMLElement[]} */
export const whatWasFound = (found) =>
  found.length ? [h("h2", { class: "part" }, say("What your class found")), ...found.map(drawSmall)] : [];

/** All that one answered, when the class is over. @type {(answers: { phase: string, question: RoomQuestion, answer: any }[]) => HTMLElement[]} */
export const ownAnswers = (answers) => [
  h("h2", { class: "part" }, say("What you answered")),
  ...(answers.length
    ? answers.map(({ phase, question, answer }) =>
        h("section", { class: "card" }, h("h3", {}, phase), shownAnswer(question, answer)),
      )
    : [h("p", {}, say("You handed in no answer in this class."))]),
];
