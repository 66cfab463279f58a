import { readNumber } from "./typed.js";

// Numbers are written as caseroom/formats.py says, which gives NUMBERS and the same functions to Python.

/** Rounded to tens or hundreds, half of them up. @type {(size: number, tens: bigint) => bigint} */
const toTens = (size, tens) => {
  const whole = BigInt(Math.floor(size)); // what is behind its point decides nothing
  const over = whole % tens;
  return whole - over + (2n * over < tens ? 0n : tens);
};

/**
 * The size of a number as [whole, decimals]; `decimals` below nought are tens and hundreds.
 *
 * @type {(number: number, decimals: number) => [string, string]}
 */
const digitsOf = (number, decimals) => {
  const size = Math.abs(number);
  const text =
    decimals < 0
      ? String(toTens(size, 10n ** BigInt(-decimals)))
      : size < 1e21
        ? size.toFixed(decimals)
        : String(BigInt(size));
  const [whole, rest = ""] = text.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), rest];
};

/** @type {(number: number, digits: () => [string, string], suffix: string) => string} */
const signed = (number, digits, suffix) => {
  if (Number.isNaN(number)) return NUMBERS.unknown;
  if (!Number.isFinite(number)) return (number < 0 ? NUMBERS.minus : "") + NUMBERS.endless;
  const [whole, rest] = digits();
  const text = rest ? `${whole}.${rest}` : whole;
  return (number < 0 && /[1-9]/.test(text) ? NUMBERS.minus : "") + text + suffix;
};

/**
 * A number as a reader expects it; null is "∞".
 *
 * @type {(value: number | null | undefined, kind: string) => string}
 */
export const format = (value, kind) => {
  const { steps, last, scale, suffix } = NUMBERS.formats[kind];
  const number = (value ?? Infinity) * scale;
  const isWhole = Math.abs(number - Math.round(number)) < NUMBERS.dust;
  const [, decimals] = steps.find(([size]) => Math.abs(number) < size) ?? [0, last];
  return signed(number, () => digitsOf(number, isWhole ? Math.min(0, decimals) : decimals), suffix);
};

/**
 * A value that somebody has set, as it stands.
 *
 * @type {(value: number, kind: string) => string}
 */
const asSet = (value, kind) => {
  const { scale, suffix } = NUMBERS.formats[kind];
  return signed(
    value * scale,
    () => {
      const [whole, rest] = digitsOf(value * scale, NUMBERS.set_decimals);
      return [whole, rest.replace(/0+$/, "")];
    },
    suffix,
  );
};

/**
 * A bound as its author typed it, with a minus where the file has a hyphen.
 *
 * @param {number} bound
 */
export const typed = (bound) => String(bound).replace("-", NUMBERS.minus);

/**
 * The keys that a phone offers for a number: some phones' number keys lack the minus.
 *
 * @param {number} minimum
 */
export const keysFor = (minimum) => (minimum < 0 ? "text" : "decimal");

/**
 * What stands behind a number that is written as `text`.
 *
 * @type {(it: Scaled, text?: string) => string}
 */
export const unitOf = (it, text = "") =>
  NUMBERS.formats[it.format].suffix ? "" : /^−?1$/.test(text) ? it.unit_one : it.unit;

/** @type {(it: Scaled, value: number | null, text: string, lang: string) => string} */
const withUnit = (it, value, text, lang) => {
  const unit = Number.isFinite(value) ? unitOf(it, text) : "";
  return unit ? text + (lang === "zh" ? "" : " ") + unit : text;
};

/**
 * An outcome's number without its unit: what there is not is a dash.
 *
 * @type {(outcome: Outcome, value: number | null) => string}
 */
export const bare = (outcome, value) =>
  value === null && outcome.absent ? NUMBERS.unknown : format(value, outcome.format);

/**
 * A number with its unit: "86.2%", "9.90 yuan/call", "1 agent"; ∞ has none.
 *
 * @type {(it: Scaled, value: number | null, lang: string) => string}
 */
export const measured = (it, value, lang) => withUnit(it, value, format(value, it.format), lang);

/**
 * How far two numbers of `it` are apart, without a sign: "3.1 points" between shares.
 *
 * @type {(it: Scaled, value: number, lang: string) => string}
 */
export const difference = (it, value, lang) => {
  const { apart, scale } = NUMBERS.formats[it.format];
  const size = Math.abs(value);
  if (!apart) return measured(it, size, lang);
  return measured({ format: "points", ...apart[lang] }, size * scale, lang);
};

/**
 * How numbers that stand for names are written.
 *
 * @type {(choices: Choice[]) => Scale}
 */
const scaleOfNames = (choices) => {
  /** @param {number} value */
  const name = (value) => choices.find((one) => one.value === value)?.label ?? String(value);
  return {
    keys: "text",
    number: name,
    text: name,
    field: name,
    behind: () => "",
    read: (typed) => choices.find(({ value, label }) => typed === label || typed === String(value))?.value ?? typed,
  };
};

/**
 * How the numbers of a lever are written, and read from a field.
 *
 * @type {(lever: Scaled & { choices?: Choice[] }, lang: string) => Scale}
 */
export const scaleOf = (lever, lang) => {
  if (lever.choices?.length) return scaleOfNames(lever.choices);
  const { scale, suffix } = NUMBERS.formats[lever.format];
  /** @param {number} value */
  const number = (value) => asSet(value, lever.format);
  return {
    keys: keysFor(lever.minimum ?? 0),
    number,
    text: (value) => withUnit(lever, value, number(value), lang),
    field: (value) => number(value).replaceAll(",", "").replace(suffix, ""),
    behind: (value = Number.NaN) => suffix || unitOf(lever, number(value)),
    read: (typed) => {
      const value = readNumber(typed);
      return Number.isNaN(value) ? typed.slice(0, 40) : Number((value / scale).toFixed(10));
    },
  };
};
