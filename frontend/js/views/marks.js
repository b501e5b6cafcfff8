/** What stands beside the figures of a process in lists: its verdict, and how sure it is. */

import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { hours, months, roughHours, roughMoney, UNKNOWN, wholeMoney } from "../ui/format.js";

/** @import { ListMark } from "#types/models" */

/** @param {ListMark} mark */
export function verdictMarks(mark) {
  if (!mark.verdict) return null;
  const own = mark.verdict_by_hand;
  return [
    h(
      mark.verdict === "automate_now" || mark.verdict === "in_stages" ? "span.badge" : "span.badge.badge-soft",
      { title: own },
      own ?? t(`verdict.${mark.verdict}`),
    ),
    own
      ? h("span", {}, t("figure.is_by_hand"))
      : mark.open_questions > 0
        ? h("span.unsure", {}, t("verdict.open", { count: mark.open_questions }))
        : !mark.firm && mark.verdict !== "not_enough_known" && h("span.unsure", {}, t("verdict.not_firm")),
  ];
}

/** @param {ListMark | undefined} mark @param {string} field */
export const byHand = (mark, field) => mark?.set_by_hand.includes(field) ?? false;

/**
 * Net savings as a list shows them: two digits where they rest on assumptions, unless a person set them.
 * @param {ListMark | undefined} mark @param {string | null} value @param {string} currency
 */
export function netText(mark, value, currency) {
  const rough = mark?.rough && !byHand(mark, "net_savings_per_year");
  return (rough ? roughMoney : wholeMoney)(value, currency);
}

/** @param {ListMark} mark @param {string | null} value */
export const hoursText = (mark, value) =>
  mark.rough && !byHand(mark, "hours_saved_per_year") ? roughHours(value) : hours(value, 0);

/** @param {number | null} value @param {string | null} net */
export const paybackText = (value, net) => (net === null ? UNKNOWN : months(value));

/** Says that a person set a figure. @param {ListMark | undefined} mark @param {string} field */
export const handMark = (mark, field) => byHand(mark, field) && h("span.by-hand", {}, t("figure.is_by_hand"));
