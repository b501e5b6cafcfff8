/**
 * A process as it stands, in tabs: the answer, figures, evidence, plan, tools, history. Decisions are taken here, and
 * what follows from them is shown in place, as is an analysis that arrives.
 */

import { get, patch } from "../api/client.js";
import { decideFacts, readFacts as readAgain } from "../api/facts.js";
import { ApiProblem } from "../api/http.js";
import { rememberPlace } from "../state/navigation.js";
import { t, tidy } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { inPlace } from "../ui/in-place.js";
import { announce, fail, toast } from "../ui/notices.js";
import { numbers, proseTabs } from "./analysis.js";
import { missingFields, toDecide } from "./confirm.js";
import { questions, quotesOf } from "./evidence.js";
import { advice, breakEven } from "./figures.js";
import { overrides } from "./override.js";
import { review } from "./review.js";
import { tabs } from "./tabs.js";
import { figuresInWords, nextStep, verdictHead } from "./verdict.js";

/** @import { Child } from "#types/elements" */
/** @import { Analysis, Decision, FinishedAnalysis, OverrideBody, Process } from "#types/models" */
/** @import { KnownFacts } from "../api/facts.js" */
/** @import { Tab } from "./tabs.js" */

/**
 * @typedef {object} Known
 * @property {Process} process
 * @property {KnownFacts} facts
 * @property {FinishedAnalysis | null} analysis the current one
 */

/**
 * @param {object} given
 * @param {Known} given.known
 * @param {string} given.base address of the process
 * @param {string | undefined} given.tab
 * @param {AbortSignal} given.signal
 * @param {(name: string) => Child} given.link to an input
 * @param {() => void} given.ask for an analysis
 * @param {() => void} given.report asks for one
 * @param {(known: Known) => Child} given.past what the history holds
 */
export function currentView({ known: { process, facts, analysis }, base, tab, signal, link, ask, report, past }) {
  /** @type {Promise<void>} */
  let before = Promise.resolve();
  const answer = h("section.sheet.verdict.answer", { data: { key: "verdict" } });
  const figures = numbers(facts.assessment, facts.assessment.currency, signal);
  const byHand = h("div", {});
  const reading = review(decide);
  const asked = h("div.asked", {});
  const evidence = h("section.sheet.stack", { data: { key: "words" } }, reading.node, asked);
  const history = h("section.sheet.stack", {});
  figures.node.append(byHand);
  draw();
  const shown = tabs(base, list(), tab);

  return {
    node: shown.node,
    open: shown.open,
    /** What the next change of the process must name. */
    version: () => facts.version,
    /** @param {number} version of the process after a change that leaves the figures as they are */
    changed(version) {
      facts = { ...facts, version };
    },
    arrived,
  };

  /** @returns {Tab[]} */
  function list() {
    return [
      { name: "", title: t("tab.answer"), node: answer },
      {
        name: "figures",
        title: t("tab.figures"),
        node: facts.assessment.hours_per_year === null ? null : figures.node,
      },
      { name: "evidence", title: t("tab.evidence"), node: evidence },
      ...prose(),
      { name: "history", title: t("tab.history"), node: history },
    ];
  }

  function draw() {
    const { assessment } = facts;
    const { currency } = assessment;
    const known = assessment.hours_per_year !== null;
    const open = [missingFields(assessment, decide), toDecide(facts, process.language, decide)];
    fill(
      answer,
      h(
        "div.stack",
        {},
        verdictHead(facts.figures, assessment, link),
        nextStep({ facts, analysis, base, ask, report }),
      ),
      h("div.stack", {}, open),
      h(
        "div.stack",
        {},
        facts.figures.verdict.against && known && breakEven(assessment, currency),
        // The verdict has said already that it does not pay.
        advice({ ...assessment, advice: assessment.advice.filter((it) => it.code !== "negative_net") }),
        h("p.hint", {}, !analysis && [t("process.first_figures_hint"), " "], t("foot.estimate")),
      ),
    );
    fill(byHand, overrides(facts.figures.overrides, currency, analysis && override));
    reading.show(
      { text: process.description, lang: process.language, facts },
      analysis ? quotesOf(analysis.result) : [],
    );
    fill(asked, analysis && questions(tidy(analysis.result, analysis.result.language), process, currency, true));
    fill(history, past({ process, facts, analysis }));
  }

  /** What the analyst wrote, filled with the figures in force. */
  function prose() {
    if (!analysis) return [];
    const { result } = analysis;
    const said = tidy(result, result.language);
    const words = h(
      "div.stack",
      { lang: result.language },
      h("p.verdict-text", {}, said.verdict),
      h("p.summary-text", {}, said.summary),
    );
    return proseTabs(result, process, words);
  }

  /** One decision at a time: each names the version that the one before has left. @param {Decision[]} decisions */
  function decide(decisions) {
    const taken = before.then(() => take(decisions));
    before = taken.catch(() => undefined);
    return taken;
  }

  /** @param {Decision[]} decisions */
  async function take(decisions) {
    const stillHere = rememberPlace();
    let message;
    try {
      facts = await decideFacts(process.id, facts.version, decisions);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
      [process, facts] = await Promise.all([get(`/processes/${process.id}`), readAgain(process.id)]);
      message = t("confirm.changed_elsewhere");
    }
    if (!stillHere()) return;
    show(message);
    follow();
  }

  /** @param {OverrideBody} wanted */
  async function override(wanted) {
    const stillHere = rememberPlace();
    const { id } = /** @type {FinishedAnalysis} */ (analysis);
    const changed = await patch(`/analyses/${id}`, { overrides: [wanted] });
    if (changed.figures && changed.assessment)
      facts = { ...facts, figures: changed.figures, assessment: changed.assessment };
    if (stillHere()) show();
  }

  /** @param {string} [message] */
  function show(message) {
    inPlace(shown.node, () => {
      draw();
      figures.show(facts.assessment);
      shown.show(list());
    });
    if (message) toast(message);
    else announce(figuresInWords(facts.figures));
  }

  /** Show what an analysis that has ended left. @param {Known} known */
  function arrived(known) {
    ({ process, facts, analysis } = known);
    show();
  }

  /** The analysis's words follow the figures; they are fetched when the figures are already there. */
  async function follow() {
    if (!analysis) return;
    const decided = facts;
    /** @type {Analysis} */
    let read;
    try {
      read = await get(`/analyses/${analysis.id}`, { signal });
    } catch (error) {
      if (!signal.aborted) fail(error);
      return;
    }
    if (signal.aborted || facts !== decided || !read.result || !read.assessment) return;
    analysis = { ...read, result: read.result, assessment: read.assessment };
    inPlace(shown.node, () => shown.show(list()));
  }
}
