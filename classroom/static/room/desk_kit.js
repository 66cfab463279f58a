import { h } from "./nodes.js";

// What the trainer's pages are built with: lists that are renewed in place, questions, plain words.

/** Sets a text only where it is another one: what is marked or read aloud stays as it is. @type {(element: Element, text: string) => void} */
export const putText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/**
 * A list that is renewed in place: a row is made once, and keeps its focus and what is typed in it.
 *
 * @template Item
 * @param {Element} parent
 * @param {(item: Item) => string} key
 * @param {(item: Item) => { element: HTMLElement, show: (item: Item) => void }} make
 */
export const rowsIn = (parent, key, make) => {
  /** @type {Map<string, { element: HTMLElement, show: (item: Item) => void }>} */
  const rows = new Map();
  return (/** @type {Item[]} */ items) => {
    const keys = new Set(items.map(key));
    for (const [name, { element }] of rows) {
      if (keys.has(name)) continue;
      element.remove();
      rows.delete(name);
    }
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    items.forEach((item, n) => {
      const row = rows.get(key(item)) ?? make(item);
      rows.set(key(item), row);
      row.show(item);
      if (parent.children[n] !== row.element) parent.insertBefore(row.element, parent.children[n] ?? null);
    });
    if (focused !== document.activeElement && focused?.isConnected && parent.contains(focused))
      focused.focus({ preventScroll: true }); // its row was moved
  };
};

/**
 * Options of a list to choose from; what is chosen stays chosen while it is there.
 *
 * @type {(select: HTMLSelectElement, options: [value: string, text: string][]) => void}
 */
export const putOptions = (select, options) => {
  const made = JSON.stringify(options);
  if (select.dataset.made === made) return;
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, text]) => h("option", { value }, text)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
  select.dataset.made = made;
};

/**
 * A window over the page. It closes by its buttons, by Escape, or by `close()`; then it is gone.
 *
 * @param {string} title
 * @param {(string | number | Node | null | false | undefined)[]} content
 * @param {() => void} [closed]
 */
export const openDialog = (title, content, closed) => {
  const dialog = h("dialog", { class: "card", "aria-label": title }, h("h2", {}, title), ...content);
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

/**
 * Asks before something is done; what is `grave` is not done by a mere Enter.
 *
 * @type {(asked: { title: string, text?: string, more?: string, yes: string, no: string, grave?: boolean }) => Promise<boolean>}
 */
export const askFirst = ({ title, text, more, yes, no, grave }) =>
  new Promise((resolve) => {
    const agree = h("button", { type: "button", class: grave ? "grave" : "primary", onclick: () => end("yes") }, yes);
    const refuse = h("button", { type: "button", autofocus: grave, onclick: () => end("") }, no);
    const dialog = openDialog(
      title,
      [text && h("p", {}, text), more && h("p", {}, more), h("div", { class: "buttons" }, agree, refuse)],
      () => resolve(dialog.returnValue === "yes"),
    );
    const end = (/** @type {string} */ answer) => dialog.close(answer);
  });

/** The guide's Markdown as plain words. @type {(text: string) => string} */
export const plainWords = (text) =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(.+?)\1/g, "$2")
    .replace(/\*([^*]+)\*/g, "$1")
    .replace(/`([^`]+)`/g, "$1");
