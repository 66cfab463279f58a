// The way into the case from a class: at which step, and by which address.

const STEPS = { read: "brief", explore: "explore", what_if: "what-if", debrief: "debrief", memo: "memo" };

/** Whether people work in the case in this phase: also where they talk about a step of it. @type {(phase: RoomPhase) => boolean} */
export const worksIn = ({ kind, step, opens }) => opens && (kind in STEPS || (kind === "talk" && step !== ""));

/** The step of the case that a phase is about. @type {(phase: RoomPhase) => string} */
export const stepIn = ({ kind, step }) => step || STEPS[/** @type {keyof typeof STEPS} */ (kind)];

/**
 * The case's address in this phase. Each phase has its own, so that a case that stands open since an earlier one is loaded
 * anew: only then does it know what has been answered here meanwhile. What people at their table are told to try is what
 * it opens with.
 *
 * @type {(view: Pick<RoomView, "slug" | "lang" | "phase">, base: string, table?: number) => string}
 */
export const caseAt = ({ slug, lang, phase }, base, table = 1) => {
  const task = (table % 2 === 0 && phase.even_task) || phase.task;
  return `${base}cases/${slug}?lang=${lang}&phase=${encodeURIComponent(phase.id)}${task ? `&task=${task}` : ""}`;
};
