import { inAWord, shownAnswer } from "./answer_shown.js";
import { caseAt, stepIn, worksIn } from "./case_way.js";
import { h, say } from "./nodes.js";
import { labelled, nameAndOffice } from "./wording.js";
import { drawFolded, drawInBrief, fold } from "./phone_blocks.js";

// What stands on a phone beside the question: the role, the table, the way into the case.

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
export const caseLink = ({ phase, slug, lang, hands, me }, base) => {
  const step = stepIn(phase);
  if (!worksIn(phase) || (hands && !hands.mine)) return null;
  const stands = hands?.stands ? `&${hands.stands.link}` : "";
  const href = `${caseAt({ slug, lang, phase }, base, me.table)}#${step}${stands}`;
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
    me.reader && h("p", {}, say("In the case, “you” are {reader}. In this class you play {roles}.", me.reader)),
    stands && h("p", { class: "soft" }, say("It offers you the levers as your table left them.")),
  );
};

/** @type {(view: PhoneView, base: string, step: string, text: string) => HTMLElement} */
const way = ({ slug, lang, phase, me }, base, step, text) =>
  h(
    "p",
    {},
    h("a", { href: `${caseAt({ slug, lang, phase }, base, me.table)}#${step}`, target: "caseroom-case" }, text),
  );

/**
 * The way back to the levers, where the class has had them and a question asks what they show.
 *
 * @type {(view: PhoneView, base: string) => HTMLElement[]}
 */
export const leversAgain = (view, base) =>
  view.levers && view.phase.opens ? [way(view, base, "what-if", say("Try the levers again"))] : [];

/**
 * The ways back while one talks or has answered, to the papers also while one answers. Nothing where the case is opened anyway.
 *
 * @type {(view: PhoneView, base: string) => HTMLElement[]}
 */
export const waysBack = (view, base) => {
  const { phase, hands, closed, me } = view;
  const works = worksIn(phase) && !(hands && !hands.mine);
  if (closed || works || !phase.opens || ["lobby", "break", "close"].includes(phase.kind)) return [];
  const above = phase.question && !me.answered; // there the levers stand over the question
  return [way(view, base, "exhibits", say("Look at the file again")), ...(above ? [] : leversAgain(view, base))];
};

const SPLIT = "\n";

/** A sentence with names in it, none of which is broken at the end of a line. @type {(sentence: string, names: string[], apart: string) => Child[]} */
const inOnePiece = (sentence, names, apart) => {
  const [before, after] = sentence.split(SPLIT);
  const last = names.length - 1;
  return [
    before,
    ...names.flatMap((name, n) => [
      h("span", { class: "whole" }, n < last ? name + apart.trimEnd() : name),
      n < last && apart.endsWith(" ") && " ",
    ]),
    after,
  ];
};

/** Who one is here, where one sits and with whom. @type {(view: PhoneView) => HTMLElement} */
export const tableCard = ({ me, table, promise, lang }) => {
  const apart = lang === "zh" ? "、" : ", ";
  const mates = table.length
    ? inOnePiece(say("With you: {names}", { names: SPLIT }), table, apart)
    : promise.id === "anonymous"
      ? say("Whoever sits at your table talks with you.")
      : say("Nobody else has come to your table yet.");
  const seat = me.name ? say("{name}, table {n}", { name: me.name, n: me.table }) : say("Table {n}", { n: me.table });
  const roles = me.plays.flatMap((role, n) => {
    const [name, office] = nameAndOffice(role);
    return [n > 0 && (lang === "zh" ? "；" : "; "), h("span", { class: "whole" }, name), office];
  });
  const [before, after] = say("You play: {roles}", { roles: SPLIT }).split(SPLIT);
  const plays = roles.length > 0 && h("span", { class: "plays" }, before, ...roles, after);
  return h("p", {}, h("b", { class: "whole" }, seat), " ", h("span", {}, ...[mates].flat()), plays && " ", plays);
};

/** What one had predicted before, in a line each and a curve behind its name, for reading beside the decision; nothing where one predicted nothing. @type {(first: PhoneView["me"]["first"]) => HTMLElement | null} */
export const firstGuesses = (first) => {
  if (!first.length) return null;
  const lines = first.map(({ question, answer, then }) => {
    if (answer.curve) return fold(question.title, shownAnswer(question, answer));
    return h(
      "p",
      {},
      h("span", { class: "soft" }, question.title),
      h("br"),
      then ? labelled(say("The first time")) : answer.order ? labelled(say("First in your own order")) : "",
      h(
        "b",
        {},
        answer.order ? question.items?.find(({ id }) => id === answer.order[0])?.text : inAWord(question, answer),
      ),
      ...(then ? [h("br"), labelled(say("The second time")), h("b", {}, inAWord(question, then))] : []),
    );
  });
  const title = first.some(({ answer }) => answer.order)
    ? say("What you thought first")
    : say("What you predicted first");
  return h("section", { class: "card" }, h("h2", {}, title), ...lines);
};

/** What a class is remembered by, most of all first: how it decided, how talk changed it, how near its guesses came. */
const WEIGHT = [
  "decisions",
  "shift",
  "guesses",
  "right",
  "votes",
  "order",
  "agreement",
  "weights",
  "scenarios",
  "by_table",
  "by_role",
  "by_guess",
];
const IN_BRIEF = 3;

/** What the class found, when it is over: what matters most in a sentence each, the rest behind its titles. @type {(end: NonNullable<PhoneView["end"]>) => HTMLElement[]} */
export const whatWasFound = ({ found, answers }) => {
  const place = (/** @type {RoomFound} */ { kind }) => WEIGHT.indexOf(kind);
  const told = found.filter((one) => one.sentence && place(one) >= 0).sort((one, other) => place(one) - place(other));
  const first = told.slice(0, IN_BRIEF);
  const own = (/** @type {RoomFound} */ { question }) => {
    const mine = answers.filter((one) => one.question.id === question).at(-1);
    const word = mine && inAWord(mine.question, mine.answer);
    return (
      word && h("p", {}, labelled(mine.per_table ? say("Your table's answer") : say("Your answer")), h("b", {}, word))
    );
  };
  if (!found.length) return [];
  return [
    h("h2", { class: "part" }, say("What your class found")),
    ...first.map((one) => drawInBrief(one, own(one))),
    ...found.filter((one) => !first.includes(one)).map((one) => drawFolded(one)),
  ];
};

/** All that one answered, when the class is over. @type {(answers: NonNullable<PhoneView["end"]>["answers"]) => HTMLElement[]} */
export const ownAnswers = (answers) => [
  h("h2", { class: "part" }, say("What you answered")),
  ...(answers.length
    ? answers.map(({ phase, question, answer }) =>
        h("section", { class: "card" }, fold(phase, shownAnswer(question, answer))),
      )
    : [h("p", {}, say("You handed in no answer in this class."))]),
];
