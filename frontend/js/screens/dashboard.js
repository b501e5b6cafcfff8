/** All processes at a glance: their totals, and which to start with. */

import { get } from "../api/client.js";
import { t, withNodes } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { hours, months, number, percent, roughHours, roughMoney, UNKNOWN, wholeMoney } from "../ui/format.js";
import { figure } from "../views/figures.js";
import { byHand } from "../views/marks.js";
import { matrixView } from "../views/matrix.js";

/** @import { Child } from "#types/elements" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function dashboard({ signal }) {
  const board = await get("/dashboard", { signal });
  const { totals, worth_doing: worth, currency } = board;
  // A sum is as rough as the roughest of what it adds up.
  const rough = Object.values(board.marks).some((mark) => mark.rough && !byHand(mark, "net_savings_per_year"));
  const money = rough ? roughMoney : wholeMoney;
  const link = (/** @type {string} */ query, /** @type {Child} */ text) =>
    h("a", { href: `#/processes?${query}` }, text);
  const counted = (/** @type {number} */ part) => t("dashboard.of", { part, count: board.processes });
  const priced = (/** @type {string} */ label, /** @type {string} */ text, strong = false) =>
    figure(t(label), link("figures=priced&sort=-net_savings", text), counted(totals.complete), strong);
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
              priced("dashboard.net", money(totals.net, currency), true),
              priced("dashboard.hours", rough ? roughHours(totals.hours) : hours(totals.hours, 0)),
              priced("dashboard.investment", money(totals.investment, currency)),
              priced("dashboard.payback", totals.complete === 0 ? UNKNOWN : months(totals.payback_months)),
              figure(t("dashboard.analysed"), link("analysed=true", number(board.analysed)), counted(board.analysed)),
              figure(
                t("dashboard.defaults"),
                link("figures=on_defaults", percent(board.defaults_share, 0)),
                counted(board.on_defaults),
              ),
            ),
            worth.processes > 0 &&
              worth.processes < totals.processes &&
              h(
                "p.note",
                {},
                withNodes(
                  "dashboard.worth",
                  {
                    processes: link(
                      "figures=priced&quadrant=worth_doing",
                      t("filter.found", { count: worth.complete }),
                    ),
                  },
                  { net: money(worth.net, currency), investment: money(worth.investment, currency) },
                ),
              ),
            board.unconfirmed > 0 &&
              h("p.hint", {}, link("figures=unconfirmed", t("dashboard.unsure", { count: board.unconfirmed }))),
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
