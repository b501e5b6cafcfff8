/** The live figures beside the form. */

import { ApiProblem } from "../api/http.js";
import { has, t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { problemText } from "../ui/form.js";
import { hours, months, number, percent, UNKNOWN, wholeMoney } from "../ui/format.js";
import { missingNote } from "./figures.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment } from "#types/models" */

/**
 * @param {(name: string) => Child} link link to a missing input
 * @returns {{ node: HTMLElement, show: (figures: Assessment) => void, failed: (error: unknown) => void }}
 */
export function figuresPanel(link) {
  const body = h("div.stack", {});
  const spoken = h("p.sr", { role: "status" });
  const node = h(
    "aside.panel",
    { "aria-label": t("panel.title") },
    h("h2", {}, t("panel.title")),
    body,
    spoken,
    h("p.hint.fine", {}, t("foot.estimate")),
  );

  /** @param {Assessment} figures */
  function show(figures) {
    const { expected, currency } = figures;
    const now =
      figures.hours_per_year === null
        ? ""
        : t("what_if.now", { net: wholeMoney(expected.net_savings_per_year, currency) });
    if (spoken.textContent !== now) fill(spoken, now);
    const row = (/** @type {string} */ label, /** @type {string} */ value, strong = false) =>
      h(strong ? "div.panel-row.panel-strong" : "div.panel-row", {}, h("dt", {}, label), h("dd", {}, value));
    if (figures.hours_per_year === null) {
      fill(body, h("p", {}, t("panel.empty")), missingNote(figures, link));
      return;
    }
    fill(
      body,
      h(
        "dl",
        {},
        row(t("panel.cost_today"), wholeMoney(figures.cost_per_year, currency), true),
        row(t("panel.hours_today"), hours(figures.hours_per_year, 0)),
        row(t("panel.net"), wholeMoney(expected.net_savings_per_year, currency), true),
        row(t("panel.payback"), expected.net_savings_per_year === null ? UNKNOWN : months(expected.payback_months)),
        row(t("panel.potential"), percent(figures.potential, 0)),
        row(t("panel.ease"), `${number(figures.ease)} · ${t(`difficulty.${figures.difficulty}`)}`),
      ),
      missingNote(figures, link),
      h("p.hint", {}, t("figure.defaults_share", { share: percent(figures.defaults_share, 0) })),
    );
  }

  /** Replaces figures that no longer fit what is typed. @param {unknown} error */
  function failed(error) {
    const faults = error instanceof ApiProblem ? error.errors : [];
    fill(
      body,
      h("p", {}, faults.length ? t("panel.failed") : problemText(error)),
      faults.map((fault) => fieldFault(fault.pointer.slice(1).replaceAll("/", "."), fault.message)),
    );
  }

  /** @param {string} name @param {string} message */
  function fieldFault(name, message) {
    return h("p.hint", {}, has(`input.${name}`) ? link(name) : name, ": ", message);
  }

  return { node, show, failed };
}
