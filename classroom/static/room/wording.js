// How numbers and labels stand in a sentence of the page's language.

const isChinese = document.documentElement.lang.startsWith("zh");

/** A number and its unit, which in Chinese stand together. @type {(text: string | number, unit: string) => string} */
export const inUnit = (text, unit) => (unit ? `${text}${isChinese ? "" : " "}${unit}` : `${text}`);

/** A height as it is written. @type {(height: number, how: { format: string, unit: string }) => string} */
export const heightText = (height, { format, unit }) =>
  format === "percent" ? `${Number((100 * height).toFixed(2))}%` : inUnit(Number(height.toFixed(4)), unit);

/** Of whom a role is, the name and what follows it, the office. @type {(role: string | number) => [name: string, office: string]} */
export const nameAndOffice = (role) => {
  const [name] = String(role).split(/[,，]/);
  return [name, String(role).slice(name.length)];
};

/** @type {(label: string | number) => string} */
export const labelled = (label) => (isChinese ? `${label}：` : `${label}: `);
