/** The list of reports. */

import { get, remove } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { confirmDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { busy, field, select } from "../ui/form.js";
import { bytes, dateTime } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";
import { list, orAll } from "../views/list.js";
import { askForReport, openReport, untilMade } from "../views/report.js";
import { shareReport } from "../views/share.js";

/** @import { ReportSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const FORMATS = /** @type {const} */ (["pdf", "xlsx", "csv", "txt", "md", "json"]);

/** @param {Place} place */
export default async function reports(place) {
  const { query, signal } = place;
  const filter = (/** @type {string} */ name, /** @type {string} */ label, /** @type {[string, string][]} */ given) =>
    field({ name, label: t(label), control: select(orAll(given), query.get(name) ?? "") });
  /** Those that are followed until they are made. @type {Set<string>} */
  const followed = new Set();
  const shown = list(place, {
    read: (asked, alive) => get(`/reports?${asked}`, { signal: alive }),
    fields: [
      filter("scope", "report.scope", [
        ["process", t("report.scope_process")],
        ["portfolio", t("report.scope_portfolio")],
      ]),
      filter(
        "format",
        "report.format",
        FORMATS.map((format) => [format, format.toUpperCase()]),
      ),
    ],
    sorts: ["-created_at", "created_at", "title"],
    row,
    found: (count) => t("report.found", { count }),
    nothing: () => [h("h2", {}, t("report.none")), h("p", {}, t("report.none_hint"))],
  });
  await shown.ready;
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
          { type: "button", on: { click: () => askForReport({ scope: "portfolio", process_ids: [] }, shown.reload) } },
          t("report.all"),
        ),
      ),
      shown.filters,
      shown.count,
      shown.results,
    ),
  };

  /** @param {ReportSummary} report */
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
    if (report.status === "queued" && !followed.has(report.id)) follow(report.id);
    return [
      h(
        "div.row-main",
        {},
        h("p.row-title", { lang: report.language }, report.title),
        h(
          "p.meta",
          {},
          [
            report.scope === "portfolio" && report.process_count > 0
              ? t("filter.found", { count: report.process_count })
              : t(`report.scope_${report.scope}`),
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
            data: { key: `delete-${report.id}` },
            on: { click: () => drop(report) },
          },
          t("report.delete"),
        ),
      ),
    ];
  }

  /** @param {string} id of a report that is being made */
  function follow(id) {
    followed.add(id);
    untilMade(id, signal).then(
      (ended) => shown.redraw(ended),
      (error) => {
        if (!signal.aborted) fail(error);
      },
    );
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
      await shown.reload();
    } catch (error) {
      fail(error);
    }
  }
}
