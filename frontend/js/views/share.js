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
    field({
      name: "passcode",
      label: t("share.passcode"),
      hint: t("share.passcode_hint"),
      control: h("input", { type: "text", maxlength: "64", autocomplete: "off" }),
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
      h("span", {}, share.withdrawn_at ? t("share.withdrawn") : t("share.until", { date: date(share.expires_at) })),
      share.has_passcode && h("span.hint", {}, t("share.has_passcode")),
      h("span.hint", {}, t("share.views", { count: share.views })),
      !share.withdrawn_at && revoke,
      share.days.length > 0 &&
        h(
          "details",
          {},
          h("summary", {}, t("share.by_day")),
          h(
            "ul",
            {},
            share.days.map(({ day, views }) => h("li", {}, `${date(day)}: ${t("share.views", { count: views })}`)),
          ),
        ),
      share.answers.length > 0 &&
        h(
          "ul",
          { "aria-label": t("share.answers") },
          share.answers.map((it) =>
            h(
              "li",
              {},
              h(
                "p",
                {},
                t("share.answer", { name: it.name, answer: t(`share.${it.answer}`) }),
                ` · ${date(it.created_at)}`,
              ),
              it.note && h("p.hint.as-typed", {}, it.note),
            ),
          ),
        ),
    );
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const { days, passcode } = values(form);
    const body = { days: Number(days), passcode: passcode.trim() || null };
    try {
      const made = await busy(
        submit,
        async () => (await call("POST", `/reports/${report.id}/shares`, { body, key })).data,
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
