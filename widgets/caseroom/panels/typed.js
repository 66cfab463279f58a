// How a number is read that somebody types, on a panel and on a room's phone.

const LONGEST = 30; // characters
const LIKE_ASCII = { "−": "-", "–": "-", "’": "'", "。": "." };
const WITH_POINT = /^[-+]?(?:[1-9]\d{0,2}(?:[, ']\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/;
const WITH_COMMA = /^[-+]?(?:[1-9]\d{0,2}(?:[. ']\d{3})+(?:,\d*)?|\d+(?:,\d*)?|,\d+)(?:e[-+]?\d{1,3})?$/;

/**
 * A number as people type it: full width, 1,200 and 1 200, 0.35 and 0,35; NaN for anything else. It reads as
 * read_number in caseroom/intake/numbers.py does: what can be meant in two ways has a decimal point.
 *
 * @type {(typed: string) => number}
 */
export const readNumber = (typed) => {
  const text = typed
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[−–’。]/g, (sign) => LIKE_ASCII[/** @type {keyof typeof LIKE_ASCII} */ (sign)])
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?%$/, "");
  if (text.length > LONGEST) return Number.NaN;
  if (WITH_POINT.test(text)) return Number(text.replace(/[ ',]/g, ""));
  if (WITH_COMMA.test(text)) return Number(text.replace(/[ '.]/g, "").replace(",", "."));
  return Number.NaN;
};
