/** The person's own words as evidence: quotes marked in the description, and what was read from them. */

import { h } from "../dom.js";
import { money } from "../format.js";
import { t } from "../i18n.js";
import { inputName } from "../inputs.js";
import { inputValue } from "./figures.js";

/** @typedef {{ quote: string, start: number, end: number }} Quote  offsets count code points */

/** All quotes of a result. @param {any} result @returns {Quote[]} */
export function quotesOf(result) {
  return [
    ...result.problems.map((/** @type {any} */ it) => it.evidence),
    ...result.steps.map((/** @type {any} */ it) => it.evidence),
    ...result.suggested_inputs,
    ...result.contradictions.flatMap((/** @type {any} */ it) => [it.a, it.b]),
  ].filter((quote) => quote?.quote);
}

/**
 * The description with its quotes marked. A quote that is no longer there (the description was changed) is not marked.
 * @param {string} description
 * @param {Quote[]} quotes
 */
export function markedText(description, quotes) {
  const points = [...description];
  const covered = new Array(points.length).fill(false);
  for (const { quote, start, end } of quotes) {
    if (points.slice(start, end).join("") === quote) covered.fill(true, start, end);
  }
  const pieces = [];
  for (let from = 0, to = 0; from < points.length; from = to) {
    while (to < points.length && covered[to] === covered[from]) to += 1;
    const text = points.slice(from, to).join("");
    pieces.push(covered[from] ? h("mark", {}, text) : text);
  }
  return h("blockquote.description", {}, pieces);
}

/** Words of the description, as a quotation. @param {Quote | null} quote @param {string} lang */
export const quotation = (quote, lang) => (quote?.quote ? h("q.quote", { lang }, quote.quote) : null);

/**
 * Values read from the text, each with its words; ticked ones are taken over together.
 * @param {any} result
 * @param {any} process
 * @param {string} currency
 * @param {((inputs: Record<string, string>) => Promise<void>) | null} take null: nothing can be taken over here
 */
export function suggestions(result, process, currency, take) {
  if (result.suggested_inputs.length === 0) return null;
  const open = result.suggested_inputs.filter((/** @type {any} */ it) => !isTaken(process, it));
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); const chosen = picked(); if (Object.keys(chosen).length) take?.(chosen); } } },
    h("h3", {}, t("evidence.suggestions")),
    h("p.hint", {}, t("evidence.suggestions_hint")),
    h(
      "ul.suggestions",
      {},
      result.suggested_inputs.map((/** @type {any} */ it) => {
        const taken = isTaken(process, it);
        return h(
          "li",
          {},
          h(
            "label.check",
            {},
            taken || !take ? h("span.tick", { "aria-hidden": "true" }, taken ? "✓" : "·") : h("input", { type: "checkbox", name: it.field, value: it.value, checked: it.given === null }),
            h(
              "span",
              {},
              h("b", {}, inputName(it.field)),
              ": ",
              inputValue(it.field, it.value, currency),
              taken && h("span.mark.mark-user", {}, t("evidence.taken")),
              it.given !== null && !taken && h("span.hint", {}, ` ${t("evidence.given", { value: inputValue(it.field, it.given, currency) })}`),
              h("br"),
              quotation(it, process.language),
            ),
          ),
        );
      }),
    ),
    take && open.length > 0 && h("div.actions", {}, h("button", { type: "submit" }, t("evidence.take"))),
  );
  const picked = () => Object.fromEntries([...form.querySelectorAll("input:checked")].map((input) => [input.name, input.value]));
  return form;
}

/** @param {any} process @param {any} suggestion */
function isTaken(process, suggestion) {
  const [group, answer] = suggestion.field.split(".");
  const value = answer ? process[group]?.[answer] : process[group];
  return value !== null && value !== undefined && (value === suggestion.value || Number(value) === Number(suggestion.value));
}

/**
 * Statements that cannot both be true: both are shown with what each would cost, and the person chooses.
 * @param {any} result @param {any} process @param {string} currency
 * @param {((inputs: Record<string, string>) => Promise<void>) | null} take
 */
export function contradictions(result, process, currency, take) {
  if (result.contradictions.length === 0) return null;
  const side = (/** @type {any} */ it) =>
    h(
      "div.side",
      {},
      quotation(it, process.language),
      h("p", {}, it.cost_per_year === null ? t("evidence.cost_unknown") : t("evidence.cost", { cost: money(it.cost_per_year, currency) })),
      take && Object.keys(it.inputs).length > 0 && h("button.small", { type: "button", on: { click: () => take(it.inputs) } }, t("evidence.choose")),
    );
  return h(
    "div.stack",
    {},
    h("h3", {}, t("evidence.contradictions")),
    h("p.hint", {}, t("evidence.contradictions_hint")),
    result.contradictions.map((/** @type {any} */ it) => h("div.contradiction", {}, h("h4", {}, inputName(it.field)), h("div.sides", {}, side(it.a), side(it.b)))),
  );
}

/** What to ask next, the weightiest first. @param {any} result @param {any} process @param {string} currency @param {boolean} answerable */
export function questions(result, process, currency, answerable) {
  if (result.questions.length === 0) return null;
  return h(
    "div.stack",
    {},
    h("h3", {}, t("evidence.questions")),
    h("p.hint", {}, t("evidence.questions_hint")),
    h(
      "ol.questions",
      {},
      result.questions.map((/** @type {any} */ it) =>
        h(
          "li",
          {},
          h("span", {}, it.question),
          it.effect !== null && h("span.hint", {}, ` ${t("evidence.effect", { effect: money(it.effect, currency) })}`),
          answerable && it.field !== "other" && [" ", h("a", { href: `#/process/${process.id}/edit?field=${it.field}` }, t("evidence.answer"))],
        ),
      ),
    ),
  );
}
