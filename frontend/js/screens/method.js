/**
 * How figures are computed: every formula with its symbols, the numbers it uses and where they come from. Formulas have
 * addresses of their own, such as `#/method?formula=cost_per_year`; no account is needed.
 */

import { open } from "../api/client.js";
import { formulaAddress } from "../state/navigation.js";
import { has, language, t, tidy } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { asGiven, date, hours, money, number, percent, UNKNOWN } from "../ui/format.js";
import { sectionLinks } from "../views/analysis.js";

/** @import { Child } from "#types/elements" */
/** @import { Method, NamedNumber, ReferenceTable, ShownFormula } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

// A symbol, or the name of a formula, in the written form of another.
const SYMBOL = /([a-z]+(?:[_.][a-z]+)*)/;
// Groups of the table of defaults that hold amounts.
const MONEY = new Set(["hourly_cost", "monthly_licence", "build_cost"]);

/** @param {Place} place */
export default async function methodScreen({ query, signal }) {
  const method = tidy(await open("GET", "/formulas", { signal }), language);
  const titles = new Map(method.formulas.map((it) => [it.name, it.title]));
  /** @type {Map<string, string>} */
  const words = new Map(method.inputs.map((it) => [it.name, it.words]));
  for (const it of method.formulas) for (const symbol of it.symbols) words.set(symbol.stands_for, symbol.words);
  const periods = new Map(method.periods.map((it) => [it.name, it.words]));
  const defaults = new Map(method.defaults.map((it) => [it.name, it.value]));
  const sections = [
    rules(),
    inputs(),
    formulas(),
    numbers(),
    ownDefaults(),
    reference(),
    section(
      t("method.not_computed"),
      h(
        "ul.plain",
        {},
        method.not_computed.map((it) => h("li", {}, it)),
      ),
    ),
  ];
  const wanted = query.get("formula");
  if (wanted) requestAnimationFrame(() => reach(wanted));
  return {
    title: t("method.title"),
    node: h(
      "div.page.stack.analysis.method",
      {},
      h(
        "header.process-head",
        {},
        h("h1", {}, t("method.title")),
        h("p.lead", {}, t("method.lead")),
        h(
          "p.meta",
          {},
          h("span", {}, t("method.formula_version", { version: method.formula_version })),
          h("span", {}, t("method.reviewed", { day: date(method.method_as_of) })),
          h("span", {}, t("method.reference_version", { version: method.reference_version })),
        ),
      ),
      sectionLinks(sections),
      sections,
    ),
  };

  function rules() {
    return section(
      t("method.rules"),
      h(
        "dl.rules",
        {},
        method.rules.map((it) => h("div", {}, h("dt", {}, it.title), h("dd", {}, it.words))),
      ),
    );
  }

  function inputs() {
    const heads = [t("figure.input"), t("method.unit"), t("method.default"), t("method.example")];
    return section(
      t("method.inputs"),
      h("p.hint", {}, t("method.inputs_hint", { currency: method.currency })),
      wordTable(
        t("method.inputs"),
        heads,
        method.inputs.map((it) => [
          [it.words, symbolName(it.name)],
          it.unit_name,
          inputValue(it.name, defaults.get(it.name)) ?? t("method.none"),
          inputValue(it.name, it.example) ?? t("method.as_default"),
        ]),
      ),
    );
  }

  function formulas() {
    return section(
      t("method.formulas"),
      h("p.hint", {}, t("method.formulas_hint")),
      h(
        "nav",
        { "aria-label": t("method.index") },
        h(
          "ol.index",
          {},
          method.formulas.map((it) => h("li", {}, formulaLink(it.name, it.title))),
        ),
      ),
      method.formulas.map(formula),
    );
  }

  /** @param {ShownFormula} it */
  function formula(it) {
    const id = formulaId(it.name);
    const needs = it.needs.map((name) => words.get(name) ?? name).join("; ");
    return h(
      "article.method-formula",
      { "aria-labelledby": id },
      h(
        "div.method-words",
        {},
        h("h3", { id, tabindex: "-1" }, it.title),
        h("p.sentence", {}, it.words, "."),
        h("p.hint", {}, t("method.result", { unit: result(it) })),
        needs && h("p.hint", {}, t("method.needs", { names: needs })),
      ),
      h(
        "div.method-sums",
        {},
        h("p.equation", {}, h("b", {}, broken(it.name)), " = ", equation(it)),
        h(
          "dl.symbols",
          {},
          it.symbols.map((symbol) =>
            h(
              "div",
              {},
              h("dt", {}, symbolName(symbol.symbol)),
              h(
                "dd",
                {},
                titles.has(symbol.stands_for) ? formulaLink(symbol.stands_for, symbol.words) : symbol.words,
                h("span.hint", {}, `${symbol.unit_name} · ${t(`method.kind.${symbol.kind}`)}`),
              ),
            ),
          ),
        ),
        h("p.method-example", {}, h("span.hint", {}, t("method.example_of")), " ", it.example),
      ),
    );
  }

  /** What a formula is written as; the names of other formulas lead to them. @param {ShownFormula} it */
  function equation(it) {
    const sources = new Map(it.symbols.map((symbol) => [symbol.symbol, symbol.stands_for]));
    return it.written.split(SYMBOL).map((part) => {
      const source = sources.get(part) ?? part;
      if (titles.has(source) && source !== it.name) return formulaLink(source, broken(part));
      return sources.has(part) ? h("var", {}, broken(part)) : part;
    });
  }

  /** Unit and decimals of a result. @param {ShownFormula} it */
  function result(it) {
    const places =
      it.places > 0
        ? t("method.places", { count: it.places })
        : it.unit !== "level" && it.unit !== "months" && t("method.whole");
    return [it.unit_name, places, it.per_scenario && t("method.per_scenario")].filter(Boolean).join(", ");
  }

  /** @param {string} name @param {Child} content */
  function formulaLink(name, content) {
    const href = formulaAddress(name);
    return h("a", { href, on: { click: (event) => goTo(/** @type {MouseEvent} */ (event), name, href) } }, content);
  }

  function numbers() {
    return section(
      t("method.numbers"),
      h(
        "div.method-tables",
        {},
        titled(
          t("method.scenarios"),
          numberTable(
            t("method.scenarios"),
            [t("method.scenario"), t("method.factor"), t("method.adoption")],
            method.scenarios.map((it) => [it.title, asGiven(it.factor), asGiven(it.adoption)]),
          ),
        ),
        titled(
          t("method.limits"),
          numberTable(
            t("method.limits"),
            [t("method.limit"), t("figure.value")],
            method.limits.map((it) => [[it.words, unitHint(it)], limitValue(it)]),
          ),
        ),
        titled(
          t("method.weights"),
          numberTable(
            t("method.weights"),
            [t("method.answer"), t("method.weight")],
            method.weights.map((it) => [[it.words, symbolName(`readiness.${it.name}`)], asGiven(it.value)]),
          ),
        ),
        titled(
          t("method.periods"),
          numberTable(
            t("method.periods"),
            [t("method.frequency"), t("method.times")],
            method.periods.map((it) => [
              it.words,
              it.name === "daily" ? (words.get("working_days") ?? number(it.value)) : number(it.value),
            ]),
          ),
        ),
      ),
    );
  }

  function ownDefaults() {
    return section(
      t("method.defaults"),
      h("p.hint", {}, t("method.defaults_hint")),
      wordTable(
        t("method.defaults"),
        [t("figure.input"), t("figure.value"), t("method.as_of"), t("method.source")],
        method.defaults.map((it) => [
          [it.words, symbolName(it.name)],
          inputValue(it.name, it.value),
          h("span.day", {}, date(it.as_of)),
          h("span.long", {}, it.source),
        ]),
      ),
    );
  }

  function reference() {
    return section(
      t("method.reference"),
      h("p", {}, t("method.reference_hint"), " ", method.reference_about),
      h("div.method-tables", {}, method.reference.map(referenceTable)),
      titled(
        t("method.plausible"),
        h("p.hint", {}, method.plausible_source),
        wordTable(
          t("method.plausible"),
          [t("figure.input"), t("method.answers"), t("method.typical")],
          method.plausible.map((it) => [
            words.get(it.name) ?? it.name,
            it.answers.map((answer) => inputValue(it.name, answer)).join("; "),
            inputValue(it.name, it.typical) ?? UNKNOWN,
          ]),
        ),
      ),
    );
  }

  /** @param {ReferenceTable} group */
  function referenceTable(group) {
    return titled(
      group.title,
      h("p.hint", {}, group.source, " ", t("method.as_of_day", { day: date(group.as_of) })),
      numberTable(
        group.title,
        [t("method.for"), t("figure.value")],
        Object.entries(group.values).map(([code, value]) => [
          codeName(group.name, code),
          referenceValue(group.name, code, value),
        ]),
      ),
    );
  }

  /** @param {string} group @param {string} code @param {string} value */
  function referenceValue(group, code, value) {
    if (code === "percent") return percent(value, 2, true);
    if (code === "hours_per_day") return hours(value, 0);
    return MONEY.has(group) ? money(value, method.currency) : asGiven(value);
  }

  /**
   * An input's value as readers write it; undefined where there is none.
   * @param {string} name
   * @param {string | null | undefined} value
   */
  function inputValue(name, value) {
    if (value === null || value === undefined) return undefined;
    return name === "frequency" ? (periods.get(value) ?? value) : number(value);
  }
}

/** @param {string} title @param {...Child} content */
const section = (title, ...content) => h("section.sheet.stack", {}, h("h2", {}, title), content);

/** @param {string} title @param {...Child} content */
const titled = (title, ...content) => h("div.stack.block", {}, h("h3", {}, title), content);

/**
 * A table of words; on a narrow screen each row becomes a list.
 * @param {string} title
 * @param {string[]} heads
 * @param {Child[][]} rows
 */
const wordTable = (title, heads, rows) => table("table.ledger.words", title, heads, rows);

/** A table of numbers. @param {string} title @param {string[]} heads @param {Child[][]} rows */
const numberTable = (title, heads, rows) => table("table.ledger", title, heads, rows);

/**
 * @param {"table.ledger" | "table.ledger.words"} tag
 * @param {string} title for screen readers
 * @param {string[]} heads
 * @param {Child[][]} rows
 */
function table(tag, title, heads, rows) {
  return h(
    tag,
    {},
    h("caption.sr", {}, title),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((head) => h("th", { scope: "col" }, head)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map(([first, ...others]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, h("span.sentence", {}, first)),
          others.map((cell, index) => h("td", { data: { label: heads[index + 1] } }, cell)),
        ),
      ),
    ),
  );
}

/** The name that an input or a symbol has in formulas, files and the API. @param {string} name */
const symbolName = (name) => h("code", {}, broken(name));

/** A name that may be broken after its underscores and dots. @param {string} name */
const broken = (name) => name.split(/(?<=[_.])/).map((part) => [part, h("wbr", {})]);

/** @param {NamedNumber} it */
const unitHint = ({ unit, unit_name: name }) => unit !== "percent" && unit !== "number" && h("span.hint", {}, name);

/** @param {NamedNumber} it */
const limitValue = ({ unit, value }) => (unit === "percent" ? percent(value, 2, true) : number(value));

/** What a value of the table of defaults is for. @param {string} group @param {string} code */
function codeName(group, code) {
  if (group === "hourly_cost") {
    const [country, industry] = code.split(".");
    const region = new Intl.DisplayNames(language, { type: "region" }).of(country);
    return `${t(`industry.${industry}`)} (${region})`;
  }
  const key = { monthly_licence: "budget", build_cost: "difficulty" }[group] ?? "";
  const known = [`${key}.${code}`, `method.for.${code}`].find(has);
  return known ? t(known) : code;
}

/** @param {string} name */
const formulaId = (name) => `formula-${name}`;

/** Show a formula; screen readers go on reading from its title. @param {string} name */
function reach(name) {
  const title = document.getElementById(formulaId(name));
  title?.focus({ preventScroll: true });
  title?.scrollIntoView();
}

/**
 * Go to a formula without loading the screen again; the way back leads to where the link was.
 * @param {MouseEvent} event
 * @param {string} name
 * @param {string} href
 */
function goTo(event, name, href) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", href);
  reach(name);
}
