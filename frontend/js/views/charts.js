/** Charts in SVG; the text or table beside each says the same. */

import { inputName } from "../state/inputs.js";
import { t } from "../texts/i18n.js";
import { h, s } from "../ui/dom.js";
import { hours, money, wholeMoney } from "../ui/format.js";
import { inputValue } from "./figures.js";

/** @import { Assessment } from "#types/models" */

/**
 * What the charts of savings and hours are drawn from.
 * @typedef {Pick<Assessment, "cash_flow" | "hours_per_year"> & {
 *   expected: Pick<Assessment["expected"], "hours_saved_per_year" | "payback_months">
 * }} Charted
 */

/** A chart's width in its own units, about a pixel each: narrow screens get a narrower chart, not smaller text. */
export const pictureWidth = (wide = innerWidth < 860 ? 640 : 520) => (innerWidth < 640 ? 300 : wide);

/**
 * Cumulative cash flow over 36 months, with the payback month.
 * @param {Charted} assessment
 * @param {string} currency
 */
export function cashLine(assessment, currency) {
  const flow = assessment.cash_flow.map(Number);
  if (flow.length === 0) return null;
  const [width, height, left, right, top, bottom] = [pictureWidth(), 260, 1, 6, 24, 44];
  const ticks = width < 500 ? [0, 36] : [0, 12, 24, 36];
  const [low, high] = [Math.min(0, ...flow), Math.max(0, ...flow)];
  const x = (/** @type {number} */ month) => left + (month / (flow.length - 1)) * (width - left - right);
  const y = (/** @type {number} */ value) => top + ((high - value) / (high - low || 1)) * (height - top - bottom);
  const line = flow
    .map(
      (/** @type {number} */ value, /** @type {number} */ month) =>
        `${month ? "L" : "M"}${x(month).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join("");
  const payback = assessment.expected.payback_months;
  const last = flow[flow.length - 1];
  const summary =
    payback === null
      ? t("chart.cash_never", { end: money(assessment.cash_flow.at(-1), currency) })
      : t("chart.cash", { months: payback, end: money(assessment.cash_flow.at(-1), currency) });
  // Where the line does not run: above it early, below the axis in the middle, above the axis late.
  const labelled = (/** @type {number} */ month) => ({
    x: x(month) + (month > 24 ? -8 : 8),
    y: month <= 12 ? top + 6 : month > 24 ? y(0) - 10 : y(0) + 20,
  });
  return h(
    "figure.chart",
    {},
    h("figcaption", {}, h("h3", {}, t("chart.cash_title")), h("p.hint", {}, summary)),
    s(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": summary },
      ticks.map((month) => [
        s("line.grid", { x1: x(month), x2: x(month), y1: top, y2: height - bottom }),
        s(
          "text.tick",
          { x: x(month), y: height - 8, "text-anchor": month === 0 ? "start" : month === 36 ? "end" : "middle" },
          t("chart.month", { month }),
        ),
      ]),
      s("path.area", { d: `${line}L${x(flow.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z` }),
      s("line.zero", { x1: left, x2: width - right, y1: y(0), y2: y(0) }),
      s("path.line", { d: line }),
      payback !== null && [
        s("line.payback", { x1: x(payback), x2: x(payback), y1: top, y2: height - bottom }),
        s("circle.dot", { cx: x(payback), cy: y(flow[payback]), r: 5 }),
        s(
          "text.label",
          { ...labelled(payback), "text-anchor": payback > 24 ? "end" : "start" },
          t("chart.payback", { count: payback }),
        ),
      ],
      s(
        "text.label",
        { x: width - right, y: Math.max(14, y(last) - 8), "text-anchor": "end" },
        wholeMoney(assessment.cash_flow.at(-1), currency),
      ),
      s("text.label", { x: left, y: height - bottom + 18 }, wholeMoney(assessment.cash_flow[0], currency)),
    ),
  );
}

/** Hours a year before and after. @param {Charted} assessment */
export function beforeAfter(assessment) {
  const before = Number(assessment.hours_per_year);
  const saved = assessment.expected.hours_saved_per_year;
  if (assessment.hours_per_year === null || saved === null || before === 0) return null;
  const width = pictureWidth();
  const share = Math.min(1, Math.max(0, Number(saved) / before));
  const summary = t("chart.before_after", { before: hours(assessment.hours_per_year, 0), saved: hours(saved, 0) });
  const bar = (
    /** @type {string} */ kind,
    /** @type {number} */ from,
    /** @type {number} */ to,
    /** @type {number} */ y,
  ) => s(`rect.bar.${kind}`, { x: from * width, y, width: Math.max(0, (to - from) * width), height: 40, rx: 3 });
  return h(
    "figure.chart",
    {},
    h("figcaption", {}, h("h3", {}, t("chart.before_after_title")), h("p.hint", {}, summary)),
    s(
      "svg",
      { viewBox: `0 0 ${width} 156`, role: "img", "aria-label": summary },
      s("text.tick", { x: 0, y: 13 }, t("chart.today")),
      s("text.label", { x: width, y: 13, "text-anchor": "end" }, hours(assessment.hours_per_year, 0)),
      bar("bar-before", 0, 1, 22),
      s("text.tick", { x: 0, y: 97 }, t("chart.after")),
      s(
        "text.label.label-saved",
        { x: width, y: 97, "text-anchor": "end" },
        `${t("figure.hours_saved_per_year")}: ${hours(saved, 0)}`,
      ),
      bar("bar-after", 0, 1 - share, 106),
      bar("bar-saved", 1 - share, 1, 106),
    ),
  );
}

/**
 * How the expected net moves when one input is a fifth lower or higher.
 * @param {Assessment} assessment
 * @param {string} currency
 */
export function tornado(assessment, currency) {
  const bars = assessment.sensitivity.slice(0, 8);
  if (bars.length === 0) return null;
  const values = bars.flatMap((bar) => [Number(bar.low), Number(bar.high)]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const net = Number(assessment.expected.net_savings_per_year);
  const x = (/** @type {number} */ value) => 4 + ((value - low) / (high - low || 1)) * 292;
  return h(
    "div.chart",
    {},
    h("p.hint", {}, t("chart.tornado_hint")),
    h(
      "div.scroll",
      { tabindex: "0", role: "group", "aria-label": t("chart.tornado_title") },
      h(
        "table.ledger.tornado",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, t("figure.input")),
            h("th", { scope: "col" }, t("chart.lower")),
            h("th", { scope: "col" }, h("span.sr", {}, t("chart.picture"))),
            h("th", { scope: "col" }, t("chart.higher")),
          ),
        ),
        h(
          "tbody",
          {},
          bars.map((bar) => {
            const [from, to] = [Number(bar.low), Number(bar.high)].sort((a, b) => a - b);
            const ends = [bar.low_value, bar.high_value].map((value) => inputValue(bar.input, value, currency));
            return h(
              "tr",
              {},
              h("th", { scope: "row" }, inputName(bar.input), h("span.hint", {}, ` ${ends.join(" – ")}`)),
              h("td", {}, wholeMoney(bar.low, currency)),
              h(
                "td.tornado-bar",
                { "aria-hidden": "true" },
                s(
                  "svg",
                  { viewBox: "0 0 300 20", preserveAspectRatio: "none" },
                  s("rect.bar.bar-before", {
                    x: x(from),
                    y: 4,
                    width: Math.max(0, x(Math.min(net, to)) - x(from)),
                    height: 12,
                  }),
                  s("rect.bar.bar-saved", {
                    x: x(Math.max(net, from)),
                    y: 4,
                    width: Math.max(0, x(to) - x(Math.max(net, from))),
                    height: 12,
                  }),
                  s("line.zero", { x1: x(net), x2: x(net), y1: 0, y2: 20 }),
                ),
              ),
              h("td", {}, wholeMoney(bar.high, currency)),
            );
          }),
        ),
      ),
    ),
  );
}
