/** The parts that an analysis is shown in, one's own and the sample's alike. */

import { fill, h } from "../ui/dom.js";
import { percent } from "../ui/format.js";
import { t, tidy } from "../texts/i18n.js";
import { beforeAfter, cashLine, tornado } from "./charts.js";
import { contradictions, markedText, questions, quotesOf, suggestions } from "./evidence.js";
import { advice, breakEven, headline, inputsTable, mark, missingNote, scenarioTable, working } from "./figures.js";
import { planProse, processProse, toolsProse } from "./prose.js";
import { whatIf } from "./what-if.js";

/**
 * What every analysis is shown with: verdict, figures, the person's own words, and the prose.
 * @param {any} analysis with `result` and `assessment`
 * @param {any} process whose description it is
 * @param {AbortSignal} signal
 * @param {object} [own]  what only the owner of an analysis has
 * @param {import("./evidence.js").Actions | null} [own.actions]
 * @param {(name: string) => import("../ui/dom.js").Child} [own.link]  to a missing input
 * @param {import("../ui/dom.js").Child} [own.overrides]
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
  ].filter(Boolean);
}

/** The figures of an assessment: scenarios, pictures, and what is opened to look closer. @param {any} assessment @param {string} currency @param {AbortSignal} signal */
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
        h("p.hint", {}, t("figure.working_hint", { version: assessment.formula_version })),
        working(assessment),
      ]),
    ),
  );
}

/** Buttons that lead to the sections: the address is taken by the route. @param {HTMLElement[]} sections */
export function sectionLinks(sections) {
  const lead = (/** @type {HTMLElement} */ section) => {
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
        { type: "button", on: { click: () => lead(section) } },
        section.getAttribute("aria-label") ?? section.querySelector("h2")?.textContent ?? "",
      ),
    ),
  );
}

/** A section of an analysis's words, where it has any. @param {string} title @param {any[]} content @param {string} lang */
function prose(title, content, lang) {
  return content.some(Boolean) && h("section.sheet.stack", {}, h("h2", {}, title), h("div.stack", { lang }, content));
}

/** What is drawn only once somebody opens it. @param {string} title @param {() => import("../ui/dom.js").Child} content */
function details(title, content) {
  const body = h("div.stack.details-body", {});
  return h(
    "details",
    {
      on: {
        toggle: (/** @type {Event} */ event) => {
          if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open && !body.hasChildNodes())
            fill(body, content());
        },
      },
    },
    h("summary", {}, title),
    body,
  );
}
