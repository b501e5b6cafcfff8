/** Making reports and opening them; a link is made anew each time, since each lives for minutes only. */

import { call, get, onceKey } from "../api.js";
import { h } from "../dom.js";
import { openDialog } from "../dialog.js";
import { busy, choice, field, select, showProblem, summaryPlace, values } from "../form.js";
import { language, t } from "../i18n.js";

/** Open a report's file in a tab of its own. @param {{ url: string }} report */
export function openFile(report) {
  h("a", { href: report.url, target: "_blank", rel: "noopener noreferrer" }).click();
}

/** Open a report that was made before. @param {string} id */
export async function openReport(id) {
  openFile(await get(`/reports/${id}`));
}

/**
 * Ask how a report should be, make it and open it.
 * @param {{ scope: "process" | "portfolio", process_ids: string[] }} about
 * @param {(report: any) => void} [made]
 */
export function askForReport(about, made) {
  let key = onceKey();
  const submit = h("button.primary", { type: "submit" }, t("report.make"));
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send, input: () => { key = onceKey(); } } },
    summaryPlace(),
    h("p.hint", {}, t(about.scope === "portfolio" ? (about.process_ids.length ? "report.about_chosen" : "report.about_all") : "report.about_one", { count: about.process_ids.length })),
    h(
      "div.columns",
      {},
      field({ name: "language", label: t("report.language"), control: select([["pl", "Polski"], ["en", "English"]], language) }),
      field({ name: "format", label: t("report.format"), control: select([["pdf", "PDF"], ["xlsx", t("report.xlsx")], ["csv", "CSV"], ["txt", t("report.txt")], ["md", "Markdown"], ["json", "JSON"]], "pdf") }),
    ),
    field({ name: "title", label: t("report.title"), hint: t("report.title_hint"), control: h("input", { type: "text", maxlength: "200", autocomplete: "off" }) }),
    field({ name: "header", label: t("report.header"), control: h("input", { type: "text", maxlength: "300", autocomplete: "off" }) }),
    field({ name: "footer", label: t("report.footer"), hint: t("report.footer_hint"), control: h("input", { type: "text", maxlength: "300", autocomplete: "off" }) }),
    choice({ name: "include", legend: t("report.include"), value: "full", choices: [["full", t("report.full")], ["figures", t("report.figures")]] }),
    h("div.actions", {}, submit),
  );
  const dialog = openDialog(t("report.heading"), form);

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    try {
      const report = await busy(submit, async () => (await call("POST", "/reports", { body: { ...about, ...values(form) }, key })).data);
      made?.(report);
      dialog.close();
      ready(report);
    } catch (error) {
      showProblem(form, error);
    }
  }
}

/** The report is there: it opens, and where the browser keeps new tabs shut there is a link. @param {any} report */
function ready(report) {
  openFile(report);
  openDialog(
    t("report.ready"),
    h("div.stack", {}, h("p", {}, report.title), h("div.actions", {}, h("a.button.primary", { href: report.url, target: "_blank", rel: "noopener noreferrer" }, t("report.open")), h("a.button.quiet", { href: "#/reports", on: { click: (/** @type {Event} */ event) => /** @type {HTMLElement} */ (event.target).closest("dialog")?.close() } }, t("nav.reports")))),
  );
}
