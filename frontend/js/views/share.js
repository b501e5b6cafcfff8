/** Links to a report for people without an account: created, listed, revoked. */

import { call, get, idempotencyKey, remove } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { openDialog } from "../ui/dialog.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, problemText, select, showProblem, summaryPlace, values } from "../ui/form.js";
import { date } from "../ui/format.js";
import { fail } from "../ui/notices.js";

/** @import { ReportSummary, Share } from "#types/models" */

const DAYS = ["7", "30", "90"];

/** @param {ReportSummary} report */
export async function shareReport(report) {
  const list = h("ul.versions", {});
  const newLink = h("div.stack", { role: "status" });
  const submit = h("button.primary", { type: "submit" }, t("share.make"));
  const copied = h("span.hint", {});
  let key = idempotencyKey();
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send } },
    summaryPlace(),
    h("p", {}, t("share.hint")),
    field({
      name: "days",
      label: t("share.days"),
      control: select(
        DAYS.map((days) => [days, t("share.days_count", { count: Number(days) })]),
        "30",
      ),
    }),
    h("div.actions", {}, submit),
    newLink,
    list,
  );
  openDialog(t("share.title", { title: report.title }), form);
  await show();

  async function show() {
    try {
      const page = await get(`/reports/${report.id}/shares?limit=100`);
      fill(list, page.items.map(row));
    } catch (error) {
      fill(list, h("li", {}, problemText(error)));
    }
  }

  /** @param {Share} share */
  function row(share) {
    const revoke = h(
      "button.quiet.small",
      { type: "button", on: { click: () => busy(revoke, () => remove(`/shares/${share.id}`)).then(show, fail) } },
      t("share.take_back"),
    );
    return h(
      "li",
      {},
      h("span", {}, t("share.until", { date: date(share.expires_at) })),
      h("span.hint", {}, t("share.views", { count: share.views })),
      revoke,
    );
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    try {
      const made = await busy(
        submit,
        async () =>
          (await call("POST", `/reports/${report.id}/shares`, { body: { days: Number(values(form).days) }, key })).data,
      );
      key = idempotencyKey();
      const link = `${location.origin}${location.pathname}#/shared/${made.token}`;
      const box = h("input", { type: "text", readonly: true, value: link, "aria-label": t("share.link") });
      fill(
        newLink,
        h("p.note", {}, t("share.once")),
        box,
        h(
          "div.actions",
          {},
          h(
            "button.small",
            {
              type: "button",
              on: {
                click: () =>
                  navigator.clipboard.writeText(link).then(() => {
                    fill(copied, t("result.copied"));
                  }, fail),
              },
            },
            t("share.copy"),
          ),
          copied,
        ),
      );
      box.select();
      await show();
    } catch (error) {
      showProblem(form, error);
    }
  }
}
