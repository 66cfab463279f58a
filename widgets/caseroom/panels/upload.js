import { announce, channel, h, saver, speaker, statusLine } from "./shared.js";
import { uploadCard } from "./upload_card.js";
import { columnForm } from "./upload_columns.js";
import { columnsStep, sendingStep, sheetChoice, summaryStep } from "./upload_steps.js";
import { problemsIn, transfer } from "./upload_transfer.js";

const PATIENCE = 60000; // ms: a large workbook on a slow machine

/** @type {(text: string, onclick: () => void, kind?: "primary" | "plain") => HTMLButtonElement} */
const button = (text, onclick, kind) => h("button", { type: "button", class: kind, onclick }, text);

/** @type {Panel<"upload">} */
export default {
  render({ model, el }) {
    const say = speaker(model);
    const places = model.get("places");
    const ask = channel(model, PATIENCE);
    const line = statusLine();
    const save = saver(model, line.show);
    let turn = 0; // a file that was given up is not heard of again

    const rest = () => {
      turn += 1;
      card.rest();
    };
    const giveUp = () => {
      rest();
      ask({ type: "cancel" });
      card.focusChoice();
    };
    const cancelButton = () => button(say("Cancel"), giveUp, "plain");

    /** @param {File} [file] */
    const take = async (file) => {
      if (!file) return;
      rest();
      line.show("", "");
      const mine = turn;
      const largest = model.get("largest");
      if (file.size > largest) {
        const sizes = { size: file.size / 1e6, limit: largest / 1e6 };
        const sentence = "The file is {size:.0f} MB; at most {limit:.0f} MB can be read. Use a part of it.";
        return card.complain([say(sentence, sizes)]);
      }
      const { step, progress, reading } = sendingStep(file.name, say, cancelButton());
      card.step(...step);
      const answer = await transfer(model, ask, file, { wanted: () => mine === turn, progress, reading });
      if (mine !== turn) return;
      const problems = problemsIn(model, answer);
      if (problems) {
        rest();
        card.complain(problems);
      } else if (answer.ok && "columns" in answer) chooseColumns(file.name, answer);
    };

    /** @type {(name: string, table: UploadedTable) => void} */
    const chooseColumns = (name, table) => {
      const form = columnForm(table, model.get("groups"), say);
      const check = async () => {
        const mine = turn;
        const answer = await ask({ type: "confirm", mapping: form.mapping() });
        if (mine !== turn) return;
        const problems = problemsIn(model, answer);
        if (problems) card.complain(problems);
        else if (answer.ok) summarize(name, answer, again);
      };
      /** @param {string} sheet */
      const choose = async (sheet) => {
        const mine = turn;
        const answer = await ask({ type: "sheet", name: sheet });
        if (mine !== turn) return;
        const problems = problemsIn(model, answer);
        if (problems) card.complain(problems);
        else if (answer.ok && "columns" in answer) chooseColumns(name, answer);
      };
      const sheets = sheetChoice(table, choose, say);
      const again = () => {
        const buttons = [button(places.check, check, "primary"), cancelButton()];
        card.step(...columnsStep(sheets, form.element, table.warnings, say, ...buttons));
      };
      again();
    };

    /** @type {(name: string, found: Answers["confirm"], again: () => void) => void} */
    const summarize = (name, found, again) => {
      const use = async () => {
        useButton.disabled = true;
        const answer = await save({ type: "use" });
        rest();
        settle(answer);
      };
      const useButton = button(places.use, use, "primary");
      const others = [button(say("Change the columns"), again), cancelButton()];
      card.step(...summaryStep(places.right, name, found, say, useButton, ...others));
    };

    /** @param {Answer} answer */
    const settle = (answer) => {
      const problems = problemsIn(model, answer);
      if (problems) card.complain(problems);
      else card.focusTitle();
    };
    const back = async () => {
      rest();
      settle(await save({ type: "back" }));
    };

    const card = uploadCard(model, say, line.element, { take, back });
    el.classList.add("caseroom-panel", "caseroom-upload-panel");
    el.append(card.element);
    card.showData();
    model.on("change:shown", card.showData);
    announce(el);
    return () => model.off("change:shown", card.showData);
  },
};
