/**
 * The page's texts, in Polish or English: those of the first view, and all others before another screen is shown.
 *
 * @typedef {string | Record<string, string>} Text  plain, or one form for each plural category
 */

/** @import { Language } from "#types/models" */

const KEY = "smartflow.language";

/** @type {Record<string, Text>} */
let texts = {};
let all = false;

/** @type {Language} */
export let language = preferred();

/** @returns {Language} */
function preferred() {
  const kept = localStorage.getItem(KEY);
  if (kept === "pl" || kept === "en") return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("pl")) ? "pl" : "en";
}

/** Whether a language was chosen on this device. */
export const languageChosen = () => localStorage.getItem(KEY) !== null;

/** Let the account's language decide, not the one chosen on this device. */
export const forgetChosenLanguage = () => localStorage.removeItem(KEY);

/**
 * Load the texts of a language and make it the page's.
 * @param {Language} wanted
 * @param {{ keep?: boolean }} [options] keep: remember it on this device
 */
export async function useLanguage(wanted, { keep = false } = {}) {
  const [first, others] = await Promise.all([firstTexts(wanted), all ? otherTexts(wanted) : {}]);
  texts = { ...first, ...others };
  language = wanted;
  document.documentElement.lang = wanted;
  if (keep) localStorage.setItem(KEY, wanted);
}

/** Load what screens other than the first view say. */
export async function allTexts() {
  all = true;
  const wanted = language;
  const others = await otherTexts(wanted);
  if (language === wanted) texts = { ...texts, ...others };
}

/** @param {Language} wanted */
const firstTexts = async (wanted) =>
  (await (wanted === "pl" ? import("./first/pl.js") : import("./first/en.js"))).default;

/** @param {Language} wanted */
const otherTexts = async (wanted) => (await (wanted === "pl" ? import("./pl.js") : import("./en.js"))).default;

/**
 * The text of a key, `{name}` filled in. With `count` the plural form that agrees with it. A value's own full stop
 * ("Nowak sp. z o.o.") ends the sentence too.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  const form =
    typeof text === "string" ? text : (text[new Intl.PluralRules(language).select(Number(values.count))] ?? text.other);
  const filled = form.replace(/\{(\w+)\}(\.(?=[\s"”»)]|$))?/g, (_, name, stop = "") => {
    const value = String(values[name] ?? "");
    return /[.…]$/.test(value) ? value : value + stop;
  });
  return tidy(filled, language);
}

/**
 * Polish typography: a word of one letter does not end a line. Data that holds texts keeps its structure.
 * @template T
 * @param {T} words
 * @param {string} lang
 * @returns {T}
 */
export function tidy(words, lang) {
  return lang === "pl" ? /** @type {T} */ (tidied(words)) : words;
}

/** @param {unknown} words @returns {unknown} */
function tidied(words) {
  if (typeof words === "string") return words.replace(/(?<=^|[\s(„])([aiouwz]) /gi, "$1\u00a0");
  if (Array.isArray(words)) return words.map(tidied);
  if (words !== null && typeof words === "object") {
    return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, tidied(word)]));
  }
  return words;
}

/**
 * The text of a key with nodes in place of its names, as for a sentence that contains a link.
 * @param {string} key
 * @param {Record<string, Node>} nodes
 * @param {Record<string, string | number>} [values]
 * @returns {(string | Node)[]}
 */
export function withNodes(key, nodes, values = {}) {
  const names = Object.keys(nodes);
  const marks = Object.fromEntries(names.map((name, index) => [name, `\u0000${index}\u0000`]));
  const marked = t(key, { ...values, ...marks });
  return marked.split("\u0000").map((part, index) => (index % 2 ? nodes[names[Number(part)]] : part));
}

/** Whether a key has a text: codes from the API may be newer than the page. @param {string} key */
export const has = (key) => key in texts;
