/** The person's own words as evidence: quotes marked in the description, and what was read from them. */

import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { money, wholeMoney } from "../ui/format.js";
import { t } from "../texts/i18n.js";
import { inputName } from "../state/inputs.js";
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
 * What a person can do with what was read from the text; null where nothing can be done (an earlier version).
 * @typedef {object} Actions
 * @property {(accept: string[], reject: string[]) => Promise<void>} decide  suggestions by id, into empty fields
 * @property {(inputs: Record<string, string>) => Promise<void>} set  values a person chose, by field
 */

/**
 * Values read from the text, each with its words: taken over, turned down, or left for later. What a person entered is never overwritten
 * by a suggestion; where the two differ the person may still choose the other.
 * @param {any} result
 * @param {string} lang of the description
 * @param {string} currency
 * @param {Actions | null} actions
 */
export function suggestions(result, lang, currency, actions) {
  if (result.suggested_inputs.length === 0) return null;
  const open = result.suggested_inputs.filter(
    (/** @type {any} */ it) => it.status === "suggested" && it.given === null,
  );
  const takeAll = h(
    "button.small",
    {
      type: "button",
      on: {
        click: () =>
          busy(takeAll, () =>
            decide(
              open.map((/** @type {any} */ it) => it.id),
              [],
            ),
          ),
      },
    },
    t("evidence.take_all"),
  );
  return h(
    "div.stack.block",
    {},
    h("h3", {}, t("evidence.suggestions")),
    h("p.hint", {}, t("evidence.suggestions_hint")),
    h("ul.suggestions", {}, result.suggested_inputs.map(item)),
    actions && open.length > 1 && h("div.actions", {}, takeAll),
  );

  /** @param {any} it */
  function item(it) {
    return h(
      "li",
      {},
      h(
        "p",
        {},
        h("b", {}, inputName(it.field)),
        ": ",
        inputValue(it.field, it.value, currency),
        it.given !== null &&
          h("span.hint", {}, ` ${t("evidence.given", { value: inputValue(it.field, it.given, currency) })}`),
      ),
      quotation(it, lang),
      it.status === "suggested" ? actions && choices(it) : h("p.hint", {}, t(`evidence.${it.status}`)),
    );
  }

  /** @param {any} it */
  function choices(it) {
    const yes = h(
      "button.small",
      {
        type: "button",
        "aria-label": t("evidence.take_named", { name: inputName(it.field) }),
        on: {
          click: () =>
            busy(yes, () =>
              it.given === null ? decide([it.id], []) : /** @type {Actions} */ (actions).set({ [it.field]: it.value }),
            ),
        },
      },
      t("evidence.take"),
    );
    const no = h(
      "button.quiet.small",
      {
        type: "button",
        "aria-label": t("evidence.reject_named", { name: inputName(it.field) }),
        on: { click: () => busy(no, () => decide([], [it.id])) },
      },
      t("evidence.reject"),
    );
    return h("div.actions", {}, yes, no);
  }

  /** @param {string[]} accept @param {string[]} reject */
  function decide(accept, reject) {
    return /** @type {Actions} */ (actions).decide(accept, reject);
  }
}

/**
 * Statements that cannot both be true: both are shown with what each would cost, and the person chooses.
 * @param {any} result @param {string} lang @param {string} currency @param {Actions | null} actions
 */
export function contradictions(result, lang, currency, actions) {
  if (result.contradictions.length === 0) return null;
  const side = (/** @type {any} */ it) =>
    h(
      "div.side",
      {},
      quotation(it, lang),
      h(
        "p",
        {},
        it.cost_per_year === null
          ? t("evidence.cost_unknown")
          : t("evidence.cost", { cost: money(it.cost_per_year, currency) }),
      ),
      actions &&
        Object.keys(it.inputs).length > 0 &&
        h("button.small", { type: "button", on: { click: () => actions.set(it.inputs) } }, t("evidence.choose")),
    );
  return h(
    "div.stack.block",
    {},
    h("h3", {}, t("evidence.contradictions")),
    h("p.hint", {}, t("evidence.contradictions_hint")),
    result.contradictions.map((/** @type {any} */ it) =>
      h("div.contradiction", {}, h("h4", {}, inputName(it.field)), h("div.sides", {}, side(it.a), side(it.b))),
    ),
  );
}

/** What to ask next, the weightiest first. @param {any} result @param {any} process @param {string} currency @param {boolean} answerable */
export function questions(result, process, currency, answerable) {
  if (result.questions.length === 0) return null;
  return h(
    "div.stack.block",
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
          h(
            "p.hint",
            {},
            it.effect !== null && [t("evidence.effect", { effect: wholeMoney(it.effect, currency) }), " "],
            answerable &&
              it.field !== "other" &&
              h("a", { href: `#/process/${process.id}/edit?field=${it.field}` }, t("evidence.answer")),
          ),
        ),
      ),
    ),
  );
}
