/** What if: sliders over an assessment's inputs, figures from the engine as they move. Nothing is stored. */

import { fill, h } from "../ui/dom.js";
import { liveFigures } from "../api/live.js";
import { t } from "../texts/i18n.js";
import { inputName, READINESS } from "../state/inputs.js";
import { inputValue, scenarioTable } from "./figures.js";

const SLIDERS = [
  "runs",
  "minutes_per_run",
  "hourly_cost",
  "error_rate_percent",
  "build_cost",
  "monthly_licence",
  "review_minutes",
];
const MOST = { error_rate_percent: 50, review_minutes: 30 };

/**
 * @param {any} assessment its inputs are where the sliders start
 * @param {string} currency
 * @param {AbortSignal} signal
 * @param {(figures: any) => void} [shown] told of each answer
 */
export function whatIf(assessment, currency, signal, shown) {
  /** @type {Map<string, string>} */
  const moved = new Map();
  const result = h("div", { "aria-live": "polite" }, scenarioTable(assessment, currency));
  const ask = liveFigures(body, show, () => undefined, signal);
  const rows = h("div.sliders", {});
  draw();

  function draw() {
    fill(
      rows,
      [...SLIDERS, ...READINESS.map((name) => `readiness.${name}`)]
        .filter((name) => name in assessment.inputs)
        .map(slider),
    );
  }

  /** @param {string} name */
  function slider(name) {
    const start = Number(assessment.inputs[name].value);
    const answer = name.startsWith("readiness.");
    const most = answer ? 5 : (MOST[/** @type {keyof typeof MOST} */ (name)] ?? Math.max(10, start * 3));
    const step = answer ? 1 : start >= 100 || most > 300 ? Math.max(1, Math.round(most / 200)) : 0.5;
    const output = h("output", {}, inputValue(name, assessment.inputs[name].value, currency));
    const control = h("input", {
      type: "range",
      min: answer ? "1" : "0",
      max: String(Math.ceil(most)),
      step: String(step),
      on: {
        input: () => {
          moved.set(name, control.value);
          fill(output, inputValue(name, control.value, currency));
          control.setAttribute("aria-valuetext", output.textContent);
          ask();
        },
      },
    });
    control.value = String(start);
    control.setAttribute("aria-valuetext", output.textContent);
    return h("label.slider", {}, h("span.slider-name", {}, inputName(name)), output, control);
  }

  function body() {
    /** @type {Record<string, any>} */
    const inputs = {};
    /** @type {Record<string, number>} */
    const readiness = {};
    for (const [name, { value }] of Object.entries(assessment.inputs)) {
      const chosen = moved.get(name) ?? value;
      if (name.startsWith("readiness.")) readiness[name.slice("readiness.".length)] = Number(chosen);
      else inputs[name] = name === "systems" ? Number(chosen) : chosen;
    }
    return { ...inputs, readiness, fill_defaults: true, ...surroundings(assessment), currency };
  }

  /** @param {any} figures */
  function show(figures) {
    fill(result, scenarioTable(figures, currency));
    shown?.(figures);
  }

  function reset() {
    moved.clear();
    draw();
    show(assessment);
    ask();
  }

  return [
    h("p.hint", {}, t("what_if.hint")),
    rows,
    h("div.actions", {}, h("button.small", { type: "button", on: { click: reset } }, t("what_if.reset"))),
    result,
  ];
}

/** @param {any} assessment */
function surroundings({ context }) {
  return { industry: context.industry, company_size: context.company_size, budget_range: context.budget_range };
}
