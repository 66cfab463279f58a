// What every panel's script begins with. One file is made of this and the panel's own, so there is no import.

/** An element: h("p", {class: "x", onclick: f}, "text", child). Text is always text, never markup. */
const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "style")
      element.style.cssText = value; // as an attribute the page's policy forbids it
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

let lastId = 0;
/** A name that no other element on the page has, for labels and descriptions. */
const uniqueId = (stem) => `cr-${stem}-${(lastId += 1)}-${Math.random().toString(36).slice(2, 7)}`;

/** ask(message, buffers) -> the kernel's answer {ok, refused?, not_saved?, ...}; {ok: false, silent: true} if none comes. */
const channel = (model, patience = 20000) => {
  const waiting = new Map();
  const settle = (id, answer) => {
    const entry = waiting.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(id);
    entry.resolve(answer);
  };
  model.on("msg:custom", (answer, files) => {
    if (answer && answer.type === "answer") settle(answer.id, { ...answer, files });
  });
  return (message, buffers) =>
    new Promise((resolve) => {
      const id = uniqueId("message");
      const timer = setTimeout(() => settle(id, { ok: false, silent: true }), patience);
      waiting.set(id, { resolve, timer });
      model.send({ ...message, id }, undefined, buffers);
    });
};

/** The sentence to show for an answer that is not ok. */
const complaint = (model, answer) =>
  answer.refused ??
  answer.not_saved ??
  model.get("words")["No answer from the program. Reload the page: what was saved is kept."];

/** save(message) asks again after 2, 4, 8… s while the server cannot store; says how it stands through `show(state, sentence)`. */
const saver = (model, show) => {
  const ask = channel(model);
  let newest = 0;
  return async (message) => {
    const mine = (newest += 1);
    for (let pause = 2000; ; pause = Math.min(pause * 2, 30000)) {
      show("saving", model.get("words")["Saving…"]);
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

const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// Numbers are written as caseroom/formats.py says, which gives NUMBERS and the same functions to Python.

/** The size of a number as [whole, decimals]. */
const digitsOf = (number, decimals) => {
  const size = Math.abs(number);
  const [whole, rest = ""] = (size < 1e21 ? size.toFixed(decimals) : String(BigInt(size))).split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), rest];
};
const signed = (number, digits, suffix) => {
  if (Number.isNaN(number)) return NUMBERS.unknown;
  if (!Number.isFinite(number)) return (number < 0 ? NUMBERS.minus : "") + NUMBERS.endless;
  const [whole, rest] = digits();
  const text = rest ? `${whole}.${rest}` : whole;
  return (number < 0 && /[1-9]/.test(text) ? NUMBERS.minus : "") + text + suffix;
};

/** A number as a reader expects it; null is "∞": a queue that never empties. */
const format = (value, kind) => {
  const how = NUMBERS.formats[kind];
  const number = (value ?? Infinity) * how.scale;
  const [, decimals] = how.decimals.find(([size]) => Math.abs(number) < size) ?? [0, 0];
  const digits = () => {
    const [whole, rest] = digitsOf(number, decimals);
    return [whole, /[1-9]/.test(rest) ? rest : ""];
  };
  return signed(number, digits, how.suffix);
};

/** A value that somebody has set, as it stands. */
const asSet = (value, kind) => {
  const { scale, suffix } = NUMBERS.formats[kind];
  const digits = () => {
    const [whole, rest] = digitsOf(value * scale, NUMBERS.set_decimals);
    return [whole, rest.replace(/0+$/, "")];
  };
  return signed(value * scale, digits, suffix);
};

/** What stands behind a number of `it` ({format, unit, unit_one}) that is written as `text`. */
const unitOf = (it, text = "") => (NUMBERS.formats[it.format].suffix ? "" : /^−?1$/.test(text) ? it.unit_one : it.unit);
const withUnit = (it, value, text, lang) => {
  const unit = Number.isFinite(value) ? unitOf(it, text) : "";
  return unit ? text + (lang === "zh" ? "" : " ") + unit : text;
};
/** A number of `it` with its unit: "86.2%", "9.90 yuan/call", "1 agent"; ∞ has none. */
const measured = (it, value, lang) => withUnit(it, value, format(value, it.format), lang);
/** How far two numbers of `it` are apart, without a sign: "3.1 points" between shares. */
const difference = (it, value, lang) => {
  const { apart, scale } = NUMBERS.formats[it.format];
  const size = Math.abs(value);
  if (!apart) return measured(it, size, lang);
  return measured({ format: "points", ...apart[lang] }, size * scale, lang);
};

/** How the numbers of a lever ({format, unit, unit_one}) are written, and read from a field. */
const scaleOf = (lever, lang) => {
  const { scale, suffix } = NUMBERS.formats[lever.format];
  const number = (value) => asSet(value, lever.format);
  return {
    number,
    text: (value) => withUnit(lever, value, number(value), lang),
    field: (value) => number(value).replaceAll(",", "").replace(suffix, ""),
    behind: (value = Number.NaN) => suffix || unitOf(lever, number(value)),
    read: (typed) => {
      const plain = typed
        .normalize("NFKC")
        .replace(/[\s,%]/g, "")
        .replace(NUMBERS.minus, "-");
      const value = Number(plain);
      return plain === "" || Number.isNaN(value) ? typed.slice(0, 40) : Number((value / scale).toFixed(10));
    },
  };
};

/** A buffer from the kernel as bytes. */
const bytesOf = (view) => new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength);

/** Puts a file into the reader's downloads. */
const download = (content, name, type) => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

/** Today where the reader is, as 2026-01-31. */
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

/** The chart of that name as a file of `kind`, "png" or "svg"; null where the page has none that can be drawn. */
const picture = (name, kind) =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), 8000);
    const done = (file) => {
      clearTimeout(timer);
      resolve(file);
    };
    document.dispatchEvent(new CustomEvent("caseroom:picture", { detail: { name, kind, resolve: done } }));
  });

/** Whether `text` is now on the clipboard. Over plain http a browser lets a page copy only what is selected. */
const copy = async (text, select) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return document.execCommand("copy");
  }
};

/** Tells the page that this panel can be used; the page counts these before it says it is ready. */
const announce = (el) => {
  el.closest(".caseroom-panel")?.setAttribute("data-rendered", "true");
  el.dispatchEvent(new CustomEvent("caseroom:rendered", { bubbles: true }));
};
