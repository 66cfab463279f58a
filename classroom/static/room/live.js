// The room as the server has it now: events while they pass, and asking again and again where they do not.
// A phone that slept, changed its cell or was turned off comes back by itself, and is told of it.

const SOON = 1_500; // ms until a broken stream is tried anew
const ASK = 3_000; // ms between questions where no events pass
const SILENCE = 25_000; // ms without a word after which a stream counts as broken: the server beats every ten seconds
const POLL_AFTER = 3; // broken streams in a row after which the page asks instead

/**
 * Calls `show(view)` for every view of the room, and `connected(whether)` as the connection comes and goes.
 *
 * @template View
 * @param {string} address of the room for this page; `events` and `now` stand below it
 * @param {(view: View) => void} show
 * @param {(connected: boolean) => void} connected
 */
export const follow = (address, show, connected) => {
  /** @type {EventSource | null} */
  let stream = null;
  let broken = 0;
  let heard = performance.now();
  let timer = 0;

  const take = (/** @type {View} */ view) => {
    heard = performance.now();
    connected(true);
    show(view);
  };

  /** Whether the server answered. */
  const ask = async () => {
    try {
      const answer = await fetch(`${address}/now`, { cache: "no-store" });
      const view = await answer.json(); // what is no JSON is somebody else's: a hub's whose class is not running
      if ([403, 404, 410].includes(answer.status))
        location.reload(); // the seat or the room is gone, or a hub wants to know anew whose desk this is
      else if (answer.ok) take(view);
      else connected(false);
      return answer.ok;
    } catch {
      connected(false);
      return false;
    }
  };

  const later = (/** @type {number} */ wait) => {
    clearTimeout(timer);
    timer = window.setTimeout(begin, wait);
  };

  const begin = () => {
    stream?.close();
    if (broken >= POLL_AFTER || !("EventSource" in window)) {
      ask().then(() => later(ASK));
      return;
    }
    stream = new EventSource(`${address}/events`);
    stream.onmessage = ({ data }) => {
      broken = 0;
      take(JSON.parse(data));
    };
    stream.onerror = async () => {
      stream?.close();
      if (await ask()) broken += 1; // it is the stream alone; a server that starts again is no reason to give it up
      later(SOON);
    };
  };

  const again = () => {
    if (document.visibilityState !== "visible") return;
    broken = 0;
    begin();
  };
  document.addEventListener("visibilitychange", again);
  addEventListener("pageshow", ({ persisted }) => persisted && again());
  addEventListener("online", again);
  addEventListener("offline", () => connected(false));
  setInterval(() => {
    if (stream && broken < POLL_AFTER && performance.now() - heard > SILENCE)
      ask().then(() => performance.now() - heard > SILENCE && begin());
  }, 5_000);
  begin();
};

/**
 * Sends something; what the server made of it comes back. Where the network fails it is sent again, so only what may
 * come twice (an answer, a command with a key of its own) is sent so. The server speaks JSON: any other answer is that of
 * a network which wants its password, or of a hub whose class is not running.
 *
 * @type {(address: string, body: unknown, tries?: number) => Promise<any>}
 */
export const send = async (address, body, tries = 5) => {
  for (let n = 1; ; n++) {
    let answer, said;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      said = await answer.json();
    } catch (error) {
      if (n >= tries) throw error;
      await new Promise((done) => setTimeout(done, 400 * n));
      continue;
    }
    if (answer.ok) return said;
    if (answer.status === 503 && n < tries) {
      await new Promise((done) => setTimeout(done, 400 * n));
      continue;
    }
    throw new Refused(said.reason ?? String(answer.status), said.sentence ?? "");
  }
};

/** What the server will not do; `message` says so in the reader's language. */
export const Refused = class extends Error {
  /** @param {string} reason @param {string} sentence */
  constructor(reason, sentence) {
    super(sentence);
    this.reason = reason;
  }
};

/** A key of its own for a command, so that one that arrives twice is carried out once. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, "0")).join("");
