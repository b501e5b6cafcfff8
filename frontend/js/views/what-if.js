/** What if: sliders over an assessment's inputs, figures from the engine as they move. Nothing is stored. */

import { liveFigures } from "../api/live.js";
import { inputName, nestedInputs, READINESS } from "../state/inputs.js";
import { t, withNodes } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { wholeMoney } from "../ui/format.js";
import { announce } from "../ui/notices.js";
import { inputValue, scenarioTable } from "./figures.js";

/** @import { Assessment, EstimateBody, WhatIf } from "#types/models" */

const SLIDERS = [
  "runs",
  "minutes_per_run",
  "hourly_cost",
  "error_rate_percent",
  "build_cost",
  "monthly_licence",
  "review_minutes",
];
const MAXIMUM = { error_rate_percent: 50, review_minutes: 30 };

/**
 * @param {Assessment} assessment its inputs are where the sliders start
 * @param {string} currency
 * @param {AbortSignal} signal
 * @param {(figures: Assessment) => void} [shown] called with each answer
 */
export function whatIf(assessment, currency, signal, shown) {
  /** @type {Map<string, string>} */
  const moved = new Map();
  const result = h("div.stack", {}, scenarioTable(assessment, currency));
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
    const most = answer ? 5 : (MAXIMUM[/** @type {keyof typeof MAXIMUM} */ (name)] ?? Math.max(10, start * 3));
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

  /** @returns {EstimateBody} */
  function body() {
    const inputs = Object.entries(assessment.inputs).map(([name, { value }]) => [name, moved.get(name) ?? value]);
    const { industry, company_size, budget_range } = assessment.context;
    return {
      ...nestedInputs(Object.fromEntries(inputs)),
      fill_defaults: true,
      industry,
      company_size,
      budget_range,
      currency,
    };
  }

  /** @param {Assessment | WhatIf} figures */
  function show(figures) {
    fill(
      result,
      "verdict" in figures &&
        h("p", {}, withNodes("what_if.verdict", { verdict: h("b", {}, t(`verdict.${figures.verdict}`)) })),
      scenarioTable(figures, currency),
    );
    announce(t("what_if.now", { net: wholeMoney(figures.expected.net_savings_per_year, currency) }));
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
