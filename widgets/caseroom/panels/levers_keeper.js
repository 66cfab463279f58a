import { channel, doer, saver, statusLine } from "./shared.js";

const PAUSE_BEFORE_SAVING = 350; // ms: a key held down changes many times; it is one step to undo

/**
 * Sends the newest value of each lever, one message at a time: what is overtaken while one is under way is never sent.
 *
 * @param {Ask} ask
 * @param {(name: string, answer: Answer) => void} onAnswer
 */
const coalesce = (ask, onAnswer) => {
  /** @type {Map<string, number | string>} */
  const waiting = new Map();
  /** @type {Promise<void> | null} */
  let running = null;
  let seq = 0;
  const run = async () => {
    for (const [name, value] of waiting) {
      // what is set meanwhile comes to the end, and a loop over a map goes on to it
      waiting.delete(name);
      onAnswer(name, await ask({ type: "set", name, value, seq: (seq += 1) }));
    }
    running = null;
  };
  return {
    /** @type {(name: string, value: number | string) => void} */
    send(name, value) {
      waiting.set(name, value);
      running ??= run();
    },
    /** @param {string} name */
    pending: (name) => waiting.has(name),
    idle: () => running ?? Promise.resolve(),
  };
};

/**
 * How what the levers do is kept: {line, sender, commit(), act(message)}.
 *
 * @param {Model<"levers">} model
 * @param {(name: string, answer: Answer) => void} onAnswer
 */
export const keepValues = (model, onAnswer) => {
  const ask = channel(model);
  const sender = coalesce(ask, onAnswer);
  // Only trouble is spoken: what a step does to the outcomes is said there, and one voice is enough.
  const line = statusLine({ quiet: true });
  const save = saver(model, line.show);
  const once = doer(model, line.show, ask, save);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    line: line.element,
    sender,
    commit: () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        await sender.idle();
        save({ type: "commit" });
      }, PAUSE_BEFORE_SAVING);
    },
    /** @type {Act} */
    act: async (message) => {
      // only the commit is asked again when it cannot be saved: two undos are not one
      clearTimeout(timer);
      await sender.idle();
      await once(message);
    },
  };
};
