// The first chart of the what-if as the page shows it, with the reader's fonts; null when there is none to take.
const picture = () =>
  new Promise((resolve) => {
    const name = document.querySelector(".caseroom-whatif [data-chart]")?.dataset.chart;
    if (!name) return resolve(null);
    const timer = setTimeout(() => resolve(null), 4000);
    const done = (image) => { clearTimeout(timer); resolve(image); };
    document.dispatchEvent(new CustomEvent("caseroom:picture", { detail: { name, resolve: done } }));
  });

const download = (bytes, name) => {
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

const print = (bytes, title) => {
  document.getElementById("caseroom-print")?.remove();
  const frame = h("iframe", { id: "caseroom-print", title, "aria-hidden": "true", tabindex: "-1", style: "position:fixed;width:0;height:0;border:0" });
  frame.srcdoc = new TextDecoder().decode(bytes);
  frame.addEventListener("load", () => { frame.contentWindow.focus(); frame.contentWindow.print(); });
  document.body.append(frame);
};

const part = (words, { title, done, hint }) =>
  h("li", { "data-done": String(done) }, h("span", { class: "mark", "aria-hidden": "true" }, done ? "✓" : "○"),
    h("span", {}, title, h("span", { class: "soft" }, ` · ${done ? words["in"] : hint || words["still empty"]}`)));

export default {
  render({ model, el }) {
    const words = model.get("words");
    const ask = channel(model, 60000);
    const list = h("ul", { class: "parts" });
    const fill = () => list.replaceChildren(...model.get("parts").map((item) => part(words, item)));
    const line = h("p", { class: "saved-line", role: "status" });
    const show = (state, sentence) => { line.dataset.state = state; line.textContent = sentence; };
    const save = saver(model, show);
    const id = uniqueId("name");
    const name = h("input", { type: "text", id, maxlength: "60", autocomplete: "name", value: model.get("name"), onchange: () => save({ type: "name", name: name.value }) });
    const take = async (kind) => {
      show("saving", words["Putting the memo together…"]);
      const answer = await ask({ type: "take", kind, name: name.value, picture: await picture() });
      if (!answer.ok) return show("failed", complaint(model, answer));
      const view = answer.files[0];
      const bytes = new Uint8Array(view.buffer ?? view, view.byteOffset ?? 0, view.byteLength);
      if (kind === "docx") download(bytes, answer.file_name);
      else print(bytes, answer.file_name);
      show("", kind === "docx" ? words["The memo is in your downloads."] : "");
    };
    el.classList.add("caseroom-panel", "caseroom-memo");
    el.append(h("section", { class: "card" },
      h("h3", {}, words["What is in it"]), list,
      h("label", { for: id }, words["Your name, if you want it on the memo"]), name,
      h("div", { class: "buttons" },
        h("button", { type: "button", class: "primary", onclick: () => take("docx") }, words["Download as a Word document"]),
        h("button", { type: "button", onclick: () => take("html") }, words["Print or save as PDF"])),
      line));
    fill();
    model.on("change:parts", fill);
    announce(el);
  },
};
