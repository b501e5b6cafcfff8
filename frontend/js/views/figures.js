/** Figures of an estimate or an assessment. Everything shown was computed by the service; nothing is reckoned here. */

import { h } from "../ui/dom.js";
import { hours, money, months, number, percent, UNKNOWN, wholeMoney } from "../ui/format.js";
import { language, t, tidy } from "../texts/i18n.js";
import { inputName, MEASURES, READINESS } from "../state/inputs.js";

export const SCENARIOS = /** @type {const} */ (["conservative", "expected", "optimistic"]);
const MONEY = new Set(["hourly_cost", "build_cost", "monthly_licence"]);
const PERCENT = new Set(["error_rate_percent", "exceptions_percent", "maintenance_percent", "potential"]);

/** One large figure. @param {string} label @param {string} value @param {import("../ui/dom.js").Child} [note] */
export function figure(label, value, note, strong = false) {
  return h(
    strong ? "div.figure.figure-strong" : "div.figure",
    {},
    h("dt", {}, label),
    h("dd", {}, value),
    note && h("dd.figure-note", {}, note),
  );
}

/** The three that matter most, for the head of an analysis. @param {any} assessment @param {string} currency */
export function headline(assessment, currency) {
  const { expected, conservative, optimistic } = assessment;
  const between = (/** @type {string} */ name, /** @type {(value: any) => string} */ form) =>
    conservative[name] === null
      ? null
      : t("figure.between", { low: form(conservative[name]), high: form(optimistic[name]) });
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
      t(`difficulty.${assessment.difficulty}`) + " · " + t("figure.ease_points", { points: number(assessment.ease) }),
    ),
  );
}

/** What is still needed before there are figures. @param {any} assessment @param {(name: string) => import("../ui/dom.js").Child} [link] */
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

/** How much rests on what the person did not say. @param {any} assessment */
export function defaultsNote(assessment) {
  return h("p.hint", {}, t("figure.defaults_share", { share: percent(assessment.defaults_share, 0) }));
}

/** The three scenarios side by side. @param {any} assessment @param {string} currency */
export function scenarioTable(assessment, currency) {
  /** @type {[string, (scenario: any) => string][]} */
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

/** Every input reckoned with, and whose it is. @param {any} assessment @param {string} currency */
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

/** A figure by its name, as the reader writes its kind. @param {string} name @param {string | null} value @param {string} currency */
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

/** Whose a value is: yours, a default, or from your text. @param {string} provenance */
export function mark(provenance) {
  return h(`span.mark.mark-${provenance}`, {}, t(`provenance.${provenance}`));
}

/** The working: each step by name, in words and in numbers. @param {any} assessment */
export function working(assessment) {
  return h(
    "ol.working",
    {},
    assessment.working.map((/** @type {any} */ line) =>
      h("li", {}, h("h3", {}, line.title), h("p.hint", {}, line.words), h("p.formula", {}, line.formula)),
    ),
  );
}

/** What the figures oblige us to say. @param {any} assessment */
export function advice(assessment) {
  return assessment.advice.map((/** @type {any} */ item) =>
    h(
      item.code === "pays_back_conservatively" ? "p.note.note-good" : "p.note.note-warn",
      {},
      tidy(item.text, language),
    ),
  );
}

/** What it would take to pay back within a year. @param {any} assessment @param {string} currency */
export function breakEven(assessment, currency) {
  const known = ["minutes_per_run", "runs", "hourly_cost", "potential"].filter(
    (name) => assessment.break_even[name] !== null,
  );
  if (known.length === 0) return null;
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
        known.map((name) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, inputName(name)),
            h("td", {}, t("figure.at_least", { value: inputValue(name, assessment.break_even[name], currency) })),
          ),
        ),
      ),
    ),
  );
}
