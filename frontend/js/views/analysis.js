/**
 * The sections of an analysis that nobody can decide on any more, an earlier version or a sample, and what all analyses
 * share.
 */

import { t, tidy } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { percent } from "../ui/format.js";
import { beforeAfter, cashLine, tornado } from "./charts.js";
import { contradictions, markedText, questions, quotesOf, suggestions } from "./evidence.js";
import { advice, breakEven, headline, inputsTable, mark, missingNote, scenarioTable, working } from "./figures.js";
import { planProse, processProse, toolsProse } from "./prose.js";
import { whatIf } from "./what-if.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment, FinishedAnalysis, Result } from "#types/models" */

/**
 * What an analysis is shown with; samples have no id.
 * @typedef {{ id?: string, description: string, language: string }} DescribedProcess
 */

/**
 * What every analysis is shown with: verdict, figures, the description with what was read from it, and the texts.
 * @param {Pick<FinishedAnalysis, "result" | "assessment">} analysis
 * @param {DescribedProcess} process
 * @param {AbortSignal} signal
 * @param {Child} [overrides]
 * @returns {HTMLElement[]}
 */
export function analysisSections({ result, assessment }, process, signal, overrides = null) {
  const { currency } = assessment;
  const words = tidy(result, result.language);
  return [
    h(
      "section.sheet.verdict.stack",
      { "aria-label": t("section.verdict") },
      h("p.verdict-text", { lang: result.language }, words.verdict),
      headline(assessment, currency),
      missingNote(assessment),
      h("p.summary-text", { lang: result.language }, words.summary),
      advice(assessment),
      overrides,
      h(
        "p.hint",
        {},
        t("foot.estimate"),
        " ",
        t("figure.defaults_share", { share: percent(assessment.defaults_share, 0) }),
      ),
    ),
    numbers(assessment, currency, signal).node,
    h(
      "section.sheet.stack",
      {},
      h("h2", {}, t("result.your_words")),
      markedText(process.description, quotesOf(result)),
      contradictions(result, process.language, currency),
      suggestions(result, process.language, currency),
      questions(words, process, currency, false),
    ),
    ...proseSections(result, process),
  ];
}

/**
 * The sections of an analysis's words: process, tools, plan, those that it has.
 * @param {Result} result
 * @param {DescribedProcess} process
 */
export function proseSections(result, process) {
  const words = tidy(result, result.language);
  return [
    prose(t("result.process"), processProse(words, process.language), result.language),
    prose(t("result.with_what"), toolsProse(words), result.language),
    prose(t("result.plan"), planProse(words), result.language),
  ].filter((section) => section !== null);
}

/**
 * The figures of an assessment: scenarios, pictures, and details to open. `show` puts other figures in, and leaves open
 * what is open.
 * @param {Assessment} assessment
 * @param {string} currency
 * @param {AbortSignal} signal
 */
export function numbers(assessment, currency, signal) {
  const head = h("div.stack", {});
  const sensitive = details(t("chart.tornado_title"), () => [
    tornado(assessment, currency),
    breakEven(assessment, currency),
  ]);
  const node = h(
    "section.sheet.stack",
    {},
    h("h2", {}, t("figure.heading")),
    head,
    h(
      "div.folds",
      {},
      details(t("what_if.title"), () => whatIf(assessment, currency, signal)),
      details(t("figure.inputs"), () => [
        h("p.hint", {}, t("figure.inputs_hint"), " ", mark("user"), " ", mark("default"), " ", mark("suggested")),
        inputsTable(assessment, currency),
      ]),
      sensitive,
      details(t("figure.working"), () => [
        h(
          "p.hint",
          {},
          t("figure.working_hint", { version: assessment.formula_version }),
          " ",
          h("a", { href: "#/method" }, t("method.title")),
        ),
        working(assessment),
      ]),
    ),
  );
  draw();
  return { node, show };

  /** @param {Assessment} changed */
  function show(changed) {
    assessment = changed;
    draw();
    for (const fold of node.querySelectorAll("details")) fold.dispatchEvent(new Event("redraw"));
  }

  function draw() {
    fill(
      head,
      scenarioTable(assessment, currency),
      h("div.pictures", {}, cashLine(assessment, currency), beforeAfter(assessment)),
    );
    sensitive.hidden = assessment.sensitivity.length === 0;
  }
}

/**
 * Buttons that scroll to the sections. They are no links: the hash of the address holds the route.
 * @param {HTMLElement[]} sections
 */
export function sectionLinks(sections) {
  const scrollTo = (/** @type {HTMLElement} */ section) => {
    section.setAttribute("tabindex", "-1");
    section.focus({ preventScroll: true });
    section.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };
  return h(
    "nav.sections",
    { "aria-label": t("sections") },
    sections.map((section) =>
      h(
        "button",
        { type: "button", on: { click: () => scrollTo(section) } },
        section.getAttribute("aria-label") ?? section.querySelector("h2")?.textContent ?? "",
      ),
    ),
  );
}

/**
 * A section of an analysis's words, where it has any.
 * @param {string} title
 * @param {Child[]} content
 * @param {string} lang
 */
function prose(title, content, lang) {
  return content.some(Boolean)
    ? h("section.sheet.stack", {}, h("h2", {}, title), h("div.stack", { lang }, content))
    : null;
}

/**
 * Content that is drawn when it is opened for the first time, and again when it is told to redraw.
 * @param {string} title
 * @param {() => Child} content
 */
function details(title, content) {
  const body = h("div.stack.details-body", {});
  const fold = h("details", {}, h("summary", {}, title), body);
  fold.addEventListener("toggle", () => {
    if (fold.open && !body.hasChildNodes()) fill(body, content());
  });
  fold.addEventListener("redraw", () => fill(body, fold.open && content()));
  return fold;
}
