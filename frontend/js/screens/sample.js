/** A sample to look at without an account: a process, its analysis and its report. Nothing on it can be changed. */

import { open } from "../api.js";
import { h } from "../dom.js";
import { busy } from "../form.js";
import { percent } from "../format.js";
import { language, t } from "../i18n.js";
import { fail } from "../notices.js";
import { numbers, prose, sectionLinks } from "../views/analysis.js";
import { contradictions, markedText, questions, quotesOf, suggestions } from "../views/evidence.js";
import { advice, headline, missingNote } from "../views/figures.js";
import { planProse, processProse, toolsProse } from "../views/prose.js";
import { openFile } from "../views/report.js";

/** @param {import("../router.js").Place} place */
export default async function sampleScreen({ signal }) {
  const [sample] = (await open("GET", `/samples?language=${language}`, { signal })).items;
  const { result, assessment } = sample;
  const { currency } = assessment;
  const report = h("button.primary", { type: "button", on: { click: () => busy(report, async () => openFile(await open("GET", `/samples/${sample.slug}/report`))).catch(fail) } }, t("sample.report"));
  const sections = [
    h(
      "section.sheet.verdict.stack",
      { "aria-label": t("section.verdict") },
      h("p.verdict-text", {}, result.verdict),
      headline(assessment, currency),
      missingNote(assessment),
      h("p.summary-text", {}, result.summary),
      advice(assessment),
      h("p.hint", {}, t("foot.estimate"), " ", t("figure.defaults_share", { share: percent(assessment.defaults_share, 0) })),
    ),
    numbers(assessment, currency, signal),
    h(
      "section.sheet.stack",
      {},
      h("h2", {}, t("result.your_words")),
      markedText(sample.description, quotesOf(result)),
      contradictions(result, sample.language, currency, null),
      suggestions(result, sample.language, currency, null),
      questions(result, sample, currency, false),
    ),
    prose(t("result.process"), processProse(result, sample.language), result.language),
    prose(t("result.with_what"), toolsProse(result), result.language),
    prose(t("result.plan"), planProse(result), result.language),
  ].filter(Boolean);
  return {
    title: sample.title,
    node: h(
      "div.page.stack.analysis",
      {},
      h(
        "header.process-head",
        {},
        h("p.eyebrow", {}, t("sample.eyebrow")),
        h("h1", {}, sample.title),
        h("p.lead", {}, t("sample.lead")),
        h("div.actions", {}, report, h("a.button", { href: "#/new" }, t("try.own")), h("a.button.quiet", { href: "#/try" }, t("welcome.try"))),
      ),
      sectionLinks(sections),
      sections,
    ),
  };
}
