// How numbers and labels stand in a sentence of the page's language.

const isChinese = document.documentElement.lang.startsWith("zh");

/** A number and its unit, which in Chinese stand together. @type {(text: string | number, unit: string) => string} */
export const inUnit = (text, unit) => (unit ? `${text}${isChinese ? "" : " "}${unit}` : `${text}`);

/** A number of an answer as it stands in the page's language, where that counts in another unit. @type {(kept: number, times: number) => number} */
export const asShown = (kept, times) => (times === 1 ? kept : Number((kept * times).toFixed(9)));

/** What is kept of a number that stands there. @type {(shown: number, times: number) => number} */
export const fromShown = (shown, times) => (times === 1 ? shown : Number((shown / times).toFixed(12)));

/** A height as it is written. @type {(height: number, how: { format: string, unit: string }) => string} */
export const heightText = (height, { format, unit }) => {
  const { scale, suffix } = NUMBERS.formats[format];
  const number = Number((scale * height).toFixed(scale === 1 ? 4 : 2));
  return suffix ? `${number}${suffix}` : inUnit(number, unit);
};

/** Of whom a role is, the name and what follows it, the office. @type {(role: string | number) => [name: string, office: string]} */
export const nameAndOffice = (role) => {
  const [name] = String(role).split(/[,，]/);
  return [name, String(role).slice(name.length)];
};

/** @type {(label: string | number) => string} */
export const labelled = (label) => (isChinese ? `${label}：` : `${label}: `);
