/** Two versions of an analysis side by side. */

import { get } from "../api.js";
import { h } from "../dom.js";
import { dateTime, hours, money, months, percent, UNKNOWN } from "../format.js";
import { t } from "../i18n.js";
import { inputName } from "../inputs.js";
import { inputValue } from "../views/figures.js";

/** @param {import("../router.js").Place} place */
export default async function compare({ params, signal }) {
  const [process, ...versions] = await Promise.all([get(`/processes/${params.id}`, { signal }), get(`/analyses/${params.a}`, { signal }), get(`/analyses/${params.b}`, { signal })]);
  const currency = process.assessment.currency;
  /** @type {[string, (assessment: any) => string][]} */
  const figures = [
    ["net_savings_per_year", (it) => money(it.expected.net_savings_per_year, currency)],
    ["hours_saved_per_year", (it) => hours(it.expected.hours_saved_per_year)],
    ["running_cost_per_year", (it) => money(it.expected.running_cost_per_year, currency)],
    ["first_year_roi_percent", (it) => percent(it.expected.first_year_roi_percent)],
    ["payback_months", (it) => (it.expected.net_savings_per_year === null ? UNKNOWN : months(it.expected.payback_months))],
    ["difficulty", (it) => t(`difficulty.${it.difficulty}`)],
  ];
  const names = [...new Set(versions.flatMap((version) => Object.keys(version.assessment.inputs)))];
  const value = (/** @type {any} */ version, /** @type {string} */ name) => version.assessment.inputs[name];
  const differing = names.filter((name) => value(versions[0], name)?.value !== value(versions[1], name)?.value);
  const heads = h("tr", {}, h("td", {}), versions.map((version) => h("th", { scope: "col" }, t("version.number", { version: version.version }), h("br"), dateTime(version.created_at))));
  return {
    title: t("compare.title"),
    nav: "processes",
    node: h(
      "div.page.stack",
      {},
      h("p.crumb", {}, h("a", { href: `#/process/${process.id}` }, process.title)),
      h("h1", {}, t("compare.title")),
      h("section.sheet.stack", {}, h("h2", {}, t("compare.figures")), h("table.ledger", {}, h("thead", {}, heads), h("tbody", {}, figures.map(([name, form]) => h("tr", {}, h("th", { scope: "row" }, t(`figure.${name}`)), versions.map((version) => h("td", {}, form(version.assessment)))))))),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("compare.inputs")),
        differing.length === 0
          ? h("p.hint", {}, t("compare.same_inputs"))
          : h(
              "table.ledger",
              {},
              h("thead", {}, heads.cloneNode(true)),
              h("tbody", {}, differing.map((name) => h("tr", {}, h("th", { scope: "row" }, inputName(name)), versions.map((version) => h("td", {}, value(version, name) ? inputValue(name, value(version, name).value, currency) : UNKNOWN))))),
            ),
      ),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("compare.words")),
        h("div.sides", {}, versions.map((version) => h("div.side", { lang: version.result.language }, h("h3", {}, t("version.number", { version: version.version })), h("p", {}, version.result.verdict), h("p", {}, version.result.summary)))),
      ),
    ),
  };
}
