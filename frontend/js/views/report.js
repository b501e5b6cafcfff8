/** Making reports and opening them; each time with a new link, since links live for minutes only. */

import { call, get, idempotencyKey } from "../api/client.js";
import { pause } from "../api/follow.js";
import { language, t } from "../texts/i18n.js";
import { openDialog } from "../ui/dialog.js";
import { fill, h } from "../ui/dom.js";
import { busy, choice, field, problemText, select, showProblem, summaryPlace, values } from "../ui/form.js";

/** @import { Report, ReportBody } from "#types/models" */

const POLL_INTERVAL = 2000;

/** Open a report's file in a new tab. @param {{ url: string | null }} report that is ready */
export function openFile(report) {
  h("a", { href: String(report.url), target: "_blank", rel: "noopener noreferrer" }).click();
}

/** Open a report that was made before. @param {string} id */
export async function openReport(id) {
  openFile(await get(`/reports/${id}`));
}

/**
 * Ask how a report should be, make it and open it.
 * @param {{ scope: "process" | "portfolio", process_ids: string[], titles?: string[] }} about
 * @param {(report: Report) => void} [made]
 */
export function askForReport({ titles = [], ...about }, made) {
  let key = idempotencyKey();
  const submit = h("button.primary", { type: "submit" }, t("report.make"));
  const form = h(
    "form.stack",
    {
      novalidate: true,
      on: {
        submit: send,
        input: () => {
          key = idempotencyKey();
        },
      },
    },
    summaryPlace(),
    h(
      "p.hint",
      {},
      t(
        about.scope === "portfolio"
          ? about.process_ids.length
            ? "report.about_chosen"
            : "report.about_all"
          : "report.about_one",
        { count: about.process_ids.length },
      ),
      titles.length > 0 && h("span.chosen-titles", {}, ` ${titles.filter(Boolean).join(", ")}`),
    ),
    h(
      "div.columns",
      {},
      field({
        name: "language",
        label: t("report.language"),
        control: select(
          [
            ["pl", "Polski"],
            ["en", "English"],
          ],
          language,
        ),
      }),
      field({
        name: "format",
        label: t("report.format"),
        control: select(
          [
            ["pdf", "PDF"],
            ["docx", t("report.docx")],
            ["pptx", t("report.pptx")],
            ["xlsx", t("report.xlsx")],
            ["csv", "CSV"],
            ["txt", t("report.txt")],
            ["md", "Markdown"],
            ["json", "JSON"],
          ],
          "pdf",
        ),
      }),
    ),
    field({
      name: "title",
      label: t("report.title"),
      hint: t("report.title_hint"),
      control: h("input", { type: "text", maxlength: "200", autocomplete: "off" }),
    }),
    field({
      name: "header",
      label: t("report.header"),
      control: h("input", { type: "text", maxlength: "300", autocomplete: "off" }),
    }),
    field({
      name: "footer",
      label: t("report.footer"),
      hint: t("report.footer_hint"),
      control: h("input", { type: "text", maxlength: "300", autocomplete: "off" }),
    }),
    choice({
      name: "include",
      legend: t("report.include"),
      value: "brief",
      choices: [
        ["brief", t("report.brief")],
        ["full", t("report.full")],
        ["figures", t("report.figures")],
      ],
    }),
    h("div.actions", {}, submit),
  );
  const dialog = openDialog(t("report.heading"), form);

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    try {
      const report = await busy(
        submit,
        async () => (await call("POST", "/reports", { body: { ...about, ...values(form) }, key })).data,
      );
      made?.(report);
      dialog.close();
      if (report.status === "queued") showWaiting(report);
      else showReady(report);
    } catch (error) {
      showProblem(form, error);
    }
  }
}

/**
 * Wait until a report that is made in the background is ready or has failed.
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<Report>}
 */
export async function untilMade(id, signal) {
  for (;;) {
    await pause(POLL_INTERVAL, signal);
    const report = await get(`/reports/${id}`, { signal });
    if (report.status !== "queued") return report;
  }
}

/** Open a report that is ready, with a link for browsers that block new tabs. @param {Report} report */
function showReady(report) {
  openFile(report);
  openDialog(t("report.ready"), fileLinks(report));
}

/** A large report takes a while: the user may wait here, or find it in the list later. @param {Report} report */
function showWaiting(report) {
  const closed = new AbortController();
  const content = h(
    "div.stack",
    { role: "status" },
    h("p", {}, t("report.queued", { count: report.process_count })),
    listLink(),
  );
  const dialog = openDialog(t("report.being_made"), content, { onClose: () => closed.abort() });
  untilMade(report.id, closed.signal).then(
    (ended) => {
      /** @type {Element} */ (dialog.querySelector("h2")).textContent = t(
        ended.status === "ready" ? "report.ready" : "report.failed",
      );
      fill(content, ended.status === "ready" ? fileLinks(ended) : h("p", {}, t("report.failed_hint")));
    },
    (error) => {
      if (!closed.signal.aborted) fill(content, h("p", {}, problemText(error)), listLink());
    },
  );
}

/** @param {Report} report */
function fileLinks(report) {
  return h(
    "div.stack",
    {},
    h("p", {}, report.title),
    h(
      "div.actions",
      {},
      h("a.button.primary", { href: report.url, target: "_blank", rel: "noopener noreferrer" }, t("report.open")),
      listLink(),
    ),
  );
}

const listLink = () =>
  h(
    "a.button.quiet",
    {
      href: "#/reports",
      on: {
        click: (event) => /** @type {HTMLElement} */ (event.target).closest("dialog")?.close(),
      },
    },
    t("nav.reports"),
  );
