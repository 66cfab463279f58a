// Charts by themselves: many at once, each in a stage of a given width, fed as the app feeds them and then looked at.
// What is wrong is said in pairs: [where, what].
(() => {
  const LEADING = 2.5; // px above and below the letters that belong to a text's box and not to its ink
  const FRAME = 46; // px: a card's border and padding
  const NARROW = 520; // px: a phone's stage
  const [HIGH, FOR_A_WORD] = [400, 44]; // px: a higher chart keeps the levers below it out of reach for nothing
  const shown = [];

  class Model {
    constructor(state) {
      this.state = state;
      this.listeners = [];
    }
    get(trait) {
      return this.state[trait];
    }
    on(events, listener) {
      for (const event of events.split(" ")) this.listeners.push([event, listener]);
    }
    off() {}
    send() {}
    take(rows) {
      this.state.rows = rows;
      for (const [event, listener] of this.listeners) if (event === "change:rows") listener();
    }
  }

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const settle = async () => {
    for (let n = 0; n < 2; n += 1) await frame();
    await new Promise((resolve) => setTimeout(resolve));
  };

  let panel;
  /** The chart panel's script. On this page nobody reads: no chart waits until another has been painted. */
  const take = async (script) => {
    window.caseroomTurns = { turn: async () => {} };
    panel = (await import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })))).default;
  };

  /** A chart beside levers stands on a bench, where a phone has a low one. */
  const place = (name, state, width) => {
    const holder = document.createElement("div");
    holder.className = "caseroom-chart";
    holder.style.width = `${width + FRAME}px`;
    const bench = document.createElement("div");
    if (state.bench) bench.className = "bench";
    bench.append(holder);
    document.querySelector("main").append(bench);
    const model = new Model({
      lang: document.documentElement.lang.slice(0, 2),
      words: {},
      name,
      title: name,
      description: "",
      note: "",
      guess: { text: "", about: "", go: "" },
      columns: [],
      credit: [],
      ...state,
    });
    panel.render({ model, el: holder });
    return { name, holder, model, width };
  };

  /** Draws [{name, spec, rows, widths}], each chart in stages of its widths. */
  const show = async (drawings) => {
    for (const { name, spec, rows, widths, bench } of drawings)
      for (const width of widths) shown.push(place(name, { spec, rows, bench }, width));
    await drawn(shown.map(({ holder }) => holder));
  };

  const drawn = async (figures) => {
    for (let n = 0; n < 1200 && !figures.every((figure) => figure.querySelector(".stage svg")); n += 1) await frame();
    await settle();
  };

  const rectOf = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top, bottom };
  };

  /** What a text says, its lines joined. */
  const saidBy = (element) => {
    const lines = [...element.querySelectorAll("tspan")].map((line) => line.textContent);
    return (lines.length ? lines.join(" ") : element.textContent).trim();
  };

  /** Every text that can be seen; the halo behind a text is the same text at the same place. */
  const textsOf = (figure) => {
    const found = new Map();
    for (const element of figure.querySelectorAll(".stage svg text")) {
      const text = saidBy(element);
      if (!text || element.closest('[opacity="0"]') || getComputedStyle(element).opacity === "0") continue;
      const rect = rectOf(element);
      found.set(`${text} ${Math.round(rect.left)} ${Math.round(rect.top)}`, { text, rect, element });
    }
    return [...found.values()];
  };

  const inside = (inner, outer) =>
    inner.left >= outer.left - 0.6 &&
    inner.right <= outer.right + 0.6 &&
    inner.top >= outer.top - 0.6 &&
    inner.bottom <= outer.bottom + 0.6;

  const meet = (one, other) =>
    one.left + 1 < other.right &&
    other.left + 1 < one.right &&
    one.top + LEADING < other.bottom - LEADING &&
    other.top + LEADING < one.bottom - LEADING;

  /** What an axis's numbers and title say wrong. */
  const axesOf = (figure) => {
    const wrong = [];
    for (const axis of figure.querySelectorAll(".stage svg .role-axis")) {
      const labels = [...axis.querySelectorAll(".role-axis-label text")].filter((text) => text.textContent.trim());
      if (!labels.length) continue;
      const words = labels.map((text) => text.textContent.trim());
      const title = [...axis.querySelectorAll(".role-axis-title text")].map(saidBy).join(" ");
      const named = title || `the one from ${words[0]} to ${words.at(-1)}`;
      if (!title) wrong.push(`axis without a title: ${named}`);
      const hidden = labels.filter((text) => text.getAttribute("opacity") === "0").map((text) => text.textContent);
      if (hidden.length) wrong.push(`ticks without their numbers: ${hidden.join(", ")} of “${named}”`);
      const numbers = words.filter((word) => /^[−\d.,%]+$/.test(word));
      const fractions = numbers.filter((word) => word.includes("."));
      if (fractions.length && numbers.every((word) => /\.0+%?$/.test(word) || !word.includes(".")))
        wrong.push(`fractions where whole numbers serve: ${numbers.join(" ")} of “${named}”`);
      if (fractions.length && numbers.every((word) => /0%?$/.test(word)) && numbers.some((word) => /\.\d\d/.test(word)))
        wrong.push(`a digit too many: ${numbers.join(" ")} of “${named}”`);
      const counted = numbers.length < words.length || numbers.some((word) => word.includes("%")) || !fractions.length;
      if (title && !counted && !/(, \S|[，（(])/.test(title)) wrong.push(`axis without a unit: ${title}`);
    }
    return wrong;
  };

  /** Words that lie across a line of the chart. */
  const crossed = (figure, texts) => {
    const points = [...figure.querySelectorAll(".stage svg .mark-line path")].flatMap((path) => {
      const matrix = path.getScreenCTM();
      const length = path.getTotalLength();
      const count = Math.max(2, Math.ceil(length / 5));
      return Array.from({ length: count }, (_, n) =>
        path.getPointAtLength((n * length) / (count - 1)).matrixTransform(matrix),
      );
    });
    return texts
      .filter(({ element }) => element.closest(".role-mark"))
      .filter(({ rect }) =>
        points.some(({ x, y }) => x > rect.left + 2 && x < rect.right - 2 && y > rect.top + 3 && y < rect.bottom - 3),
      )
      .map(({ text }) => `across a line: ${text}`);
  };

  /** All that is wrong with a chart as it stands. `lines`: whether words must also keep off its lines. */
  const look = (figure, lines = false) => {
    const wrong = [];
    const [stage, picture] = [figure.querySelector(".stage"), figure.querySelector(".stage svg")];
    if (!picture) return ["not drawn"];
    const [box, frame] = [rectOf(stage), rectOf(picture)];
    if (getComputedStyle(stage).overflowY === "auto") Object.assign(box, { top: frame.top, bottom: frame.bottom }); // it scrolls
    const outer = {
      left: Math.max(box.left, frame.left),
      right: Math.min(box.right, frame.right),
      top: Math.max(box.top, frame.top),
      bottom: Math.min(box.bottom, frame.bottom),
    };
    if (frame.right - frame.left > box.right - box.left + 0.6) wrong.push("wider than its stage");
    const texts = textsOf(figure);
    const low = figure.closest(".bench") && frame.right - frame.left < NARROW;
    const named = texts.filter(({ element }) => element.closest(".role-mark")).length;
    if (low && frame.bottom - frame.top > HIGH + FOR_A_WORD * named) wrong.push("higher than its words need");
    for (const { text, rect } of texts) {
      if (!inside(rect, outer)) wrong.push(`leaves its box: ${text}`);
      if (/…$/.test(text)) wrong.push(`cut short: ${text}`);
    }
    texts.forEach((one, n) => {
      for (const other of texts.slice(n + 1))
        if (meet(one.rect, other.rect)) wrong.push(`on each other: ${one.text} / ${other.text}`);
    });
    wrong.push(...axesOf(figure));
    if (lines) wrong.push(...crossed(figure, texts));
    return wrong;
  };

  /** Size and texts with their places, to compare two drawings. */
  const snapshot = (figure) => {
    const picture = figure.querySelector(".stage svg");
    if (!picture) return [];
    const { left, top, right, bottom } = rectOf(picture);
    const texts = textsOf(figure).map(
      ({ text, rect }) => `${text} at ${Math.round(rect.left - left)}, ${Math.round(rect.top - top)}`,
    );
    return [`${Math.round(right - left)} x ${Math.round(bottom - top)}`, ...texts];
  };

  const differ = (one, other) => {
    const away = [...one.filter((line) => !other.includes(line)), ...other.filter((line) => !one.includes(line))];
    return away.length ? [`drawn anew it is another: ${away.slice(0, 4).join("; ")}`] : [];
  };

  const lookAtAll = (state, lines, names) =>
    shown
      .filter(({ name }) => !names || names.includes(name))
      .flatMap(({ name, holder, width }) =>
        look(holder, lines).map((wrong) => [`${name} at ${width}, ${state}`, wrong]),
      );

  /** Feeds rows {chart: rows} to what is shown and looks at it; [[where, what is wrong], ...]. */
  const feed = async (state, rows) => {
    for (const { name, model } of shown) if (rows[name]) model.take(rows[name]);
    await settle();
    return lookAtAll(state, false, Object.keys(rows));
  };

  /** How what is shown differs after `change`; [[where, what], ...]. */
  const compare = async (what, change) => {
    const before = shown.map(({ holder }) => snapshot(holder));
    await change();
    return shown.flatMap(({ name, holder, width }, n) =>
      differ(before[n], snapshot(holder)).map((line) => [`${name} at ${width}, ${what}`, line]),
    );
  };

  const resize = async () => {
    for (const step of [37, 0]) {
      for (const { holder, width } of shown) holder.style.width = `${width + FRAME + step}px`;
      await settle();
    }
  };

  const makeAnew = async () => {
    const states = shown.map(({ name, model: { state }, width }) => [
      name,
      { spec: state.spec, rows: state.rows, bench: state.bench },
      width,
    ]);
    for (const { holder } of shown) holder.remove();
    shown.splice(0, Infinity, ...states.map((state) => place(...state)));
    await drawn(shown.map(({ holder }) => holder));
  };

  const feedAgain = async () => {
    for (const { model } of shown) model.take(model.state.rows);
    await settle();
  };

  // The charts of a real page
  const figures = () => [...document.querySelectorAll("figure[data-chart]")].filter((figure) => figure.clientWidth);
  const pageIsDrawn = () => drawn(figures());
  const lookAtPage = async () => {
    await pageIsDrawn();
    return figures().flatMap((figure) =>
      look(figure, true).map((wrong) => [`${figure.dataset.chart} on the page`, wrong]),
    );
  };
  const stages = () => figures().map((figure) => figure.querySelector(".stage").clientWidth);
  const pictures = () => Object.fromEntries(figures().map((figure) => [figure.dataset.chart, snapshot(figure)]));
  const compareWith = async (first) => {
    await pageIsDrawn();
    return figures().flatMap((figure) =>
      differ(first[figure.dataset.chart] ?? [], snapshot(figure)).map((line) => [
        `${figure.dataset.chart} on the page`,
        line,
      ]),
    );
  };

  window.charts = {
    take,
    show,
    feed,
    lookAtAll,
    resized: () => compare("after a resize", resize),
    fedAgain: () => compare("fed the same again", feedAgain),
    madeAnew: () => compare("made anew", makeAnew),
    lookAtPage,
    stages,
    pictures,
    compareWith,
    pageIsDrawn,
    settle,
  };
})();
