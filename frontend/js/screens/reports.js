/** The list of reports. */

import { get, remove } from "../api/client.js";
import { reload } from "../state/navigation.js";
import { t } from "../texts/i18n.js";
import { confirmDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { bytes, dateTime } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";
import { askForReport, openReport, untilMade } from "../views/report.js";
import { shareReport } from "../views/share.js";

/** @import { ReportSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function reports({ signal }) {
  let page = await get("/reports?limit=25", { signal });
  const list = h("ul.rows", {}, page.items.map(row));
  const more = h(
    "button",
    { type: "button", hidden: !page.next_cursor, on: { click: () => busy(more, loadMore).catch(fail) } },
    t("filter.more"),
  );
  return {
    title: t("nav.reports"),
    nav: "reports",
    node: h(
      "div.page.stack",
      {},
      h(
        "div.title-row",
        {},
        h("h1", {}, t("nav.reports")),
        h(
          "button.primary",
          { type: "button", on: { click: () => askForReport({ scope: "portfolio", process_ids: [] }, reload) } },
          t("report.all"),
        ),
      ),
      page.items.length === 0
        ? h("div.empty", {}, h("h2", {}, t("report.none")), h("p", {}, t("report.none_hint")))
        : [list, h("div.actions", {}, more)],
    ),
  };

  async function loadMore() {
    page = await get(`/reports?limit=25&cursor=${encodeURIComponent(String(page.next_cursor))}`, { signal });
    list.append(...page.items.map(row));
    more.hidden = !page.next_cursor;
  }

  /** @param {ReportSummary} report @returns {HTMLElement} */
  function row(report) {
    const openButton = h(
      "button.small",
      {
        type: "button",
        "aria-label": t("report.open_named", { title: report.title }),
        on: { click: () => busy(openButton, () => openReport(report.id)).catch(fail) },
      },
      t("report.open"),
    );
    const item = h(
      "li.row",
      {},
      h(
        "div.row-main",
        {},
        h("p.row-title", { lang: report.language }, report.title),
        h(
          "p.meta",
          {},
          [
            t(`report.scope_${report.scope}`),
            report.format.toUpperCase(),
            report.language.toUpperCase(),
            dateTime(report.created_at),
            report.bytes !== null && bytes(report.bytes),
          ].map((text) => text && h("span", {}, text)),
        ),
      ),
      report.status !== "ready" &&
        h("span.badge", { role: "status" }, t(report.status === "queued" ? "report.being_made" : "report.failed")),
      h(
        "div.actions",
        {},
        report.status === "ready" && [
          openButton,
          h(
            "button.small",
            {
              type: "button",
              "aria-label": t("share.named", { title: report.title }),
              on: { click: () => shareReport(report) },
            },
            t("share.button"),
          ),
        ],
        h(
          "button.quiet.small",
          {
            type: "button",
            "aria-label": t("report.delete_named", { title: report.title }),
            on: { click: () => drop(report) },
          },
          t("report.delete"),
        ),
      ),
    );
    if (report.status === "queued")
      untilMade(report.id, signal).then(
        (ended) => item.replaceWith(row(ended)),
        (error) => {
          if (!signal.aborted) fail(error);
        },
      );
    return item;
  }

  /** @param {ReportSummary} report */
  async function drop(report) {
    if (
      !(await confirmDialog(
        t("report.delete_title"),
        t("report.delete_text", { title: report.title }),
        t("report.delete"),
      ))
    )
      return;
    try {
      await remove(`/reports/${report.id}`);
      toast(t("report.deleted"));
      reload();
    } catch (error) {
      fail(error);
    }
  }
}
