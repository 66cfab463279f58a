import { all } from "./nodes.js";

// Exhibits stand as a list to look over before one is opened. On paper and on one page all of them are open.

/** @param {boolean} open */
export const openExhibits = (open) => {
  for (const exhibit of all("details.exhibit")) exhibit.toggleAttribute("open", open);
};

export const watchExhibits = () => addEventListener("beforeprint", () => openExhibits(true));
