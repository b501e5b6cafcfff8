/** The verdict and the figures in force at the head of a process: what to do, what it comes to, how sure that is. */

import { language, t, tidy } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { hours, months, number, roughHours, roughMoney, UNKNOWN, wholeMoney } from "../ui/format.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment, Facts, Figures, FinishedAnalysis, HeadlineFigure } from "#types/models" */

/** @param {Figures} figures @param {Assessment} assessment @param {(name: string) => Child} link to an input */
export function verdictHead(figures, assessment, link) {
  const { verdict } = figures;
  return [
    h(
      "div.verdict-head",
      {},
      h("h2.verdict-name", {}, verdict.set_by_hand ?? verdict.name),
      verdict.set_by_hand === null &&
        !verdict.firm &&
        verdict.code !== "not_enough_known" &&
        h("span.badge.badge-warn", {}, t("verdict.not_firm")),
    ),
    verdict.set_by_hand === null
      ? h("p.verdict-sentence", {}, tidy(verdict.sentence, language))
      : h("p.hint", {}, byHand(verdict.name, reasonOf(figures, "verdict"))),
    headlineFigures(figures, assessment),
    figures.implausible && h("p.note.note-warn", {}, t("verdict.implausible"), " ", link("build_cost")),
  ];
}

/** @param {Figures} figures @param {Assessment} assessment */
function headlineFigures(figures, assessment) {
  const { currency } = assessment;
  const by = Object.fromEntries(figures.headline.map((it) => [it.field, it]));
  if (by.hours_per_year.value === null) return null;
  const net = by.net_savings_per_year;
  // Of figures that rest on assumptions, the range says more than one number.
  const range =
    figures.range && roughMoney(figures.range.low, currency) !== roughMoney(figures.range.high, currency)
      ? figures.range_text
      : null;
  const leads = figures.confidence.rough && !net.set_by_hand && range !== null;
  const ease = t("figure.ease_points", { points: number(assessment.ease) });
  const effort = `${t(`difficulty.${assessment.difficulty}`)} · ${ease}`;
  return [
    h(
      "dl.figures.headline",
      {},
      leads
        ? item(t("figure.net_savings_per_year"), range, net, [t("figure.expected", { figure: net.text })], true)
        : item(t("figure.net"), net.text, net, [!net.set_by_hand && range], true),
      item(t("figure.hours_saved"), by.hours_saved_per_year.text, by.hours_saved_per_year, []),
      item(t("figure.payback"), by.payback_months.text, by.payback_months, [effort]),
    ),
    h("p.today", {}, t("figure.today"), " ", today(by.hours_per_year), ", ", today(by.cost_per_year), "."),
  ];

  /** @param {HeadlineFigure} it */
  function computed(it) {
    const { rough } = figures.confidence;
    if (it.field === "payback_months") return months(it.computed === null ? null : Number(it.computed));
    if (it.field.includes("hours")) return rough ? roughHours(it.computed) : hours(it.computed, 0);
    return (rough ? roughMoney : wholeMoney)(it.computed, currency);
  }

  /** @param {string} label @param {Child} value @param {HeadlineFigure} it @param {Child[]} notes */
  function item(label, value, it, notes, strong = false) {
    const lines = [
      it.set_by_hand && byHand(computed(it), it.reason),
      ...notes,
      strong && tidy(figures.confidence.text, language),
    ];
    return h(
      strong
        ? Number(it.value) < 0
          ? "div.figure.figure-strong.figure-loss"
          : "div.figure.figure-strong"
        : "div.figure",
      { data: { figure: it.field } },
      h("dt", {}, label),
      h("dd", {}, value),
      lines.filter(Boolean).map((line) => h("dd.figure-note", {}, line)),
    );
  }

  /** @param {HeadlineFigure} it */
  function today(it) {
    return h(
      "span",
      { data: { figure: it.field } },
      h("b", {}, it.text),
      it.set_by_hand && ` (${byHand(computed(it), it.reason)})`,
    );
  }
}

/**
 * What to do next: one thing, and where it is done.
 * @param {object} given
 * @param {Facts} given.facts
 * @param {FinishedAnalysis | null} given.analysis
 * @param {string} given.base address of the process
 * @param {() => void} given.ask for an analysis
 * @param {() => void} given.report asks for one
 */
export function nextStep({ facts: { figures }, analysis, base, ask, report }) {
  const waiting = figures.to_confirm.length + figures.open.length;
  const button = (/** @type {string} */ key, /** @type {() => void} */ act) =>
    h("button.primary", { type: "button", data: { key: `next-${key}` }, on: { click: act } }, t(`next.${key}`));
  const link = (/** @type {string} */ key, /** @type {string} */ tab) =>
    h("a.button", { href: `${base}/${tab}`, data: { key: `next-${key}` } }, t(`next.${key}`));
  const unknown = figures.verdict.code === "not_enough_known";
  const [text, ...actions] = unknown
    ? [t("next.unknown")]
    : !analysis
      ? [t("next.unread"), button("analyse", ask)]
      : waiting > 0
        ? [t("next.confirm", { count: waiting }), link("plan", "plan")]
        : figures.verdict.against
          ? [t("next.against"), link("by_hand", "plan")]
          : [t("next.firm"), button("report", report), link("plan", "plan")];
  return h(
    "div.next-step",
    { data: { key: "next" } },
    h("p", {}, h("b", {}, t("next.heading"), ": "), text),
    actions.length > 0 && h("div.actions", {}, actions),
  );
}

/** What the figures came to, in a sentence for screen readers. @param {Figures} figures */
export function figuresInWords(figures) {
  const net = figures.headline.find((it) => it.field === "net_savings_per_year");
  return t("verdict.now", {
    verdict: figures.verdict.set_by_hand ?? figures.verdict.name,
    net: net?.text ?? UNKNOWN,
    left: t("confirm.left", { count: figures.to_confirm.length + figures.open.length }),
  });
}

/**
 * A computed figure beside the one that a person set.
 * @param {string} computed
 * @param {string | null | undefined} reason
 */
function byHand(computed, reason) {
  return reason ? t("figure.by_hand_because", { computed, reason }) : t("figure.by_hand", { computed });
}

/** @param {Figures} figures @param {string} field */
const reasonOf = (figures, field) => figures.overrides.find((it) => it.field === field)?.reason;
