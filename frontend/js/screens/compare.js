/** Two versions of an analysis side by side. */

import { get } from "../api/client.js";
import { inputName } from "../state/inputs.js";
import { has, t, tidy } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { dateTime, number, UNKNOWN } from "../ui/format.js";
import { figureText, inputValue, mark } from "../views/figures.js";

/** @import { AnalysisSummary, ListChange } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function compare({ params, signal }) {
  const [process, both] = await Promise.all([
    get(`/processes/${params.id}`, { signal }),
    get(`/analyses/${params.a}/compare/${params.b}`, { signal }),
  ]);
  const currency = process.assessment.currency;
  const name = (/** @type {AnalysisSummary} */ version) => t("version.number", { version: String(version.version) });
  const heads = (/** @type {boolean} */ change) =>
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, h("span.sr", {}, t("figure.input"))),
        [both.a, both.b].map((version) =>
          h("th", { scope: "col" }, name(version), h("br"), dateTime(version.created_at)),
        ),
        change && h("th", { scope: "col" }, t("compare.change")),
      ),
    );
  const lists = both.lists.filter((it) => it.only_a.length || it.only_b.length);
  const side = (/** @type {AnalysisSummary} */ version, /** @type {"a" | "b"} */ key) =>
    h(
      "div.side",
      { lang: version.language },
      h("h3", {}, name(version)),
      h("p", {}, tidy(both.verdict[key], version.language)),
      h("p", {}, tidy(both.summary[key], version.language)),
      lists.map((it) => only(it, it[`only_${key}`])),
    );
  return {
    title: t("compare.title"),
    nav: "processes",
    node: h(
      "div.page.stack",
      {},
      h("p.crumb", {}, h("a", { href: `#/process/${process.id}` }, process.title)),
      h("h1", {}, t("compare.title")),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("compare.figures")),
        h(
          "div.scroll",
          { tabindex: "0", role: "group", "aria-label": t("compare.figures") },
          h(
            "table.ledger.scenarios",
            {},
            heads(true),
            h(
              "tbody",
              {},
              both.figures.map((it) =>
                h(
                  "tr",
                  {},
                  h("th", { scope: "row" }, t(`figure.${it.figure}`)),
                  h("td", {}, figureText(it.figure, it.a, currency)),
                  h("td", {}, figureText(it.figure, it.b, currency)),
                  h("td", {}, it.change === null ? "" : number(it.change, 2, true)),
                ),
              ),
            ),
          ),
        ),
      ),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("compare.inputs")),
        both.inputs.length === 0
          ? h("p.hint", {}, t("compare.same_inputs"))
          : h(
              "table.ledger.scenarios",
              {},
              heads(false),
              h(
                "tbody",
                {},
                both.inputs.map((it) =>
                  h(
                    "tr",
                    {},
                    h("th", { scope: "row" }, inputName(it.field)),
                    inputCell(it.field, it.a, it.a_provenance),
                    inputCell(it.field, it.b, it.b_provenance),
                  ),
                ),
              ),
            ),
      ),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("compare.words")),
        h("div.sides", {}, side(both.a, "a"), side(both.b, "b")),
      ),
    ),
  };

  /** @param {string} field @param {string | null} value @param {string | null} provenance */
  function inputCell(field, value, provenance) {
    return h("td", {}, value === null ? UNKNOWN : [inputValue(field, value, currency), provenance && mark(provenance)]);
  }
}

/** @param {ListChange} list @param {string[]} items */
function only(list, items) {
  if (items.length === 0) return null;
  const title = has(`result.${list.section}`) ? t(`result.${list.section}`) : t("evidence.questions");
  return [
    h("h4", {}, t("compare.only", { what: title })),
    h(
      "ul.plain",
      {},
      items.map((item) => h("li", {}, item)),
    ),
  ];
}
