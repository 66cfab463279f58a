import { complaint } from "./shared.js";

/**
 * The problems that an answer names, or null.
 *
 * @type {(model: AnyModel, answer: Failure | ({ ok: true } & Problems)) => string[] | null}
 */
export const problemsIn = (model, answer) => (answer.ok ? (answer.problems ?? null) : [complaint(model, answer)]);

/**
 * Sends a file in pieces and has it read: the last answer, or the first that names a problem. `progress` is told the
 * share that has gone, `reading` that all has; once `wanted` says no, nothing more is sent.
 *
 * @typedef {{ wanted: () => boolean, progress: (share: number) => void, reading: () => void }} Watcher
 * @typedef {Answer<"begin" | "chunk" | "read">} Transferred
 * @type {(model: Model<"upload">, ask: Ask, file: File, watcher: Watcher) => Promise<Transferred>}
 */
export const transfer = async (model, ask, file, { wanted, progress, reading }) => {
  const size = model.get("chunk");
  /** @type {Answer<"begin" | "chunk">} */
  let answer = await ask({ type: "begin", name: file.name, size: file.size });
  const goesOn = () => wanted() && !problemsIn(model, answer);
  for (let number = 0; goesOn() && number * size < file.size; number += 1) {
    const piece = await file
      .slice(number * size, (number + 1) * size)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)); // gone meanwhile: refused
    if (!wanted()) return answer;
    answer = await ask({ type: "chunk", number }, [piece]);
    progress(Math.min(1, ((number + 1) * size) / file.size));
  }
  if (!goesOn()) return answer;
  reading();
  return ask({ type: "read" });
};
