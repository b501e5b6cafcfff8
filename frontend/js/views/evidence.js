/** The description as evidence: quotes marked in it, and what was read from them. */

import { inputName, MEASURES, READINESS } from "../state/inputs.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { money, wholeMoney } from "../ui/format.js";
import { fail } from "../ui/notices.js";
import { inputValue } from "./figures.js";

/** @import { ContradictionSide, Decision, Facts, Result, StoredFact, Suggestion } from "#types/models" */

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
  return h("blockquote.description", {}, marked(description, quotes));
}

/** @param {string} description @param {Quote[]} quotes */
export function marked(description, quotes) {
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
  return pieces;
}

/**
 * The description with its quotes marked; within a mark each piece names the facts that rest on it.
 * @param {string} description
 * @param {(Quote & { key: string })[]} quotes  without a key: words that no fact rests on
 */
export function markedWithFacts(description, quotes) {
  const points = [...description];
  const there = quotes.filter(({ quote, start, end }) => points.slice(start, end).join("") === quote);
  const cuts = [...new Set([0, points.length, ...there.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  /** @type {(string | HTMLElement)[]} */
  const pieces = [];
  /** @type {HTMLElement | null} */
  let mark = null;
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const text = points.slice(start, cuts[index + 1]).join("");
    const over = there.filter((it) => it.start <= start && start < it.end);
    if (over.length === 0) {
      mark = null;
      pieces.push(text);
      continue;
    }
    if (!mark) {
      mark = h("mark", {});
      pieces.push(mark);
    }
    const keys = [...new Set(over.map((it) => it.key))].filter(Boolean).join(" ");
    mark.append(keys ? h("span", { data: { facts: keys } }, text) : text);
  }
  return pieces;
}

/** Words of the description, as a quotation. @param {Quote | null} quote @param {string} lang */
export const quotation = (quote, lang) => (quote?.quote ? h("q.quote", { lang }, quote.quote) : null);

const ORDER = [...MEASURES.map(({ name }) => String(name)), ...READINESS.map((name) => `readiness.${name}`)];

/**
 * Values read from the text or measured from a file, each with its evidence, to be confirmed or rejected; a decision
 * can be taken back. A value that was read never overwrites what the user entered, but can be chosen instead. Also the
 * words that they rest on, by the key of their row.
 * @param {Facts} known
 * @param {string} lang of the description
 * @param {(decisions: Decision[]) => Promise<void>} decide
 */
export function factRows({ items, figures, assessment }, lang, decide) {
  const elsewhere = new Set([
    ...figures.foreign_facts,
    ...figures.open.flatMap((question) => question.readings.flatMap((reading) => factsOf(items, reading.values))),
  ]);
  /** @type {Map<string, StoredFact[]>} */
  const same = new Map();
  for (const it of items) {
    const value = [it.field, it.low, it.currency, it.state].join(" ");
    same.set(value, [...(same.get(value) ?? []), it]);
  }
  const rows = [...same.values()]
    .filter(([it]) => it.origin !== "person" && !elsewhere.has(it.id))
    .sort(([a], [b]) => ORDER.indexOf(a.field) - ORDER.indexOf(b.field));
  const quotes = rows.flatMap((same) =>
    same.flatMap((it) => (it.state === "rejected" ? [] : it.quotes.map((quote) => ({ ...quote, key: keyOf(it) })))),
  );
  if (rows.length === 0) return { node: null, quotes };
  const given = new Map(items.filter((it) => it.state === "confirmed").map((it) => [it.field, it.low]));
  const open = rows.filter(([it]) => it.state === "proposed" && !given.has(it.field));
  const confirmAll = h(
    "button.small",
    {
      type: "button",
      data: { key: "confirm-all" },
      on: {
        click: () => busy(confirmAll, () => decide(open.map(([it]) => ({ action: "confirm", id: it.id })))).catch(fail),
      },
    },
    t("evidence.take_all"),
  );
  const node = h(
    "div.stack.block",
    { data: { key: "evidence" } },
    h("h2", {}, t("evidence.suggestions")),
    h("p.hint", {}, t("evidence.suggestions_hint")),
    h("p.hint.keys", {}, t("review.keys")),
    h("ul.suggestions", { data: { key: "facts" } }, rows.map(row)),
    open.length > 1 && h("div.actions", {}, confirmAll),
  );
  return { node, quotes };

  /** @param {StoredFact[]} same the same value, read more than once */
  function row(same) {
    const [it] = same;
    const other = it.state === "proposed" ? given.get(it.field) : undefined;
    const quotes = [...new Map(same.flatMap((fact) => fact.quotes).map((quote) => [quote.start, quote])).values()];
    return h(
      "li",
      { tabindex: "-1", data: { key: keyOf(it) } },
      h(
        "p",
        {},
        h("b", {}, inputName(it.field)),
        ": ",
        inputValue(it.field, it.low, it.currency ?? assessment.currency),
        it.high !== null && ` – ${inputValue(it.field, it.high, it.currency ?? assessment.currency)}`,
        other !== undefined &&
          h("span.hint", {}, ` ${t("evidence.given", { value: inputValue(it.field, other, assessment.currency) })}`),
      ),
      quotes.map((quote) => quotation(quote, lang)),
      it.file && h("p.hint", {}, t("evidence.file", { file: it.file.file_name, count: it.file.rows })),
      it.state === "proposed" ? choices(it, same) : decided(it, same),
    );
  }

  /** @param {StoredFact} it @param {StoredFact[]} same */
  function choices(it, same) {
    return h(
      "div.actions",
      {},
      action(it, "take", () => [{ action: "confirm", id: it.id }]),
      action(it, "reject", () => same.map(({ id }) => ({ action: "reject", id }))),
    );
  }

  /** @param {StoredFact} it @param {StoredFact[]} same */
  function decided(it, same) {
    return h(
      "div.actions",
      {},
      h("span.hint", {}, t(`evidence.${it.state}`)),
      action(it, "back", () => same.map(({ id }) => ({ action: "withdraw", id }))),
    );
  }

  /** @param {StoredFact} it @param {"take" | "reject" | "back"} name @param {() => Decision[]} decisions */
  function action(it, name, decisions) {
    const button = h(
      name === "take" ? "button.small" : "button.quiet.small",
      {
        type: "button",
        data: { key: `${keyOf(it)}-${name}` },
        "aria-keyshortcuts": SHORTCUTS[name],
        "aria-label": t(`evidence.${name}_named`, { name: inputName(it.field) }),
        on: { click: () => busy(button, () => decide(decisions())).catch(fail) },
      },
      t(`evidence.${name}`),
    );
    return button;
  }
}

/** @param {StoredFact} it */
const keyOf = (it) => `fact-${it.field}-${it.low}`.replaceAll(" ", "_");

const SHORTCUTS = { take: "A", reject: "R", back: "U" };

/** The undecided facts that give these values. @param {StoredFact[]} items @param {Record<string, string>} values */
const factsOf = (items, values) =>
  items.filter((it) => it.state === "proposed" && values[it.field] === it.low).map((it) => it.id);

/**
 * Values that an analysis read, each with its quote, where nothing can be changed.
 * @param {Result} result
 * @param {string} lang of the description
 * @param {string} currency
 */
export function suggestions(result, lang, currency) {
  if (result.suggested_inputs.length === 0) return null;
  return h(
    "div.stack.block",
    {},
    h("h3", {}, t("evidence.suggestions")),
    h("ul.suggestions", {}, result.suggested_inputs.map(item)),
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
      it.status !== "suggested" && h("p.hint", {}, t(`evidence.${it.status}`)),
    );
  }
}

/**
 * Statements that cannot both be true, each with what it would cost, where nothing can be changed.
 * @param {Result} result @param {string} lang @param {string} currency
 */
export function contradictions(result, lang, currency) {
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
    );
  return h(
    "div.stack.block",
    {},
    h("h3", {}, t("evidence.contradictions")),
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
