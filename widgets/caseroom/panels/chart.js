import { teach, vegaOf } from "./chart_spec.js";
import { folded, penOf, SHORT } from "./chart_text.js";
import { drawnOrUnseen, turns } from "./chart_turns.js";
import { liftWords, placeWords } from "./chart_words.js";
import { format } from "./numbers.js";
import { announce, channel, complaint, h, onPage, today, uniqueId } from "./shared.js";

// Vega is large: one copy per page, from the server or, where that has none, from the kernel.
/**
 * @param {AnyModel} model
 * @returns {Promise<VegaModule>}
 */
const vegaOnce = (model) =>
  (window.caseroomVega ??= import(vegaAddress())
    .catch(() => fromKernel(model).then((address) => import(address)))
    .then((made) => {
      teach(made.vega);
      return made;
    })
    .catch((error) => {
      window.caseroomVega = undefined;
      throw error;
    }));

const vegaAddress = () => {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  const base = (config.baseUrl || "/").replace(/\/?$/, "/");
  return new URL(config.vega ?? `${base}static/caseroom/vega.js`, location.origin).href;
};

/**
 * The address of the script.
 *
 * @param {AnyModel} model
 * @returns {Promise<string>}
 */
const fromKernel = (model) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), 30000);
    model.on("msg:custom", (message, buffers) => {
      if (message?.type !== "vega" || !buffers?.length) return;
      clearTimeout(timer);
      resolve(URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" })));
    });
    model.send({ type: "vega" });
  });

/**
 * A chart that is computed and has its words in place: again while its axes change their own room, and so its width.
 *
 * @type {(view: VegaView, face: string) => Promise<void>}
 */
const settle = async (view, face) => {
  liftWords(view);
  for (let n = 0, width = -1; n < 5 && width !== view.width(); n += 1) {
    width = view.width();
    await view.runAsync();
  }
  placeWords(view, face);
  await view.runAsync();
};

const A_LITTLE = 56; // px: the title of an axis, and what is above it

/**
 * A chart whose place has a height lowers its plot until axes and legend are in it, too, as far as a plot can be low.
 * On a high screen it does so only for an axis' title: there the words in the plot keep their room.
 *
 * @type {(view: VegaView, picture: HTMLElement, face: string) => Promise<void>}
 */
const fit = async (view, picture, face) => {
  for (let n = 0; n < 3; n += 1) {
    const room = Number.parseFloat(getComputedStyle(picture.parentElement ?? picture).maxHeight);
    const takes = picture.querySelector("svg")?.getBoundingClientRect().height ?? 0;
    const before = view.signal("excess");
    const excess = Number.isFinite(room) ? Math.max(0, Math.ceil(before + takes - room)) : 0;
    const height = view.height();
    if (!takes || Math.abs(excess - before) < 2 || (innerHeight >= SHORT && excess > A_LITTLE)) return;
    view.signal("excess", excess);
    await settle(view, face);
    if (view.height() === height) return; // as low as it can be, or not one that can be lowered
  }
};

/**
 * A chart above levers keeps the height that it has when the first scenario is pinned, so that no further one pushes them
 * from under the thumb.
 *
 * @type {(picture: HTMLElement, fed: Record<string, Row[]>) => void}
 */
const keepHeight = (picture, fed) => {
  const stage = picture.parentElement;
  if (!stage?.clientHeight || getComputedStyle(stage).maxHeight === "none") return;
  const isPinned = Object.values(fed).some((rows) => rows.some(({ kind }) => kind === "pinned"));
  if (!isPinned) stage.style.removeProperty("--cr-firm");
  else if (!stage.style.getPropertyValue("--cr-firm"))
    stage.style.setProperty("--cr-firm", `${stage.getBoundingClientRect().height}px`);
};

/** px at the lower edge of a chart of which more follows: there its words are too faint to read. */
const fade = () => (innerHeight < SHORT ? 8 : 32);

/**
 * In a chart that is higher than its place the row of an option that has just been loaded is brought into sight. When the
 * levers move on, its first rows are again, unless a reader has moved it meanwhile.
 *
 * @type {(picture: HTMLElement, view: VegaView) => (rows: Row[]) => void}
 */
const rowShower = (picture, view) => {
  /** @type {Set<unknown>} */
  let unseen = new Set();
  let [now, own] = ["", 0];
  return (rows) => {
    const loaded = rows.map(({ kind, label }) => kind !== "unseen" && unseen.has(label)).lastIndexOf(true);
    unseen = new Set(rows.filter(({ kind }) => kind === "unseen").map(({ label }) => label));
    const before = now;
    now = JSON.stringify(rows.find(({ kind }) => kind === "now") ?? "");
    const stage = picture.parentElement;
    if (!stage?.clientHeight || stage.scrollHeight <= stage.clientHeight) return;
    if (loaded >= 0) {
      const tops = view.signal("tops");
      const below = tops[tops.length - 1] - tops[loaded] - view.signal("y_step");
      const end = stage.scrollHeight - below + (below ? fade() : 0) - stage.clientHeight;
      if (end > stage.scrollTop) stage.scrollTop = end;
      own = stage.scrollTop;
    } else if (own && now !== before && Math.abs(stage.scrollTop - own) < 2) stage.scrollTop = own = 0;
  };
};

/** @type {(view: VegaView, vega: Vega, name: string, rows: Row[]) => void} */
const rowsInto = (view, vega, name, rows) =>
  void view.change(name, vega.changeset().remove(vega.truthy).insert(structuredClone(rows)));

/**
 * Resolves to the width of an element, as soon as it has one.
 *
 * @type {(element: Element) => Promise<number>}
 */
const widthWhenShown = (element) =>
  new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (!element.clientWidth) return;
      watch.disconnect();
      resolve(Math.floor(element.clientWidth));
    });
    watch.observe(element);
  });

/** @type {(model: Model<"chart">, stage: HTMLElement) => Promise<{ view: VegaView, feed: () => Promise<unknown> }>} */
const draw = async (model, stage) => {
  const [made] = await Promise.all([vegaOnce(model), onPage(stage)]);
  const atFirst = await widthWhenShown(stage);
  await turns().turn(stage);
  let width = Math.floor(stage.clientWidth) || atFirst;
  // Vega measures text on a canvas, which knows no CSS variables: it gets the font that CSS came to.
  const face = getComputedStyle(stage).fontFamily;
  const view = new made.vega.View(vegaOf(model.get("spec"), face, width, made, stage.closest(".bench") !== null), {
    expr: made.expressionInterpreter,
    renderer: "svg",
    container: stage,
    logLevel: made.vega.Error,
  });
  // The wrapper has them.
  for (const name of ["role", "aria-roledescription", "aria-label"]) stage.removeAttribute(name);
  const fed = new Map();
  const showRow = rowShower(stage, view);
  const feed = () => {
    for (const [name, rows] of Object.entries(model.get("rows"))) {
      const text = JSON.stringify(rows);
      if (fed.get(name) === text) continue;
      fed.set(name, text);
      rowsInto(view, made.vega, name, rows);
    }
    return settle(view, face)
      .then(() => fit(view, stage, face))
      .then(() => keepHeight(stage, model.get("rows")))
      .then(() => showRow(model.get("rows").rows ?? []));
  };
  await feed();
  new ResizeObserver(() => {
    const now = Math.floor(stage.clientWidth);
    if (!now || now === width) return;
    view.signal("stage", (width = now));
    if (view.autosize().type !== "pad") view.width(now);
    settle(view, face).then(() => fit(view, stage, face));
  }).observe(stage);
  return { view, feed };
};

/** @param {Model<"chart">} model */
const tableOf = (model) => {
  const columns = model.get("columns");
  /** @type {(row: Row, column: Column) => string} */
  const cell = (row, { name, format: kind }) => {
    const value = row[name];
    if (value === undefined) return "–";
    return typeof value === "string" ? value : format(/** @type {number | null} */ (value), kind);
  };
  return h(
    "table",
    {},
    h("caption", { class: "visually-hidden" }, model.get("title")),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        columns.map((column) => h("th", { scope: "col" }, column.title)),
      ),
    ),
    h(
      "tbody",
      {},
      (model.get("rows").rows ?? []).map((row) =>
        h(
          "tr",
          {},
          columns.map((column, n) =>
            n ? h("td", {}, cell(row, column)) : h("th", { scope: "row" }, cell(row, column)),
          ),
        ),
      ),
    ),
  );
};

// Files. A picture is drawn anew at one width, whatever the screen, between its title and its source. Its fonts are
// named one by one, because it is looked at elsewhere, and there "the system's own" may have no Chinese.
const WIDTH = 760;
const MARGIN = 24;
const CHINESE_FONTS =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';
/** @param {string} lang */
const fontsOf = (lang) => (lang === "zh" ? CHINESE_FONTS : `"Segoe UI", "Helvetica Neue", Arial, ${CHINESE_FONTS}`);

/** @type {(tag: string, attributes: object, ...children: (Node | string)[]) => SVGElement} */
const svg = (tag, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
};

/**
 * Lines of text from `top` on, in one style; returns [elements, where they end].
 *
 * @typedef {{ size: number, weight?: number, color: string }} Style
 * @type {(text: string, top: number, style: Style, fonts: string) => [SVGElement[], number]}
 */
const paragraph = (text, top, { size, weight = 400, color }, fonts) => {
  const lines = folded(text, WIDTH, size, weight, fonts);
  const style = { x: MARGIN, "font-size": size, "font-weight": weight, fill: color };
  const height = Math.round(size * 1.5);
  return [
    lines.map((line, n) => svg("text", { ...style, y: top + size + n * height }, line)),
    top + lines.length * height,
  ];
};

/** @param {string} name */
const inkOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @type {(model: Model<"chart">, fonts: string) => Promise<HTMLElement>} */
const drawAlone = async (model, fonts) => {
  const made = await vegaOnce(model);
  const view = new made.vega.View(vegaOf(model.get("spec"), fonts, WIDTH, made, false), {
    expr: made.expressionInterpreter,
    renderer: "none",
    logLevel: made.vega.Error,
  });
  for (const [name, rows] of Object.entries(model.get("rows"))) rowsInto(view, made.vega, name, rows);
  await settle(view, fonts);
  const text = await view.toSVG();
  view.finalize();
  return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
};

/**
 * The chart as an SVG document with its title, its source and the date.
 *
 * @typedef {{ text: string, width: number, height: number }} Drawn
 * @type {(model: Model<"chart">) => Promise<Drawn>}
 */
const svgFile = async (model) => {
  const lang = model.get("lang");
  const fonts = fontsOf(lang);
  const chart = await drawAlone(model, fonts);
  const made = model.get("words")["Made on {date}"].replace("{date}", today());
  const [ink, soft] = [inkOf("--cr-ink"), inkOf("--cr-ink-soft")];
  const [title, under] = paragraph(model.get("title"), MARGIN, { size: 20, weight: 600, color: ink }, fonts);
  const [note, top] = model.get("note")
    ? paragraph(model.get("note"), under + 2, { size: 13, color: soft }, fonts)
    : [[], under];
  chart.setAttribute("x", String(MARGIN));
  chart.setAttribute("y", String(top + 12));
  const sources = [];
  let end = top + 12 + Number(chart.getAttribute("height")) + 14;
  for (const line of [...model.get("credit"), made]) {
    const [texts, next] = paragraph(line, end, { size: 12, color: soft }, fonts);
    sources.push(...texts);
    end = next;
  }
  const [width, height] = [WIDTH + 2 * MARGIN, Math.ceil(end + MARGIN)];
  const whole = svg(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      lang: lang === "zh" ? "zh-CN" : "en",
      "font-family": fonts,
    },
    svg("title", {}, model.get("title")),
    svg("desc", {}, model.get("description")),
    svg("rect", { width, height, fill: "#ffffff" }),
    ...title,
    ...note,
    chart,
    ...sources,
  );
  return { text: new XMLSerializer().serializeToString(whole), width, height };
};

/** @type {(drawn: Drawn) => Promise<Blob | null>} */
const pngFile = async ({ text, width, height }) => {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  penOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

/** @type {(model: Model<"chart">, kind: Picture["kind"]) => Promise<Blob | null>} */
const fileOf = async (model, kind) => {
  const drawn = await svgFile(model);
  return kind === "svg" ? new Blob([drawn.text], { type: "image/svg+xml" }) : pngFile(drawn);
};

/**
 * What was predicted, and the way to the setting that it is about: unfolded where there is room.
 *
 * @param {Model<"chart">} model
 */
const guessBlock = (model) => {
  const says = h("p", {});
  const about = h("p", {});
  const go = h("button", { type: "button", onclick: () => send() });
  const element = h(
    "details",
    { class: "guess", open: matchMedia("(min-width: 900px) and (min-height: 860px)").matches },
    h("summary", {}, model.get("words")["Your guess"]),
    h("div", {}, says, about, go),
  );
  const ask = channel(model);
  const send = async () => {
    const answer = await ask({ type: "as_guessed" });
    if (!answer.ok) about.textContent = complaint(model, answer);
  };
  const show = () => {
    const told = model.get("guess");
    says.textContent = told.text;
    about.textContent = told.about;
    go.textContent = told.go;
    go.hidden = !told.go;
    element.hidden = !told.text && !told.about;
  };
  show();
  return { element, show };
};

/**
 * On a phone a chart beside the levers is no higher than they leave it room: its edges say whether there is more of it.
 *
 * @param {HTMLElement} stage
 */
const sayWhetherThereIsMore = (stage) => {
  const look = () => {
    stage.classList.toggle("more", stage.scrollHeight - stage.clientHeight - stage.scrollTop > 6);
    stage.classList.toggle("before", stage.scrollTop > 6);
  };
  stage.addEventListener("scroll", look, { passive: true });
  const resized = new ResizeObserver(look);
  for (const one of [stage, ...stage.children]) resized.observe(one);
};

/** @type {Panel<"chart">} */
export default {
  render({ model, el }) {
    const words = model.get("words");
    el.classList.add("caseroom-panel", "caseroom-chart-panel");
    const heading = uniqueId("chart");
    const stage = h("div", { class: "stage", role: "img" }, h("p", { class: "soft" }, words["Drawing the chart…"]));
    const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": heading });
    /** @type {HTMLDetailsElement} */
    const details = h("details", { ontoggle: () => fillTable() }, h("summary", {}, words["Show as table"]), table);
    const note = h("p", { class: "note soft" });
    const guess = guessBlock(model);
    el.append(
      h(
        "figure",
        { class: "card", "aria-labelledby": heading, "data-chart": model.get("name") },
        h("figcaption", {}, h("h3", { id: heading }, model.get("title")), note),
        stage,
        h("div", { class: "under" }, guess.element, details),
      ),
    );

    const fillTable = () => {
      if (details.open) table.replaceChildren(tableOf(model));
    };
    const describe = () => {
      stage.setAttribute("aria-label", model.get("description"));
      note.textContent = model.get("note");
      note.hidden = !model.get("note");
    };
    describe();

    const drawing = (async () => {
      const picture = h("div", { class: "picture", "aria-hidden": "true" }); // the stage around it speaks for it
      stage.prepend(picture);
      const drawn = await draw(model, picture);
      stage.replaceChildren(picture);
      sayWhetherThereIsMore(stage);
      return drawn;
    })();
    const settled = drawing.catch((error) => {
      console.error(error);
      stage.removeAttribute("role");
      stage.replaceChildren(h("p", {}, words["The chart cannot be drawn here. The table has the same numbers."]));
      details.open = true;
    });
    onPage(stage)
      .then(() => drawnOrUnseen(stage, settled))
      .then(() => announce(el));

    const onRows = () => {
      drawing.then(
        ({ feed }) => feed(),
        () => {},
      );
      fillTable();
    };
    /** @param {CustomEvent<Picture>} event */
    const onPicture = ({ detail }) => {
      if (detail.name !== model.get("name")) return;
      fileOf(model, detail.kind).then(detail.resolve, (error) => {
        console.error(error);
        detail.resolve(null);
      });
    };
    model.on("change:rows", onRows);
    model.on("change:description change:note", describe);
    model.on("change:guess", guess.show);
    document.addEventListener("caseroom:picture", onPicture);
    return () => {
      document.removeEventListener("caseroom:picture", onPicture);
      model.off("change:rows", onRows);
      model.off("change:guess", guess.show);
      drawing.then(
        ({ view }) => view.finalize(),
        () => {},
      );
    };
  },
};
