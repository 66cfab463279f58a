// What this tab keeps through a reload, and what this phone keeps of a text that is not handed in: a tab that was closed, or
// that the phone has thrown away, finds it again. Where a browser keeps nothing, it is kept until the page is left.

/** @type {Map<string, string>} */
const meanwhile = new Map();

/** @type {<T>(go: () => T) => T | null} */
const allowed = (go) => {
  try {
    return go();
  } catch {
    return null; // full, or not allowed
  }
};

/** @type {(name: string) => string | null} */
export const recall = (name) => allowed(() => sessionStorage.getItem(name)) ?? meanwhile.get(name) ?? null;

/** @type {(name: string, value: string) => void} */
export const keep = (name, value) => {
  meanwhile.set(name, value);
  allowed(() => sessionStorage.setItem(name, value));
};

/** @type {(name: string) => void} */
export const forget = (name) => {
  meanwhile.delete(name);
  allowed(() => sessionStorage.removeItem(name));
};

export const forgetAll = () => {
  meanwhile.clear();
  allowed(() => sessionStorage.clear());
  forgetDrafts("");
};

// Texts that are not handed in

/**
 * @typedef {{ draft: any, about?: string, sent?: boolean, begun?: boolean, pressed?: boolean }} Draft  `about`: what is asked;
 *   `sent`: it is on its way; `begun`: nobody has written anything yet, `pressed`: and yet it was to be handed in
 */

const DRAFT = "caseroom-draft-";

/** @type {(room: string, phase: string) => string} */
export const draftName = (room, phase) => `${DRAFT}${room}-${phase}`;

/** @type {(text: string | null | undefined) => Draft | null} */
const read = (text) => (text ? allowed(() => JSON.parse(text)) : null);

/** What this tab wrote; where it wrote nothing, what another tab of this phone did. @type {(name: string) => Draft | null} */
export const recallDraft = (name) => read(recall(name)) ?? read(allowed(() => localStorage.getItem(name)));

/** What this tab itself wrote. @type {(name: string) => Draft | null} */
export const ownDraft = (name) => read(recall(name));

/** @type {(name: string, draft: Draft) => void} */
export const keepDraft = (name, draft) => {
  keep(name, JSON.stringify(draft));
  if (!draft.begun || draft.pressed) allowed(() => localStorage.setItem(name, JSON.stringify(draft)));
};

/** @type {(name: string) => void} */
export const forgetDraft = (name) => {
  forget(name);
  allowed(() => localStorage.removeItem(name));
};

/** The names of what this phone keeps, of one room or of all. @type {(room: string) => string[]} */
const drafts = (room) => {
  const begins = room ? draftName(room, "") : DRAFT;
  return Object.keys(allowed(() => localStorage) ?? {}).filter((name) => name.startsWith(begins));
};

/** @type {(room: string) => void} */
export const forgetDrafts = (room) => drafts(room).forEach(forgetDraft);

/** Drafts of other rooms than this one: those classes are over for this phone. @type {(room: string) => void} */
export const forgetOtherRooms = (room) => {
  for (const name of drafts("")) if (!name.startsWith(draftName(room, ""))) forgetDraft(name);
};

/** What was written to the same question in another phase and never handed in. @type {(room: string, about: string) => Draft | null} */
export const neverHandedIn = (room, about) =>
  drafts(room)
    .map(recallDraft)
    .find((one) => one && one.about === about && !one.sent && (!one.begun || one.pressed)) ?? null;

/** @type {(room: string, about: string) => void} */
export const forgetAbout = (room, about) =>
  drafts(room)
    .filter((name) => recallDraft(name)?.about === about)
    .forEach(forgetDraft);
