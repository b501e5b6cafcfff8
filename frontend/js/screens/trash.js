/** Deleted processes, kept for thirty days. */

import { get, post } from "../api/client.js";
import { reload } from "../state/navigation.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { date } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";

/** @import { ProcessSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function trash({ signal }) {
  const page = await get("/processes?deleted=true&limit=100", { signal });
  return {
    title: t("nav.trash"),
    node: h(
      "div.page.narrow.stack",
      {},
      h("h1", {}, t("nav.trash")),
      h("p.hint", {}, t("trash.hint")),
      page.items.length === 0
        ? h("div.empty", {}, h("p", {}, t("trash.empty")))
        : h(
            "ul.rows",
            {},
            page.items.map((it) => {
              const button = h(
                "button.small",
                {
                  type: "button",
                  "aria-label": t("trash.restore_named", { title: it.title }),
                  on: { click: () => restore(it, button) },
                },
                t("trash.restore"),
              );
              return h(
                "li.row",
                {},
                h(
                  "div.row-main",
                  {},
                  h("p.row-title", { lang: it.language }, it.title),
                  h("p.hint", {}, t("trash.since", { date: date(String(it.deleted_at)) })),
                ),
                button,
              );
            }),
          ),
    ),
  };

  /** @param {ProcessSummary} it @param {HTMLButtonElement} button */
  async function restore(it, button) {
    try {
      await busy(button, () => post(`/processes/${it.id}/restore`));
      toast(t("trash.restored", { title: it.title }));
      reload();
    } catch (error) {
      fail(error);
    }
  }
}
