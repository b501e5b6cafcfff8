/** The description as evidence: quotes marked in it, and what was read from them. */

import { inputName } from "../state/inputs.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { money, wholeMoney } from "../ui/format.js";
import { inputValue } from "./figures.js";

/** @import { ContradictionSide, Result, Suggestion } from "#types/models" */

/** @typedef {{ quote: string, start: number, end: number }} Quote  offsets count code points */

/** All quotes of a result. @param {Result} result */
export function quotesOf(result) {
  /** @type {(Quote | null)[]} */
  const quotes = [
    ...result.problems.map((it) => it.evidence),
    ...result.steps.map((it) => it.evidence),
    ...result.suggested_inputs,
    ...result.contradictions.flatMap((it) => [it.a, it.b]),
  ];
  return quotes.filter((quote) => quote !== null).filter((quote) => quote.quote);
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
 * What the user can do with what was read from the text; null where nothing can be changed (an earlier version).
 * @typedef {object} Actions
 * @property {(accept: string[], reject: string[]) => Promise<void>} decide  suggestions by id, into empty fields
 * @property {(inputs: Record<string, string>) => Promise<void>} set  values that the user chose, by field
 */

/**
 * Values read from the text, each with its quote, to be accepted, rejected, or left for later. A suggestion never
 * overwrites what the user entered; where the two differ, the user may still choose the suggested value.
 * @param {Result} result
 * @param {string} lang of the description
 * @param {string} currency
 * @param {Actions | null} actions
 */
export function suggestions(result, lang, currency, actions) {
  if (result.suggested_inputs.length === 0) return null;
  const open = result.suggested_inputs.filter((it) => it.status === "suggested" && it.given === null);
  const acceptAll = h(
    "button.small",
    {
      type: "button",
      on: {
        click: () =>
          busy(acceptAll, () =>
            decide(
              open.map((it) => it.id),
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
    actions && open.length > 1 && h("div.actions", {}, acceptAll),
  );

  /** @param {Suggestion} it */
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

  /** @param {Suggestion} it */
  function choices(it) {
    const accept = h(
      "button.small",
      {
        type: "button",
        "aria-label": t("evidence.take_named", { name: inputName(it.field) }),
        on: {
          click: () =>
            busy(accept, () =>
              it.given === null ? decide([it.id], []) : /** @type {Actions} */ (actions).set({ [it.field]: it.value }),
            ),
        },
      },
      t("evidence.take"),
    );
    const reject = h(
      "button.quiet.small",
      {
        type: "button",
        "aria-label": t("evidence.reject_named", { name: inputName(it.field) }),
        on: { click: () => busy(reject, () => decide([], [it.id])) },
      },
      t("evidence.reject"),
    );
    return h("div.actions", {}, accept, reject);
  }

  /** @param {string[]} accept @param {string[]} reject */
  function decide(accept, reject) {
    return /** @type {Actions} */ (actions).decide(accept, reject);
  }
}

/**
 * Statements that cannot both be true: both are shown with what each would cost, and the user chooses.
 * @param {Result} result @param {string} lang @param {string} currency @param {Actions | null} actions
 */
export function contradictions(result, lang, currency, actions) {
  if (result.contradictions.length === 0) return null;
  const side = (/** @type {ContradictionSide} */ it) =>
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
    result.contradictions.map((it) =>
      h("div.contradiction", {}, h("h4", {}, inputName(it.field)), h("div.sides", {}, side(it.a), side(it.b))),
    ),
  );
}

/**
 * What to ask next, the most important first.
 * @param {Result} result @param {{ id?: string }} process @param {string} currency @param {boolean} answerable
 */
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
      result.questions.map((it) =>
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
