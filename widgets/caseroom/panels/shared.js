// What the panels' scripts share.

/**
 * An element: h("p", {class: "x", onclick: f}, "text", child). Text is always text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "style")
      element.style.cssText = String(value); // as an attribute the page's policy forbids it
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name in element && typeof value !== "string") Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat())
    if (child !== null && child !== undefined && child !== false) element.append(child);
  return element;
};

const BULLET = "• "; // as i18n.py writes it
const RUNS = /(?:^• .*\n?)+|(?:^(?!• ).*\n?)+/gm; // of lines behind bullets, and of others

/**
 * The paragraphs of a text, and lists of the lines that stand behind a bullet.
 *
 * @param {string} text
 * @param {(text: string) => string} [set] how each is set
 */
export const blocksOf = (text, set = (one) => one) =>
  text
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.match(RUNS) ?? [])
    .filter(Boolean)
    .map((run) => run.replace(/\n$/, ""))
    .map((run) =>
      run.startsWith(BULLET)
        ? h(
            "ul",
            { class: "listed" },
            run.split("\n").map((line) => h("li", {}, set(line.slice(BULLET.length)))),
          )
        : h("p", {}, set(run)),
    );

let lastId = 0;
/**
 * A name that no other element on the page has, for labels and descriptions.
 *
 * @param {string} stem
 */
export const uniqueId = (stem) => `cr-${stem}-${(lastId += 1)}-${Math.random().toString(36).slice(2, 7)}`;

/**
 * The words of this model with their {names} filled; {size:.0f} rounds as in Python. A name without a value stays.
 *
 * @param {AnyModel} model
 * @returns {Say}
 */
export const speaker =
  (model) =>
  (sentence, values = {}) =>
    model.get("words")[sentence].replace(/\{(\w+)(:\.0f)?\}/g, (whole, name, rounded) => {
      const value = values[name];
      return value === undefined ? whole : String(rounded ? Math.round(Number(value)) : value);
    });

/**
 * A line that says how something stands: {element, show(state, sentence)}. A quiet one is read out in trouble only.
 *
 * @param {{ id?: string, quiet?: boolean }} [manner]
 */
export const statusLine = ({ id, quiet = false } = {}) => {
  const element = h("p", { class: "saved-line", id, "aria-live": quiet ? "off" : "polite" });
  /** @type {Tell} */
  const show = (state, sentence) => {
    if (quiet) element.setAttribute("aria-live", state === "failed" ? "polite" : "off");
    element.dataset.state = state;
    element.textContent = sentence;
  };
  return { element, show };
};

/**
 * ask(message, buffers) -> the kernel's answer {ok, refused?, not_saved?, ...}; {ok: false, silent: true} if none
 * comes.
 *
 * @param {AnyModel} model
 * @returns {Ask}
 */
export const channel = (model, patience = 20000) => {
  /** @type {Map<string, { resolve: (answer: any) => void, timer: ReturnType<typeof setTimeout> }>} */
  const waiting = new Map(); // an answer is of the kind that its message asks for
  /** @type {(id: string, answer: object) => void} */
  const settle = (id, answer) => {
    const entry = waiting.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(id);
    entry.resolve(answer);
  };
  model.on("msg:custom", (answer, files) => {
    if (answer?.type === "answer") settle(answer.id, { ...answer, files });
  });
  return (message, buffers) =>
    new Promise((resolve) => {
      const id = uniqueId("message");
      const timer = setTimeout(() => settle(id, { ok: false, silent: true }), patience);
      waiting.set(id, { resolve, timer });
      model.send({ ...message, id }, undefined, buffers);
    });
};

/**
 * The sentence to show for an answer that is not ok.
 *
 * @param {AnyModel} model
 * @param {Failure} answer
 */
export const complaint = (model, answer) =>
  answer.refused ??
  answer.not_saved ??
  model.get("words")[
    "interrupted" in document.documentElement.dataset
      ? "The connection is interrupted. We keep trying; what you do meanwhile is sent as soon as it is back."
      : "No answer from the program. Reload the page: what was saved is kept."
  ];

/**
 * save(message) asks again after 2, 4, 8… s while the server cannot store; says how it stands through `show`.
 *
 * @param {AnyModel} model
 * @param {Tell} show
 * @returns {Save}
 */
export const saver = (model, show) => {
  const ask = channel(model);
  let newest = 0;
  return async (message) => {
    const mine = (newest += 1);
    for (let pause = 2000; ; pause = Math.min(pause * 2, 30000)) {
      const cut = "interrupted" in document.documentElement.dataset; // then "Saving…" would promise too much
      if (cut) show("failed", complaint(model, { ok: false, silent: true }));
      else show("saving", model.get("words")["Saving…"]);
      const answer = await ask(message);
      if (answer.ok) {
        show("saved", `${model.get("words")["Saved"]}${answer.saved_at ? ` ${clock(answer.saved_at)}` : ""}`);
        return answer;
      }
      show("failed", complaint(model, answer));
      if (answer.refused) return answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (mine !== newest) return answer; // a newer text is on its way
    }
  };
};

/**
 * do(message) acts once, then saves as often as it takes. What had no answer is not lost: it is sent again as soon as the
 * connection is back, and the commit comes after it.
 *
 * @param {AnyModel} model
 * @param {Tell} show
 * @param {Ask} [ask]
 * @param {Save} [save]
 */
export const doer = (model, show, ask = channel(model), save = saver(model, show)) => {
  /** @param {Message} message */
  return async (message) => {
    const answer = await ask(message);
    const isSent = answer.ok || answer.silent;
    if (!isSent) show("failed", complaint(model, answer));
    return { ...answer, saved: isSent ? save({ type: "commit" }) : Promise.resolve(answer) };
  };
};

/**
 * A moment as 14:05.
 *
 * @param {string} iso
 */
export const clock = (iso) =>
  new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/**
 * A buffer from the kernel as bytes.
 *
 * @param {DataView<ArrayBuffer> | ArrayBuffer} view
 */
export const bytesOf = (view) =>
  view instanceof ArrayBuffer ? new Uint8Array(view) : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

/**
 * Puts a file into the reader's downloads.
 *
 * @param {BlobPart} content
 * @param {string} name
 * @param {string} type
 */
export const download = (content, name, type) => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

/** Today where the reader is, as 2026-01-31. */
export const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

/**
 * The chart of that name as a file of `kind`; null where the page has none that can be drawn.
 *
 * @param {string} name
 * @param {Picture["kind"]} kind
 * @returns {Promise<Blob | null>}
 */
export const picture = (name, kind) =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), 8000);
    /** @type {Picture["resolve"]} */
    const done = (file) => {
      clearTimeout(timer);
      resolve(file);
    };
    document.dispatchEvent(new CustomEvent("caseroom:picture", { detail: { name, kind, resolve: done } }));
  });

/**
 * Whether `text` is now on the clipboard. Over plain http a browser lets a page copy only what is selected.
 *
 * @param {string} text
 * @param {() => void} select
 */
export const copy = async (text, select) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return document.execCommand("copy");
  }
};

/**
 * Tells the page that this panel can be used; the page counts these before it says it is ready.
 *
 * @param {HTMLElement} el
 */
export const announce = (el) => {
  el.closest(".caseroom-panel")?.setAttribute("data-rendered", "true");
  el.dispatchEvent(new CustomEvent("caseroom:rendered", { bubbles: true }));
};

/**
 * A widget is rendered before it is put on the page, and only there it has a width and a font.
 *
 * @param {Element} element
 */
export const onPage = async (element) => {
  for (let n = 0; n < 500 && !element.isConnected; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
};

/**
 * Calls `go` when a part of the same what-if sends a reader to this place; gives what ends it.
 *
 * @type {(el: Element, place: Shown["place"], go: (name: string) => void) => () => void}
 */
export const onShow = (el, place, go) => {
  /** @param {CustomEvent<Shown>} event */
  const show = ({ detail, target }) => {
    const here = el.closest(".caseroom-whatif");
    if (detail.place === place && target instanceof Node && here?.contains(target)) go(detail.name);
  };
  document.addEventListener("caseroom:show", show);
  return () => document.removeEventListener("caseroom:show", show);
};
