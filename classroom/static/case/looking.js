const LOOK = 4000; // ms between two looks, and until one of them counts as failed: a silent network says nothing at all

/**
 * Looks now and then, while somebody may see it; never twice at once.
 *
 * @param {() => Promise<unknown>} look
 */
export const lookOften = (look) => {
  let looking = false;
  const once = async () => {
    if (document.hidden || looking) return;
    looking = true;
    await look().finally(() => {
      looking = false;
    });
  };
  setInterval(once, LOOK);
  document.addEventListener("visibilitychange", once);
};

/**
 * The answer, or null where none comes within LOOK.
 *
 * @param {string} address
 */
export const inTime = async (address) => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), LOOK);
  const answer = await fetch(address, { cache: "no-store", signal: patience.signal }).catch(() => null);
  clearTimeout(timer);
  return answer;
};
