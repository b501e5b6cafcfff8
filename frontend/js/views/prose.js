/** The texts of an analysis: problems, steps, tools, plan, risks. They are data; nothing in them is markup. */

import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { quotation } from "./evidence.js";
import { SCENARIOS } from "./figures.js";

/** @import { Child } from "#types/elements" */
/** @import { Result } from "#types/models" */

/** @param {string} title @param {Child} content */
const block = (title, content) => h("div.stack.block", {}, h("h3", {}, title), content);

/** Names in a row; none of them breaks across lines. @param {string[]} names */
const joined = (names) => names.map((name) => name.replaceAll(" ", "\u00a0")).join(", ");

/**
 * @template Item
 * @param {string} title
 * @param {Item[]} items
 * @param {(item: Item) => Child} each
 */
const list = (title, items, each) =>
  items.length > 0 &&
  block(
    title,
    h(
      "ul.plain",
      {},
      items.map((item) => h("li", {}, each(item))),
    ),
  );

/**
 * Where the effort goes and what each step should become.
 * @param {Result} result
 * @param {string} lang of the description
 */
export function processProse(result, lang) {
  return [
    list(t("result.problems"), result.problems, (it) => [it.problem, quotation(it.evidence, lang)]),
    result.steps.length > 0 &&
      block(
        t("result.steps"),
        h(
          "ol.flow",
          {},
          result.steps.map((step) =>
            h(
              "li",
              {},
              h(
                "div.flow-head",
                {},
                h("h4", {}, step.name),
                h(`span.badge.step-${step.verdict}`, {}, t(`step.${step.verdict}`)),
              ),
              h("p", {}, step.today),
              h("p", {}, step.why),
              !(step.evidence && step.today.includes(step.evidence.quote)) && quotation(step.evidence, lang),
              step.tool_names.length > 0 && h("p.hint", {}, t("result.with", { tools: joined(step.tool_names) })),
            ),
          ),
        ),
      ),
  ];
}

/** Recommended tools, variants and the comparison. @param {Result} result */
export function toolsProse(result) {
  return [
    result.tools.length > 0 &&
      block(
        t("result.tools"),
        h(
          "div.cards",
          {},
          result.tools.map((tool) =>
            h(
              "article.card",
              {},
              h(
                "h4",
                {},
                h("a", { href: tool.homepage, target: "_blank", rel: "noopener noreferrer" }, tool.name),
                tool.mentioned && h("span.mark.mark-suggested", {}, t("result.mentioned")),
              ),
              h("p", {}, tool.why),
              h("p", {}, tool.fit),
              tool.capabilities.length > 0 && h("p.hint", {}, tool.capabilities.join("\u00a0· ")),
              h("p.hint", {}, tool.vendor && h("b", {}, tool.vendor, ". "), tool.region, " ", tool.price),
            ),
          ),
        ),
      ),
    result.variants.length > 0 &&
      block(
        t("result.variants"),
        h(
          "div.cards",
          {},
          result.variants.map((it) =>
            h(
              "article.card",
              {},
              h("h4", {}, t(`variant.${it.level}`)),
              h("p", {}, it.description),
              h("p.hint", {}, joined(it.tool_names)),
            ),
          ),
        ),
      ),
    result.comparison.length > 0 &&
      block(
        t("result.comparison"),
        h(
          "div.scroll",
          { tabindex: "0", role: "group", "aria-label": t("result.comparison") },
          h(
            "table.ledger.words",
            {},
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ["tool", "strengths", "weaknesses", "best_for"].map((name) =>
                  h("th", { scope: "col" }, t(`result.${name}`)),
                ),
              ),
            ),
            h(
              "tbody",
              {},
              result.comparison.map((it) =>
                h(
                  "tr",
                  {},
                  h(
                    "th",
                    { scope: "row" },
                    h("a", { href: it.homepage, target: "_blank", rel: "noopener noreferrer" }, it.name),
                  ),
                  /** @type {const} */ (["strengths", "weaknesses", "best_for"]).map((name) =>
                    h("td", { data: { label: t(`result.${name}`) } }, it[name]),
                  ),
                ),
              ),
            ),
          ),
        ),
      ),
  ];
}

/** What to do, when, and what may go wrong. @param {Result} result */
export function planProse(result) {
  return [
    list(t("result.first_steps"), result.first_steps, (it) => it),
    result.roadmap.length > 0 &&
      block(
        t("result.roadmap"),
        h(
          "ol.roadmap",
          {},
          result.roadmap.map((it) =>
            h(
              "li",
              {},
              h(
                "div.flow-head",
                {},
                h("h4", {}, it.phase),
                h("span.badge", {}, t("result.weeks", { min: it.weeks.min, max: it.weeks.max })),
              ),
              h(
                "ul",
                {},
                it.actions.map((/** @type {string} */ action) => h("li", {}, action)),
              ),
            ),
          ),
        ),
      ),
    list(t("result.expected"), result.expected_results, (it) => it),
    list(t("result.risks"), result.risks, (it) => [h("b", {}, it.risk), h("p", {}, it.mitigation)]),
    list(t("result.monitoring"), result.monitoring, (it) => [h("b", {}, it.measure), h("p", {}, it.how)]),
    result.scenarios && block(t("result.scenarios"), scenarioTexts(result.scenarios)),
    result.sources.length > 0 &&
      block(
        t("result.sources"),
        h(
          "ul.plain",
          {},
          result.sources.map((it) =>
            h(
              "li",
              {},
              h("a", { href: it.url, target: "_blank", rel: "noopener noreferrer" }, it.title || it.url),
              (it.published || it.date) && h("span.hint", {}, ` ${it.published || it.date}`),
              it.claim && h("p", {}, it.claim),
            ),
          ),
        ),
      ),
  ];
}

/** @param {NonNullable<Result["scenarios"]>} scenarios */
function scenarioTexts(scenarios) {
  return h(
    "dl.scenario-words",
    {},
    SCENARIOS.filter((name) => scenarios[name]).map((name) => [
      h("dt", {}, t(`scenario.${name}`)),
      h("dd", {}, scenarios[name]),
    ]),
  );
}
