/**
 * A process as it stands: verdict, figures, what was read from its text, and what its current analysis says. Decisions
 * are taken here, and what follows from them is shown in place.
 */

import { get, patch } from "../api/client.js";
import { decideFacts, readFacts as readAgain } from "../api/facts.js";
import { ApiProblem } from "../api/http.js";
import { rememberPlace } from "../state/navigation.js";
import { t, tidy } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { inPlace, markTyped } from "../ui/in-place.js";
import { announce, fail, toast } from "../ui/notices.js";
import { numbers, proseSections, sectionLinks } from "./analysis.js";
import { toDecide } from "./confirm.js";
import { markedText, questions, quotesOf, readFacts } from "./evidence.js";
import { advice, breakEven, missingNote } from "./figures.js";
import { overrides } from "./override.js";
import { figuresInWords, verdictHead } from "./verdict.js";

/** @import { Child } from "#types/elements" */
/** @import { Analysis, Decision, FinishedAnalysis, OverrideBody, Process } from "#types/models" */
/** @import { KnownFacts } from "../api/facts.js" */

/**
 * @param {object} given
 * @param {Process} given.process
 * @param {KnownFacts} given.facts
 * @param {FinishedAnalysis | null} given.analysis the current one
 * @param {AbortSignal} given.signal
 * @param {(name: string) => Child} given.link to a missing input
 * @param {(analysis: FinishedAnalysis) => HTMLElement} given.about
 */
export function currentView({ process, facts, analysis, signal, link, about }) {
  const { currency } = facts.assessment;
  const node = h("div.stack", { on: { input: (event) => markTyped(event) } });
  /** @type {Promise<void>} */
  let before = Promise.resolve();
  const verdict = h("section.sheet.verdict.stack", { "aria-label": t("section.verdict"), data: { key: "verdict" } });
  const figures = numbers(facts.assessment, currency, signal);
  const words = h("section.sheet.stack", { data: { key: "words" } });
  const asked = h("div.asked", {});
  const prose = h("div.stack", {});
  const end = h("div.stack", {}, analysis && about(analysis));
  const places = h("div.section-links", {});
  fill(node, places, verdict, figures.node, words, prose, end);
  draw();
  drawProse();

  return {
    node,
    /** What the next change of the process must name. */
    version: () => facts.version,
    /** @param {number} version of the process after a change that leaves the figures as they are */
    changed(version) {
      facts = { ...facts, version };
    },
  };

  function draw() {
    const { assessment } = facts;
    const known = assessment.hours_per_year !== null;
    fill(
      verdict,
      verdictHead(facts.figures, assessment, link),
      missingNote(assessment, link),
      toDecide(facts, process.language, decide),
      facts.figures.verdict.against && known && breakEven(assessment, currency),
      // The verdict has said already that it does not pay.
      advice({ ...assessment, advice: assessment.advice.filter((it) => it.code !== "negative_net") }),
      analysis && overrides(facts.figures.overrides, currency, override),
      h("p.hint", {}, !analysis && [t("process.first_figures_hint"), " "], t("foot.estimate")),
    );
    figures.node.hidden = !known;
    fill(
      words,
      h("h2", {}, t("result.your_words")),
      markedText(process.description, [
        ...(analysis ? quotesOf(analysis.result) : []),
        ...facts.items.filter((it) => it.state !== "rejected").flatMap((it) => it.quotes),
      ]),
      readFacts(facts, process.language, decide),
      asked,
    );
  }

  /** What the analyst wrote, filled with the figures in force. */
  function drawProse() {
    if (analysis) {
      const { result } = analysis;
      const said = tidy(result, result.language);
      fill(
        prose,
        h(
          "section.sheet.stack",
          {},
          h("h2", {}, t("result.in_words")),
          h("p.verdict-text", { lang: result.language }, said.verdict),
          h("p.summary-text", { lang: result.language }, said.summary),
        ),
        proseSections(result, process),
      );
      fill(asked, questions(said, process, currency, true));
    }
    const sections = [...node.querySelectorAll("section")].filter((it) => !it.hidden);
    fill(places, analysis && sectionLinks(sections));
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
    const answer = await patch(`/analyses/${id}`, { overrides: [wanted] });
    if (answer.figures && answer.assessment)
      facts = { ...facts, figures: answer.figures, assessment: answer.assessment };
    if (stillHere()) show();
  }

  /** @param {string} [message] */
  function show(message) {
    inPlace(node, () => {
      draw();
      figures.show(facts.assessment);
    });
    if (message) toast(message);
    else announce(figuresInWords(facts.figures));
  }

  /** The analysis's words follow the figures; they are fetched when the figures are already there. */
  async function follow() {
    if (!analysis) return;
    const shown = facts;
    /** @type {Analysis} */
    let read;
    try {
      read = await get(`/analyses/${analysis.id}`, { signal });
    } catch (error) {
      if (!signal.aborted) fail(error);
      return;
    }
    if (signal.aborted || facts !== shown || !read.result || !read.assessment) return;
    analysis = { ...read, result: read.result, assessment: read.assessment };
    inPlace(node, drawProse);
  }
}
