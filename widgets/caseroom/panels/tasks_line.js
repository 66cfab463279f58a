/**
 * Tells the page which task it is while the cards are above the screen and the levers are not: a narrow page has a line
 * for it. `said()` is the sentence, how far it is in a word or two, and the sentence for where
 * both have no room; told again by `again()`; pressing the line
 * calls `go`.
 *
 * @type {(el: HTMLElement, said: () => [string, string, string], go: () => void) => { again(): void, stop(): void }}
 */
export const taskLine = (el, said, go) => {
  let [isPast, isAtWork, stopped] = [false, false, false];
  let told = "";
  const again = () => {
    const [sentence, far, short] = isPast && isAtWork ? said() : ["", "", ""];
    if (sentence + far === told) return;
    told = sentence + far;
    document.dispatchEvent(new CustomEvent("caseroom:now", { detail: { sentence, far, short, go } }));
  };
  /** Of two readings made while one page is drawn the last holds. */
  const cards = new IntersectionObserver(
    (entries) => {
      const { isIntersecting, boundingClientRect: box, rootBounds } = entries[entries.length - 1];
      isPast = !isIntersecting && box.height > 0 && box.bottom <= (rootBounds?.top ?? 0) + 1;
      again();
    },
    { rootMargin: "-110px 0px 0px" }, // the numbers that stay in sight at the top cover the rest
  );
  const whole = new IntersectionObserver(
    (entries) => {
      isAtWork = entries[entries.length - 1].isIntersecting;
      again();
    },
    { rootMargin: "0px 0px -40%" },
  );
  const start = () => {
    if (stopped) return;
    const around = el.closest(".caseroom-whatif");
    if (!around) return void setTimeout(start, 200); // not on the page yet
    cards.observe(el);
    whole.observe(around);
  };
  start();
  const stop = () => {
    stopped = true;
    cards.disconnect();
    whole.disconnect();
    isPast = false;
    again();
  };
  return { again, stop };
};
