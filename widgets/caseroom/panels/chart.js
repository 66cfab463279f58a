// Vega is large: one copy per page, from the server or, where that has none, from the kernel.
const vegaOnce = (model) =>
  (window.caseroomVega ??= import(vegaAddress())
    .catch(() => fromKernel(model).then((address) => import(address)))
    .catch((error) => { window.caseroomVega = undefined; throw error; }));

const vegaAddress = () => {
  const config = document.getElementById("jupyter-config-data");
  const base = (config && JSON.parse(config.textContent).baseUrl) || "/";
  return new URL(`${base.replace(/\/?$/, "/")}static/caseroom/vega.js`, location.origin).href;
};

const fromKernel = (model) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), 30000);
    model.on("msg:custom", (message, buffers) => {
      if (!message || message.type !== "vega" || !buffers || !buffers.length) return;
      clearTimeout(timer);
      resolve(URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" })));
    });
    model.send({ type: "vega" });
  });

/** A widget is rendered before it is put on the page, and only there it has a width and a font. */
const onPage = async (element) => {
  for (let n = 0; n < 500 && !element.isConnected; n += 1) await new Promise((resolve) => setTimeout(resolve, 20));
};

const draw = async (model, stage) => {
  const [{ vega, vegaLite }] = await Promise.all([vegaOnce(model), onPage(stage)]);
  // Vega measures text on a canvas, which knows no CSS variables: it gets the font that CSS came to.
  const spec = structuredClone(model.get("spec"));
  spec.config = { ...spec.config, font: getComputedStyle(stage).fontFamily };
  const compiled = vegaLite.compile(spec, { logger: vega.logger(vega.Error) }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "svg", container: stage, logLevel: vega.Error });
  for (const name of ["role", "aria-roledescription", "aria-label"]) stage.removeAttribute(name); // the wrapper has them
  let width = 0;
  const fit = () => {
    const now = Math.floor(stage.clientWidth);
    if (now > 0 && now !== width) view.width((width = now)).runAsync();
  };
  new ResizeObserver(fit).observe(stage);
  const fed = new Map();
  const feed = () => {
    for (const [name, rows] of Object.entries(model.get("rows"))) {
      const text = JSON.stringify(rows);
      if (fed.get(name) === text) continue;
      fed.set(name, text);
      view.change(name, vega.changeset().remove(vega.truthy).insert(JSON.parse(text)));
    }
    return view.runAsync();
  };
  fit();
  await feed();
  return { view, feed };
};

const tableOf = (model) => {
  const columns = model.get("columns");
  const cell = (row, { name, format: kind }) => (typeof row[name] === "string" ? row[name] : format(row[name], kind, model.get("lang")));
  return h("table", {},
    h("caption", { class: "visually-hidden" }, model.get("title")),
    h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column.title)))),
    h("tbody", {}, (model.get("rows").rows ?? []).map((row) =>
      h("tr", {}, columns.map((column, n) => (n ? h("td", {}, cell(row, column)) : h("th", { scope: "row" }, cell(row, column))))))));
};

export default {
  render({ model, el }) {
    const words = model.get("words");
    el.classList.add("caseroom-panel", "caseroom-chart-panel");
    const heading = uniqueId("chart");
    const stage = h("div", { class: "stage", role: "img" }, h("p", { class: "soft" }, words["Drawing the chart…"]));
    const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": heading });
    const details = h("details", { ontoggle: () => fillTable() }, h("summary", {}, words["Show as table"]), table);
    const note = h("p", { class: "note soft" });
    el.append(h("figure", { class: "card", "aria-labelledby": heading, "data-chart": model.get("name") },
      h("figcaption", {}, h("h3", { id: heading }, model.get("title")), note), stage, details));

    const fillTable = () => { if (details.open) table.replaceChildren(tableOf(model)); };
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
      return drawn;
    })();
    drawing.catch((error) => {
      console.error(error);
      stage.removeAttribute("role");
      stage.replaceChildren(h("p", {}, words["The chart cannot be drawn here. The table has the same numbers."]));
      details.open = true;
    }).finally(() => announce(el));

    const onRows = () => { drawing.then(({ feed }) => feed(), () => {}); fillTable(); };
    const onPicture = ({ detail }) => {
      if (detail.name === model.get("name")) drawing.then(({ view }) => view.toImageURL("png", 2)).then(detail.resolve, () => detail.resolve(null));
    };
    model.on("change:rows", onRows);
    model.on("change:description change:note", describe);
    document.addEventListener("caseroom:picture", onPicture);
    return () => {
      document.removeEventListener("caseroom:picture", onPicture);
      model.off("change:rows", onRows);
      drawing.then(({ view }) => view.finalize(), () => {});
    };
  },
};
