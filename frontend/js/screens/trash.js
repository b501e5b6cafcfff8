/** Deleted processes, kept for thirty days. */

import { get, post } from "../api/client.js";
import { currentUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { date } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";
import { list } from "../views/list.js";
import { handMark, netText, verdictMarks } from "../views/marks.js";

/** @import { ProcessSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function trash(place) {
  const currency = currentUser()?.currency ?? "PLN";
  const shown = list(place, {
    read: (asked, alive) => get(`/processes?deleted=true&${asked}`, { signal: alive }),
    fields: [],
    sorts: ["-deleted_at", "title", "-net_savings"],
    row,
    found: (count) => t("filter.found", { count }),
    nothing: () => h("p", {}, t("trash.empty")),
  });
  await shown.ready;
  return {
    title: t("nav.trash"),
    node: h(
      "div.page.narrow.stack",
      {},
      h("h1", {}, t("nav.trash")),
      h("p.hint", {}, t("trash.hint")),
      shown.filters,
      shown.count,
      shown.results,
    ),
  };

  /** @param {ProcessSummary} it */
  function row(it) {
    const button = h(
      "button.small",
      {
        type: "button",
        "aria-label": t("trash.restore_named", { title: it.title }),
        data: { key: `restore-${it.id}` },
        on: { click: () => restore(it, button) },
      },
      t("trash.restore"),
    );
    return [
      h(
        "div.row-main",
        {},
        h("p.row-title", { lang: it.language }, it.title),
        h(
          "p.meta",
          {},
          verdictMarks(it),
          it.net_savings_per_year !== null &&
            h("span", {}, t("figure.net_short"), ": ", netText(it, it.net_savings_per_year, currency)),
          handMark(it, "net_savings_per_year"),
        ),
        h("p.hint", {}, t("trash.since", { date: date(String(it.deleted_at)) })),
      ),
      button,
    ];
  }

  /** @param {ProcessSummary} it @param {HTMLButtonElement} button */
  async function restore(it, button) {
    try {
      await busy(button, () => post(`/processes/${it.id}/restore`));
      toast(t("trash.restored", { title: it.title }));
      await shown.reload();
    } catch (error) {
      fail(error);
    }
  }
}
