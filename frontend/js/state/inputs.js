/** The measurements of a process as the forms ask for them: names and order are the API's. */

import { typedNumber } from "../ui/format.js";
import { t } from "../texts/i18n.js";

/** @typedef {{ name: string, kind: "number" | "money" | "percent" | "frequency" }} Measure */

/** @type {Measure[]} */
export const VOLUME = [
  { name: "runs", kind: "number" },
  { name: "frequency", kind: "frequency" },
  { name: "minutes_per_run", kind: "number" },
  { name: "people", kind: "number" },
  { name: "error_rate_percent", kind: "percent" },
  { name: "rework_minutes", kind: "number" },
  { name: "exceptions_percent", kind: "percent" },
  { name: "systems", kind: "number" },
];

/** @type {Measure[]} */
export const COST = [
  { name: "hourly_cost", kind: "money" },
  { name: "build_cost", kind: "money" },
  { name: "monthly_licence", kind: "money" },
  { name: "maintenance_percent", kind: "percent" },
  { name: "ramp_months", kind: "number" },
  { name: "review_minutes", kind: "number" },
  { name: "working_days", kind: "number" },
];

export const READINESS = ["rule_based", "digital_input", "structured_input", "stability", "documentation"];
export const FREQUENCIES = ["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly"];
export const INDUSTRIES = [
  "it_software",
  "ecommerce_retail",
  "manufacturing",
  "financial_services",
  "marketing",
  "accounting",
  "logistics",
  "education",
  "health",
  "other",
];
export const SIZES = ["1-10", "11-50", "51-200", "200+"];
export const BUDGETS = ["up_to_500", "500_2000", "2000_5000", "over_5000"];
export const STATUSES = ["idea", "analysed", "planned", "implemented", "rejected"];
export const MEASURES = [...VOLUME, ...COST];

/** @param {string[]} names @param {string} prefix @returns {[string, string][]} */
export const choices = (names, prefix) => names.map((name) => [name, t(`${prefix}.${name}`)]);

/** The name of an input for people; `readiness.stability` and `potential` are inputs too. @param {string} name */
export const inputName = (name) => t(`input.${name}`);

/**
 * The measurements of a form's values as the API takes them; what is empty is left out: it is unknown.
 * @param {Record<string, string>} values
 * @returns {Record<string, any>}
 */
export function measurements(values) {
  /** @type {Record<string, any>} */
  const body = {};
  for (const { name, kind } of MEASURES) {
    const typed = kind === "frequency" ? values[name] : typedNumber(values[name] ?? "");
    if (typed) body[name] = name === "systems" && /^\d{1,6}$/.test(typed) ? Number(typed) : typed;
  }
  const readiness = Object.fromEntries(
    READINESS.filter((name) => values[`readiness.${name}`]).map((name) => [name, Number(values[`readiness.${name}`])]),
  );
  if (Object.keys(readiness).length) body.readiness = readiness;
  return body;
}

/**
 * All of a process's form as the API takes it.
 * @param {Record<string, string>} values
 * @param {{ status?: string, language?: string }} rest what the form does not ask
 */
export function processBody(values, rest) {
  return {
    ...measurements(values),
    title: values.title,
    description: values.description,
    category_id: values.category_id || null,
    industry: values.industry || "other",
    company_size: values.company_size || null,
    budget_range: values.budget_range || null,
    tags: (values.tags ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    ...rest,
  };
}

/**
 * A process as its form's values.
 * @param {Record<string, any>} process
 * @returns {Record<string, string>}
 */
export function formValues(process) {
  /** @type {Record<string, string>} */
  const values = { title: process.title, description: process.description, tags: (process.tags ?? []).join(", ") };
  for (const name of ["category_id", "industry", "company_size", "budget_range"]) values[name] = process[name] ?? "";
  for (const { name } of MEASURES)
    values[name] = process[name] === null || process[name] === undefined ? "" : String(process[name]);
  for (const name of READINESS) values[`readiness.${name}`] = String(process.readiness?.[name] ?? "");
  return values;
}

/** What `POST /v1/estimate` takes beside measurements. @param {Record<string, string>} values @param {string} currency */
export function estimateBody(values, currency) {
  return {
    ...measurements(values),
    fill_defaults: true,
    industry: values.industry || null,
    company_size: values.company_size || null,
    budget_range: values.budget_range || null,
    currency,
  };
}
