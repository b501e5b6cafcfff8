/** All processes at a glance: their totals, and which to start with. */

import { get } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { hours, months, percent, roughHours, roughMoney, wholeMoney } from "../ui/format.js";
import { figure } from "../views/figures.js";
import { byHand } from "../views/marks.js";
import { matrixView } from "../views/matrix.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function dashboard({ signal }) {
  const board = await get("/dashboard", { signal });
  const { totals, worth_doing: worth, currency } = board;
  // A sum is as rough as the roughest of what it adds up.
  const rough = Object.values(board.marks).some((mark) => mark.rough && !byHand(mark, "net_savings_per_year"));
  const money = rough ? roughMoney : wholeMoney;
  const unsure = Object.values(board.marks).filter(
    (mark) => mark.firm === false && mark.verdict !== "not_enough_known" && mark.verdict_by_hand === null,
  );
  const link = (/** @type {string} */ query, /** @type {string} */ text) =>
    h("a", { href: `#/processes${query}` }, text);
  return {
    title: t("dashboard.title"),
    nav: "home",
    node:
      board.processes === 0
        ? empty()
        : h(
            "div.page.stack",
            {},
            h(
              "div.title-row",
              {},
              h("h1", {}, t("dashboard.heading")),
              h("a.button.primary", { href: "#/new" }, t("process.new")),
            ),
            h(
              "dl.figures.board",
              {},
              figure(t("dashboard.net"), link("?sort=-net_savings", money(totals.net, currency)), null, true),
              figure(
                t("dashboard.hours"),
                link("?sort=-net_savings", rough ? roughHours(totals.hours) : hours(totals.hours, 0)),
              ),
              figure(t("dashboard.investment"), link("?sort=-net_savings", money(totals.investment, currency))),
              figure(
                t("dashboard.payback"),
                link("?sort=-net_savings", totals.complete === 0 ? "–" : months(totals.payback_months)),
              ),
              figure(
                t("dashboard.analysed"),
                link("?analysed=true", t("dashboard.of", { part: board.analysed, all: board.processes })),
              ),
              figure(t("dashboard.defaults"), link("", percent(board.defaults_share, 0))),
            ),
            worth.processes > 0 &&
              worth.processes < totals.processes &&
              h(
                "p.note",
                {},
                t("dashboard.worth", {
                  net: money(worth.net, currency),
                  investment: money(worth.investment, currency),
                }),
              ),
            unsure.length > 0 && h("p.hint", {}, t("dashboard.unsure", { count: unsure.length })),
            h(
              "section.sheet.stack",
              {},
              h("h2", {}, t("dashboard.matrix")),
              h("p.hint", {}, t("dashboard.matrix_hint")),
              matrixView(board.matrix, board.marks, currency),
            ),
          ),
  };
}

function empty() {
  return h(
    "div.page.narrow",
    {},
    h(
      "div.empty",
      {},
      h("h1", {}, t("dashboard.empty_title")),
      h("p", {}, t("dashboard.empty")),
      h(
        "div.actions",
        {},
        h("a.button.primary.large", { href: "#/new" }, t("process.new")),
        h("a.button.large", { href: "#/sample" }, t("sample.see")),
      ),
    ),
  );
}
