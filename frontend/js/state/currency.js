/** Currencies of accounts, and which one a newcomer is likely to want. */

/** @import { Language } from "#types/models" */

export const CURRENCIES = ["PLN", "EUR", "USD", "GBP", "CZK"];

const EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK".split(" ");
/** @type {Record<string, string>} */
const BY_REGION = { PL: "PLN", GB: "GBP", US: "USD", CZ: "CZK", ...Object.fromEntries(EURO.map((it) => [it, "EUR"])) };

/**
 * By the country of the browser's languages, else by the page's language.
 * @param {Language} language
 * @param {readonly string[]} [tags]
 */
export function likelyCurrency(language, tags = navigator.languages) {
  const known = tags.map(region).find((it) => it !== undefined && it in BY_REGION);
  return known ? BY_REGION[known] : language === "pl" ? "PLN" : "EUR";
}

/** @param {string} tag such as "en-GB"; browsers may be set to anything */
function region(tag) {
  try {
    return new Intl.Locale(tag).region;
  } catch {
    return undefined;
  }
}
