/** The suggestion to leave out people's names, where a text likely holds some. */

import { t } from "../texts/i18n.js";
import { likelyNames } from "../texts/people.js";

/**
 * What to show beside a text, or nothing.
 * @param {string} text
 * @returns {string}
 */
export function namesHint(text) {
  const names = likelyNames(text);
  return names.length === 0 ? "" : t("names.likely", { names: names.join(", ") });
}
