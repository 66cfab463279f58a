// What this tab keeps through a reload. Where a browser keeps nothing, it is kept until the page is left.

/** @type {Map<string, string>} */
const meanwhile = new Map();

/** @type {(name: string) => string | null} */
export const recall = (name) => {
  try {
    return sessionStorage.getItem(name) ?? meanwhile.get(name) ?? null;
  } catch {
    return meanwhile.get(name) ?? null;
  }
};

/** @type {(name: string, value: string) => void} */
export const keep = (name, value) => {
  meanwhile.set(name, value);
  try {
    sessionStorage.setItem(name, value);
  } catch {} // full, or not allowed
};

/** @type {(name: string) => void} */
export const forget = (name) => {
  meanwhile.delete(name);
  try {
    sessionStorage.removeItem(name);
  } catch {} // not allowed
};

export const forgetAll = () => {
  meanwhile.clear();
  try {
    sessionStorage.clear();
  } catch {} // not allowed
};
