// What a reader with large type or a zoomed page cannot read or reach in the step that is shown.
(() => {
  const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const clips = (one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
  const meant = (one) => !one.closest("svg, .visually-hidden, .skip, .picture, [aria-hidden='true']");
  const around = (one) => {
    const found = [];
    for (let node = one; node && node !== document.body; node = node.parentElement) found.push(node);
    return found;
  };
  const seen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && !around(one).some((each) => getComputedStyle(each).clipPath !== "none");
  const said = (one) => `${one.tagName.toLowerCase()}.${[...one.classList].join(".")} “${one.textContent.trim().slice(0, 40)}”`;

  const texts = () => {
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const one = node.parentElement;
      if (!node.data.trim() || !one || ["SCRIPT", "STYLE", "NOSCRIPT", "OPTION"].includes(one.tagName)) continue;
      if (!meant(one) || !seen(one)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      const boxes = around(one);
      const frame = boxes.find(scrolls);
      if (!frame && (box.right > innerWidth + 1 || box.left < -1)) faults.push(`leaves the page: ${said(one)}`);
      for (const each of boxes.slice(0, frame ? boxes.indexOf(frame) : boxes.length)) {
        const edge = each.getBoundingClientRect();
        if (clips(each) && (box.right > edge.right + 1 || box.left < edge.left - 1)) faults.push(`is cut off: ${said(one)}`);
      }
    }
    return faults;
  };

  const controls = () => {
    const faults = [];
    const all = document.querySelectorAll("a[href], button, input, textarea, select, summary");
    for (const one of all) {
      if (one.disabled || !meant(one) || !seen(one)) continue;
      one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = one.getBoundingClientRect();
      if (!box.width || !box.height) continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const there = document.elementFromPoint(x, y);
      const reached = there && (one.contains(there) || there.contains(one) || there.closest("label")?.contains(one) ||
        (one.id && there.closest(`label[for="${one.id}"]`)));
      if (!reached) faults.push(`is not reached: ${said(one)} under ${there ? said(there) : "nothing"}`);
    }
    return faults;
  };

  window.faultsInView = () => {
    const page = document.documentElement;
    const wide = page.scrollWidth > page.clientWidth ? [`the page scrolls sideways: ${page.scrollWidth}`] : [];
    const found = [...wide, ...texts(), ...controls()];
    scrollTo(0, 0);
    return [...new Set(found)];
  };
})();
