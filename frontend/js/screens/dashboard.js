/** All processes at a glance: their totals, and which to start with. */

import { get } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { hours, months, percent, wholeMoney } from "../ui/format.js";
import { figure } from "../views/figures.js";
import { matrixView } from "../views/matrix.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function dashboard({ signal }) {
  const board = await get("/dashboard", { signal });
  const { totals, worth_doing: worth, currency } = board;
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
              figure(t("dashboard.net"), link("?sort=-net_savings", wholeMoney(totals.net, currency)), null, true),
              figure(t("dashboard.hours"), link("?sort=-net_savings", hours(totals.hours, 0))),
              figure(t("dashboard.investment"), link("?sort=-net_savings", wholeMoney(totals.investment, currency))),
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
                  net: wholeMoney(worth.net, currency),
                  investment: wholeMoney(worth.investment, currency),
                }),
              ),
            h(
              "section.sheet.stack",
              {},
              h("h2", {}, t("dashboard.matrix")),
              h("p.hint", {}, t("dashboard.matrix_hint")),
              matrixView(board.matrix, currency),
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
