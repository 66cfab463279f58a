// What cannot be read on the projector: words that leave the screen or their place, or lie on each other.
(() => {
  const LEADING = 0.16; // of a line's height above and below its letters

  const linesOf = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const one = node.parentElement;
      if (!node.data.trim() || one.closest("script, noscript, .visually-hidden") || !one.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const stage = one.closest(".stage");
      const foot = stage && stage.scrollHeight > stage.clientHeight + 1 ? stage.getBoundingClientRect().bottom : Infinity; // shown in parts
      for (const { left, right, top, bottom, height } of range.getClientRects())
        if (right - left > 1 && top < foot)
          found.push({ one, node, text: node.data.trim().slice(0, 40), left, right, top: top + LEADING * height, bottom: bottom - LEADING * height });
    }
    return found;
  };

  const meet = (one, other) =>
    one.left + 1 < other.right && other.left + 1 < one.right && one.top + 1 < other.bottom && other.top + 1 < one.bottom;

  const outside = ({ one, left, right, top, bottom, text }) => {
    const stage = one.closest(".stage");
    const turned = stage && stage.scrollHeight > stage.clientHeight + 1;
    const box = stage ? stage.getBoundingClientRect() : { left: 0, right: innerWidth, top: 0, bottom: innerHeight };
    if (left < box.left - 1 || right > box.right + 1) return [`leaves its place sideways: ${text}`];
    if (!turned && (top < box.top - 1 || bottom > box.bottom + 1)) return [`leaves its place: ${text}`];
    const plot = one.closest(".plot, .ribbons");
    if (!plot) return [];
    const edge = plot.getBoundingClientRect();
    const within = left >= edge.left - 1 && right <= edge.right + 1 && top >= edge.top - 1 && bottom <= edge.bottom + 1;
    return within ? [] : [`leaves its drawing: ${text}`];
  };

  /** Two frames and what they cause: drawings are made once their place has a size. */
  window.settled = async () => {
    for (let n = 0; n < 3; n += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  window.faultsOnScreen = () => {
    const lines = linesOf();
    const faults = lines.flatMap(outside);
    lines.forEach((one, n) => {
      for (const other of lines.slice(n + 1))
        if (one.node !== other.node && meet(one, other)) faults.push(`on each other: ${one.text} / ${other.text}`);
    });
    for (const empty of document.querySelectorAll(".plot, .ribbons"))
      if (!empty.querySelector("svg *")) faults.push("not drawn");
    if (document.documentElement.scrollHeight > innerHeight + 1) faults.push("the page scrolls");
    return [...new Set(faults)];
  };
})();
