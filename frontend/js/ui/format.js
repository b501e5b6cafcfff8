/**
 * Figures and dates as readers of the page's language write them. Decimals arrive as strings and are never rounded on
 * the way.
 */

import { language, t } from "../texts/i18n.js";

/** @typedef {string | number | null | undefined} Decimal */

const TWO_DIGITS = /** @type {const} */ ({ maximumSignificantDigits: 2, roundingPriority: "lessPrecision" });

/** Shown in place of a figure that is not known. */
export const UNKNOWN = "–";

/** @param {Decimal} value @param {Intl.NumberFormatOptions} options */
function written(value, options) {
  if (value === null || value === undefined || value === "") return UNKNOWN;
  const format = new Intl.NumberFormat(language, { useGrouping: "always", ...options });
  // A numeric string is formatted exactly; the type asks for one that TypeScript can see is numeric.
  const decimal = /** @type {`${number}`} */ (String(value));
  return format.format(decimal).replace("-", "−").replaceAll(" ", "\u00a0");
}

/** A number with at most `places` decimals; `signed` shows a plus too. @param {Decimal} value */
export const number = (value, places = 2, signed = false) =>
  written(value, { maximumFractionDigits: places, signDisplay: signed ? "exceptZero" : "auto" });

/** A number with the decimals that it came with, so that columns line up. @param {string} value */
export const asGiven = (value) =>
  written(value, { minimumFractionDigits: value.split(".")[1]?.length ?? 0, maximumFractionDigits: 20 });

/** An amount, to the penny. @param {Decimal} value @param {string} currency */
export const money = (value, currency) => amount(value, currency, 2);

/** An amount in whole units, for headlines. @param {Decimal} value @param {string} currency */
export const wholeMoney = (value, currency) => amount(value, currency, 0);

/**
 * An amount of which two digits can be trusted, marked as such: "about PLN 37,000".
 * @param {Decimal} value
 * @param {string} currency
 */
export const roughMoney = (value, currency) => about(value, amount(value, currency, 0, true));

/** Hours of which two digits can be trusted. @param {Decimal} value */
export function roughHours(value) {
  const text = written(value, { maximumFractionDigits: 1, ...TWO_DIGITS });
  return about(value, text === UNKNOWN ? UNKNOWN : `${text}\u00a0h`);
}

/** @param {Decimal} value @param {string} text */
const about = (value, text) => (text === UNKNOWN || Number(value) === 0 ? text : t("figure.about", { figure: text }));

/**
 * As the reports write it: "−1 895,00 zł", "−PLN 1,895.00".
 * @param {Decimal} value
 * @param {string} currency
 * @param {number} places
 */
function amount(value, currency, places, rough = false) {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places, ...(rough && TWO_DIGITS) };
  if (language === "pl") return written(value, { style: "currency", currency, ...digits });
  const text = written(value, digits);
  if (text === UNKNOWN) return UNKNOWN;
  return text.startsWith("−") ? `−${currency}\u00a0${text.slice(1)}` : `${currency}\u00a0${text}`;
}

/** Hours, always with as many decimals, so that columns line up. @param {Decimal} value */
export function hours(value, places = 2) {
  const text = written(value, { minimumFractionDigits: places, maximumFractionDigits: places });
  return text === UNKNOWN ? UNKNOWN : `${text}\u00a0h`;
}

/** A share given in percent; `exact` shows no more decimals than there are. @param {Decimal} value */
export function percent(value, places = 1, exact = false) {
  const text = written(value, { minimumFractionDigits: exact ? 0 : places, maximumFractionDigits: places });
  return text === UNKNOWN ? UNKNOWN : `${text}%`;
}

/** A payback time; null is "over 36 months". @param {number | null} value */
export function months(value) {
  if (value === null) return t("figure.no_payback");
  return value === 0 ? t("figure.at_once") : t("figure.months", { count: value, value: number(value) });
}

// English as it is read in Europe: the day first, 24 hours.
const calendar = () => (language === "en" ? "en-GB" : language);

/** @param {string | Date} moment */
export const date = (moment) => new Intl.DateTimeFormat(calendar(), { dateStyle: "long" }).format(new Date(moment));

/** @param {string | Date} moment */
export const dateTime = (moment) =>
  new Intl.DateTimeFormat(calendar(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(moment));

/** Time passed, as minutes and seconds. @param {number} milliseconds */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A file's size. @param {number | null} count */
export const bytes = (count) =>
  count === null ? UNKNOWN : `${number(Math.max(1, Math.round(count / 1024)), 0)}\u00a0KB`;

/** A number as a person would type it: no groups, no zeros behind. @param {string} value */
export const plainNumber = (value) =>
  (value.includes(".") ? value.replace(/\.?0+$/, "") : value).replace(".", language === "pl" ? "," : ".");

/**
 * What a person typed as a number, as the API takes it: "1 200,50" is "1200.50". What is no number stays as typed,
 * for the API to say so.
 * @param {string} typed
 */
export const typedNumber = (typed) =>
  typed
    .trim()
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(",", ".");
