/** The sections of an analysis, the user's and the sample's alike. */

import { t, tidy } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { percent } from "../ui/format.js";
import { beforeAfter, cashLine, tornado } from "./charts.js";
import { contradictions, markedText, questions, quotesOf, suggestions } from "./evidence.js";
import { advice, breakEven, headline, inputsTable, mark, missingNote, scenarioTable, working } from "./figures.js";
import { planProse, processProse, toolsProse } from "./prose.js";
import { whatIf } from "./what-if.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment, FinishedAnalysis } from "#types/models" */

/**
 * What an analysis is shown with; samples have no id.
 * @typedef {{ id?: string, description: string, language: string }} DescribedProcess
 */

/**
 * What every analysis is shown with: verdict, figures, the description with what was read from it, and the texts.
 * @param {Pick<FinishedAnalysis, "result" | "assessment">} analysis
 * @param {DescribedProcess} process
 * @param {AbortSignal} signal
 * @param {object} [own]  what only the owner of an analysis has
 * @param {import("./evidence.js").Actions | null} [own.actions]
 * @param {(name: string) => Child} [own.link]  to a missing input
 * @param {Child} [own.overrides]
 * @returns {HTMLElement[]}
 */
export function analysisSections(
  { result, assessment },
  process,
  signal,
  { actions = null, link, overrides = null } = {},
) {
  const { currency } = assessment;
  const words = tidy(result, result.language);
  return [
    h(
      "section.sheet.verdict.stack",
      { "aria-label": t("section.verdict") },
      h("p.verdict-text", { lang: result.language }, words.verdict),
      headline(assessment, currency),
      missingNote(assessment, link),
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
    numbers(assessment, currency, signal),
    h(
      "section.sheet.stack",
      {},
      h("h2", {}, t("result.your_words")),
      markedText(process.description, quotesOf(result)),
      contradictions(result, process.language, currency, actions),
      suggestions(result, process.language, currency, actions),
      questions(words, process, currency, actions !== null),
    ),
    prose(t("result.process"), processProse(words, process.language), result.language),
    prose(t("result.with_what"), toolsProse(words), result.language),
    prose(t("result.plan"), planProse(words), result.language),
  ].filter((section) => section !== null);
}

/**
 * The figures of an assessment: scenarios, pictures, and details to open.
 * @param {Assessment} assessment
 * @param {string} currency
 * @param {AbortSignal} signal
 */
export function numbers(assessment, currency, signal) {
  return h(
    "section.sheet.stack",
    {},
    h("h2", {}, t("figure.heading")),
    scenarioTable(assessment, currency),
    h("div.pictures", {}, cashLine(assessment, currency), beforeAfter(assessment)),
    h(
      "div.folds",
      {},
      details(t("what_if.title"), () => whatIf(assessment, currency, signal)),
      details(t("figure.inputs"), () => [
        h("p.hint", {}, t("figure.inputs_hint"), " ", mark("user"), " ", mark("default"), " ", mark("suggested")),
        inputsTable(assessment, currency),
      ]),
      assessment.sensitivity.length > 0 &&
        details(t("chart.tornado_title"), () => [tornado(assessment, currency), breakEven(assessment, currency)]),
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

/** Content that is drawn when it is opened for the first time. @param {string} title @param {() => Child} content */
function details(title, content) {
  const body = h("div.stack.details-body", {});
  return h(
    "details",
    {
      on: {
        toggle: (event) => {
          if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open && !body.hasChildNodes())
            fill(body, content());
        },
      },
    },
    h("summary", {}, title),
    body,
  );
}
