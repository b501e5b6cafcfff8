/** The fields of a process as the page's form shows them: names and order are the API's. */

import { t } from "../texts/i18n.js";
import { typedNumber } from "../ui/format.js";

/** @import { EstimateBody, NewProcess, Process, ProcessPatch } from "#types/models" */
/** @import { BudgetRange, CompanySize, Frequency, Industry, Status } from "#types/models" */

/**
 * @typedef {"runs" | "frequency" | "minutes_per_run" | "people" | "error_rate_percent" | "rework_minutes" |
 * "exceptions_percent"
 *   | "systems" | "hourly_cost" | "build_cost" | "monthly_licence" | "maintenance_percent" | "ramp_months" |
 * "review_minutes"
 *   | "working_days"} MeasureName
 */

/** @typedef {{ name: MeasureName, kind: "number" | "money" | "percent" | "frequency" }} Measure */

/** A form's values by field name; readiness as "readiness.stability". @typedef {Record<string, string>} FormValues */

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

export const READINESS = /** @type {const} */ ([
  "rule_based",
  "digital_input",
  "structured_input",
  "stability",
  "documentation",
]);

/** @type {Frequency[]} */
export const FREQUENCIES = ["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly"];

/** @type {Industry[]} */
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

/** @type {CompanySize[]} */
export const SIZES = ["1-10", "11-50", "51-200", "200+"];

/** @type {BudgetRange[]} */
export const BUDGETS = ["up_to_500", "500_2000", "2000_5000", "over_5000"];

/** @type {Status[]} */
export const STATUSES = ["idea", "analysed", "planned", "implemented", "rejected"];

export const MEASURES = [...VOLUME, ...COST];

/** @param {readonly string[]} names @param {string} prefix @returns {[string, string][]} */
export const choices = (names, prefix) => names.map((name) => [name, t(`${prefix}.${name}`)]);

/** The label of an input; `readiness.stability` and `potential` are inputs too. @param {string} name */
export const inputName = (name) => t(`input.${name}`);

/** @typedef {Pick<NewProcess, MeasureName | "readiness">} Measurements */

/**
 * The measurements of the form as the API takes them. Every field is there, null where it is empty: what the user
 * cleared becomes unknown.
 * @param {FormValues} values
 * @returns {Measurements}
 */
export function measurements(values) {
  const given = MEASURES.map(({ name, kind }) => {
    const text = kind === "frequency" ? values[name] : typedNumber(values[name] ?? "");
    // The API takes a whole number here; anything else goes as it was typed, for the API to say what is wrong with it.
    return [name, name === "systems" && /^\d{1,6}$/.test(text) ? Number(text) : text || null];
  });
  const answers = READINESS.map((name) => {
    const text = values[`readiness.${name}`];
    return [name, text ? Number(text) : null];
  });
  return { ...Object.fromEntries(given), readiness: Object.fromEntries(answers) };
}

/**
 * The fields that the form shows, all of them and no others, as the API takes them. Sent as a patch, they leave every
 * other field of the process as it is stored, those that this page does not know included.
 * @param {FormValues} values
 */
export function formFields(values) {
  const tags = (values.tags ?? "").split(",").map((tag) => tag.trim());
  return /** @satisfies {ProcessPatch} */ ({
    ...measurements(values),
    title: values.title,
    description: values.description,
    category_id: values.category_id || null,
    industry: /** @type {Industry} */ (values.industry || "other"),
    company_size: /** @type {CompanySize} */ (values.company_size) || null,
    budget_range: /** @type {BudgetRange} */ (values.budget_range) || null,
    tags: tags.filter(Boolean),
  });
}

/**
 * A process as its form's values.
 * @param {Process} process
 * @returns {FormValues}
 */
export function formValues(process) {
  /** @type {FormValues} */
  const values = { title: process.title, description: process.description, tags: process.tags.join(", ") };
  for (const name of /** @type {const} */ (["category_id", "industry", "company_size", "budget_range"])) {
    values[name] = process[name] ?? "";
  }
  for (const { name } of MEASURES) values[name] = String(process[name] ?? "");
  for (const name of READINESS) values[`readiness.${name}`] = String(process.readiness?.[name] ?? "");
  return values;
}

/**
 * Inputs by name, as the API's estimates and suggestions give them, in the form in which a process is stored.
 * @param {Record<string, string>} inputs
 * @returns {Measurements}
 */
export function nestedInputs(inputs) {
  /** @type {Record<string, string | number>} */
  const measures = {};
  /** @type {Record<string, number>} */
  const readiness = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (name.startsWith("readiness.")) readiness[name.slice("readiness.".length)] = Number(value);
    else measures[name] = name === "systems" ? Number(value) : value;
  }
  return { ...measures, ...(Object.keys(readiness).length > 0 && { readiness }) };
}

/**
 * What `POST /v1/estimate` takes.
 * @param {FormValues} values
 * @param {string} currency
 * @returns {EstimateBody}
 */
export function estimateBody(values, currency) {
  return {
    ...measurements(values),
    fill_defaults: true,
    industry: /** @type {Industry} */ (values.industry) || null,
    company_size: /** @type {CompanySize} */ (values.company_size) || null,
    budget_range: /** @type {BudgetRange} */ (values.budget_range) || null,
    currency,
  };
}
