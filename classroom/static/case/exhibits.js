import { fill, journey } from "./journey.js";
import { all } from "./nodes.js";
import { keep } from "./place.js";

// Exhibits stand as a list to look over before one is opened. On paper and on one page all of them are open.

/** The cells of the exhibits that the reader has opened. */
export const opened = new Set(journey.place.read);

/** @param {boolean} open */
export const openExhibits = (open) => {
  for (const exhibit of all("details.exhibit")) exhibit.toggleAttribute("open", open);
};

/** The address of the papers: the list of exhibits, which stands far down in the first step. */
export const EXHIBITS = "exhibits";

const count = Object.assign(document.createElement("p"), { className: "opened", id: EXHIBITS });
const showOpened = () => {
  const exhibits = all("details.exhibit");
  for (const exhibit of exhibits)
    exhibit.toggleAttribute("data-opened", opened.has(exhibit.closest(".cell")?.id ?? ""));
  const n = exhibits.filter((exhibit) => "opened" in exhibit.dataset).length;
  count.textContent = fill(journey.words.opened, { n, count: exhibits.length });
};

export const watchExhibits = () => {
  addEventListener("beforeprint", () => openExhibits(true));
  const exhibits = all("details.exhibit");
  exhibits[0]?.before(count);
  for (const exhibit of exhibits)
    all("summary", exhibit)[0].addEventListener("click", () => {
      opened.add(exhibit.closest(".cell")?.id ?? "");
      showOpened();
      keep();
    });
  showOpened();
};
