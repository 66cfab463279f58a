// Put into every page before its own scripts: notices which text a chart shows, whatever draws it, and when it is
// painted.
// A chart is SVG (also in a shadow root) or a canvas; `shown` is the pattern of the text that changes with the slider.
(() => {
  const shown = new RegExp(PATTERN);
  /** @type {Bench} */
  const bench = (window.__bench = { now: null, paintedAt: 0, pressedAt: 0 });
  const painted = new MessageChannel(); // its message comes after the frame has been drawn
  painted.port1.onmessage = ({ data }) => {
    if (data === bench.now) bench.paintedAt = performance.now();
  };
  /** @param {string} text */
  const see = (text) => {
    const found = shown.exec(text.trim());
    if (!found || found[1] === bench.now) return;
    bench.now = found[1];
    bench.paintedAt = 0;
    requestAnimationFrame(() => painted.port2.postMessage(found[1]));
  };

  /** @param {Node} node */
  const texts = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    const svg = element?.closest("svg");
    const drawn = svg ? svg.querySelectorAll("text") : node instanceof Element ? node.querySelectorAll("svg text") : [];
    for (const text of drawn) see(text.textContent);
  };
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes, type } of records) {
      if (type === "childList") addedNodes.forEach(texts);
      else texts(target);
    }
  });
  /** @param {Node} root */
  const watch = (root) => observer.observe(root, { subtree: true, childList: true, characterData: true });
  watch(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    watch(root);
    return root;
  };

  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
    see(String(text));
    return fillText.call(this, text, ...place);
  };

  addEventListener(
    "keydown",
    (event) => {
      if (event.key.startsWith("Arrow")) bench.pressedAt = event.timeStamp;
    },
    { capture: true, passive: true },
  );
})();
