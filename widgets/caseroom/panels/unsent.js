// What has been typed and is not on the server yet stays in this tab: a reload, also one into a server that is down,
// gives it back. It is kept by visitor and case, and goes as soon as it is acknowledged.

/**
 * @template Value
 * @param {string} name
 * @returns {{ put: (value: Value) => void, get: () => Value | null, drop: (value: Value) => void }}
 */
export const unsent = (name) => {
  const config = document.getElementById("jupyter-config-data");
  const visitor = config && JSON.parse(config.textContent ?? "{}").visitor;
  if (!visitor) return { put: () => {}, get: () => null, drop: () => {} }; // no page of the classroom
  const key = ["unsent", visitor, location.pathname, name].join(" ");
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
