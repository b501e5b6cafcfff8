/** Figures of an estimate or an assessment. Everything shown was computed by the service; nothing is computed here. */

import { inputName, MEASURES, READINESS } from "../state/inputs.js";
import { formulaAddress } from "../state/navigation.js";
import { language, t, tidy } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { hours, money, months, number, percent, UNKNOWN, wholeMoney } from "../ui/format.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment, Scenario } from "#types/models" */

export const SCENARIOS = /** @type {const} */ (["conservative", "expected", "optimistic"]);
const MONEY = new Set(["hourly_cost", "build_cost", "monthly_licence"]);
const PERCENT = new Set(["error_rate_percent", "exceptions_percent", "maintenance_percent", "potential"]);

/** One large figure. @param {string} label @param {Child} value @param {Child} [note] */
export function figure(label, value, note, strong = false) {
  return h(
    strong ? "div.figure.figure-strong" : "div.figure",
    {},
    h("dt", {}, label),
    h("dd", {}, value),
    note && h("dd.figure-note", {}, note),
  );
}

/** The three that matter most, for the head of an analysis. @param {Assessment} assessment @param {string} currency */
export function headline(assessment, currency) {
  const { expected, conservative, optimistic } = assessment;
  const between = (
    /** @type {"net_savings_per_year" | "hours_saved_per_year"} */ name,
    /** @type {(value: string | null) => string} */ format,
  ) =>
    conservative[name] === null
      ? null
      : t("figure.between", { low: format(conservative[name]), high: format(optimistic[name]) });
  return h(
    "dl.figures",
    {},
    figure(
      t("figure.net"),
      wholeMoney(expected.net_savings_per_year, currency),
      between("net_savings_per_year", (value) => wholeMoney(value, currency)),
      true,
    ),
    figure(
      t("figure.hours_saved"),
      hours(expected.hours_saved_per_year, 0),
      between("hours_saved_per_year", (value) => hours(value, 0)),
    ),
    figure(
      t("figure.payback"),
      expected.net_savings_per_year === null ? UNKNOWN : months(expected.payback_months),
      `${t(`difficulty.${assessment.difficulty}`)} · ${t("figure.ease_points", { points: number(assessment.ease) })}`,
    ),
  );
}

/**
 * What is still needed before there are figures.
 * @param {Assessment} assessment
 * @param {(name: string) => Child} [link]
 */
export function missingNote(assessment, link) {
  const names = [
    ...new Set(
      Object.entries(assessment.missing)
        .filter(([output]) => !output.startsWith("break_even"))
        .flatMap(([, inputs]) => inputs),
    ),
  ];
  if (names.length === 0) return null;
  return h(
    "p.note",
    {},
    t("figure.missing"),
    " ",
    names.map((name, index) => [index > 0 && ", ", link?.(name) ?? inputName(name)]),
    ".",
  );
}

/** The share of inputs that the user did not enter. @param {Assessment} assessment */
export function defaultsNote(assessment) {
  return h("p.hint", {}, t("figure.defaults_share", { share: percent(assessment.defaults_share, 0) }));
}

/** The three scenarios side by side. @param {Assessment} assessment @param {string} currency */
export function scenarioTable(assessment, currency) {
  /** @type {[keyof Scenario, (scenario: Scenario) => string][]} */
  const rows = [
    ["hours_saved_per_year", (it) => hours(it.hours_saved_per_year)],
    ["gross_savings_per_year", (it) => money(it.gross_savings_per_year, currency)],
    ["running_cost_per_year", (it) => money(it.running_cost_per_year, currency)],
    ["net_savings_per_year", (it) => money(it.net_savings_per_year, currency)],
    ["first_year_net", (it) => money(it.first_year_net, currency)],
    ["first_year_roi_percent", (it) => percent(it.first_year_roi_percent)],
    ["payback_months", (it) => (it.net_savings_per_year === null ? UNKNOWN : months(it.payback_months))],
  ];
  return h(
    "div.scroll",
    { tabindex: "0", role: "group", "aria-label": t("figure.scenarios") },
    h(
      "table.ledger.scenarios",
      {},
      h("caption.sr", {}, t("figure.scenarios")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t("figure.per_year")),
          SCENARIOS.map((name) => h("th", { scope: "col" }, t(`scenario.${name}`))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([name, form]) =>
          h(
            name === "net_savings_per_year" ? "tr.total" : "tr",
            {},
            h("th", { scope: "row" }, t(`figure.${name}`)),
            SCENARIOS.map((scenario) => h("td", {}, form(assessment[scenario]))),
          ),
        ),
      ),
    ),
  );
}

/** Every input of the computation and where it comes from. @param {Assessment} assessment @param {string} currency */
export function inputsTable(assessment, currency) {
  const names = [...MEASURES.map((measure) => measure.name), ...READINESS.map((name) => `readiness.${name}`)].filter(
    (name) => name in assessment.inputs,
  );
  return h(
    "table.ledger.marked",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, t("figure.input")),
        h("th", { scope: "col" }, t("figure.value")),
        h("th", { scope: "col" }, t("figure.whose")),
      ),
    ),
    h(
      "tbody",
      {},
      names.map((name) => {
        const { value, provenance } = assessment.inputs[name];
        return h(
          "tr",
          {},
          h("th", { scope: "row" }, inputName(name)),
          h("td", {}, inputValue(name, value, currency)),
          h("td", {}, mark(provenance)),
        );
      }),
    ),
  );
}

/**
 * A figure in the format of its kind, by its name.
 * @param {string} name
 * @param {string | null} value
 * @param {string} currency
 */
export function figureText(name, value, currency) {
  if (name === "payback_months") return value === null ? UNKNOWN : months(Number(value));
  if (name === "difficulty") return value === null ? UNKNOWN : t(`difficulty.${value}`);
  if (name.includes("hours")) return hours(value);
  if (name.includes("percent") || name === "potential") return percent(value);
  return name === "runs_per_year" || name === "ease" ? number(value) : money(value, currency);
}

/** An input's value with its unit. @param {string} name @param {string} value @param {string} currency */
export function inputValue(name, value, currency) {
  if (name === "frequency") return t(`frequency.${value}`);
  if (name.startsWith("readiness.")) return t("readiness.of_five", { value });
  if (MONEY.has(name)) return money(value, currency);
  if (PERCENT.has(name)) return percent(value, 2, true);
  const minutes = name.includes("minutes");
  return number(value, 4) + (minutes ? "\u00a0min" : "");
}

/** Where a value comes from: the user, a default, or the description. @param {string} provenance */
export function mark(provenance) {
  return h(`span.mark.mark-${provenance}`, {}, t(`provenance.${provenance}`));
}

/** Each step of the computation: name with a link to its formula, words, numbers. @param {Assessment} assessment */
export function working(assessment) {
  return h(
    "ol.working",
    {},
    assessment.working.map((line) =>
      h(
        "li",
        {},
        h("h3", {}, h("a", { href: formulaAddress(line.name) }, line.title)),
        h("p.hint", {}, line.words),
        h("p.formula", {}, line.formula),
      ),
    ),
  );
}

/** What users have to know about the figures. @param {Assessment} assessment */
export function advice(assessment) {
  return assessment.advice.map((item) =>
    h(
      item.code === "pays_back_conservatively" ? "p.note.note-good" : "p.note.note-warn",
      {},
      tidy(item.text, language),
    ),
  );
}

/** What it would take to pay back within a year. @param {Assessment} assessment @param {string} currency */
export function breakEven(assessment, currency) {
  const names = /** @type {const} */ (["minutes_per_run", "runs", "hourly_cost", "potential"]);
  const rows = names.flatMap((name) => {
    const value = assessment.break_even[name];
    return value === null ? [] : [{ name, value }];
  });
  if (rows.length === 0) return null;
  return h(
    "div",
    {},
    h("h3", {}, t("figure.break_even")),
    h("p.hint", {}, t("figure.break_even_hint")),
    h(
      "table.ledger",
      {},
      h(
        "tbody",
        {},
        rows.map(({ name, value }) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, inputName(name)),
            h("td", {}, t("figure.at_least", { value: inputValue(name, value, currency) })),
          ),
        ),
      ),
    ),
  );
}
