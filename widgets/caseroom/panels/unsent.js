// What stays in this tab, by visitor and case: a reload, also one into a server that is down, gives it back.

/**
 * What has been typed and is not on the server yet; it goes as soon as it is acknowledged.
 *
 * @template Value
 * @param {string} name
 * @returns {Tab<Value>}
 */
export const unsent = (name) => inTab("unsent", name);

/**
 * Where somebody has turned to.
 *
 * @template Value
 * @param {string} name
 * @returns {Tab<Value>}
 */
export const turnedTo = (name) => inTab("at", name);

/**
 * @template Value
 * @typedef {{ put: (value: Value) => void, get: () => Value | null, drop: (value: Value) => void }} Tab
 */

/**
 * @template Value
 * @param {string} kind
 * @param {string} name
 * @returns {Tab<Value>}
 */
const inTab = (kind, name) => {
  const config = document.getElementById("jupyter-config-data");
  const visitor = config && JSON.parse(config.textContent ?? "{}").visitor;
  if (!visitor) return { put: () => {}, get: () => null, drop: () => {} }; // no page of the classroom
  const key = [kind, visitor, location.pathname, name].join(" ");
  return {
    put: (value) => tried(() => sessionStorage.setItem(key, JSON.stringify(value))),
    get: () => tried(() => JSON.parse(sessionStorage.getItem(key) ?? "null")),
    // Only what was acknowledged: there may be a newer text by now.
    drop: (value) =>
      tried(() => sessionStorage.getItem(key) === JSON.stringify(value) && sessionStorage.removeItem(key)),
  };
};

/**
 * A browser may forbid storage, or have none left; the page then works as it did.
 *
 * @template Result
 * @param {() => Result} act
 */
const tried = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};
