/**
 * The tabs of an analysis that nobody can decide on any more, an earlier version or a sample, and what all analyses
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
/** @import { Tab } from "./tabs.js" */

/**
 * What an analysis is shown with; samples have no id.
 * @typedef {{ id?: string, description: string, language: string }} DescribedProcess
 */

/**
 * The tabs of an analysis that nobody can decide on: verdict, figures, the description with what was read, its texts.
 * @param {Pick<FinishedAnalysis, "result" | "assessment">} analysis
 * @param {DescribedProcess} process
 * @param {AbortSignal} signal
 * @param {Child} [overrides]
 * @returns {Tab[]}
 */
export function analysisTabs({ result, assessment }, process, signal, overrides = null) {
  const { currency } = assessment;
  const words = tidy(result, result.language);
  const answer = h(
    "section.sheet.verdict.stack",
    {},
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
  );
  const evidence = h(
    "section.sheet.stack",
    {},
    h("h2.sr", {}, t("tab.evidence")),
    markedText(process.description, quotesOf(result)),
    contradictions(result, process.language, currency),
    suggestions(result, process.language, currency),
    questions(words, process, currency, false),
  );
  return [
    { name: "", title: t("tab.answer"), node: answer },
    { name: "figures", title: t("tab.figures"), node: numbers(assessment, currency, signal).node },
    { name: "evidence", title: t("tab.evidence"), node: evidence },
    ...proseTabs(result, process),
  ];
}

/**
 * The tabs of an analysis's words: plan and tools, those that it has.
 * @param {Result} result
 * @param {DescribedProcess} process
 * @param {Child} [before] stands above the plan
 * @returns {Tab[]}
 */
export function proseTabs(result, process, before = null) {
  const words = tidy(result, result.language);
  const prose = (/** @type {string} */ name, /** @type {Child[]} */ content, /** @type {Child} */ above = null) => {
    const title = t(`tab.${name}`);
    const node =
      content.some(Boolean) || above
        ? h("section.sheet.stack", {}, h("h2.sr", {}, title), above, h("div.prose", { lang: result.language }, content))
        : null;
    return { name, title, node };
  };
  return [
    prose("plan", [...processProse(words, process.language), ...planProse(words)], before),
    prose("tools", toolsProse(words)),
  ];
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
    h("h2.sr", {}, t("figure.heading")),
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
