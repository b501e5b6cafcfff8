/** A shared report: who shares it, what is to be decided, the file, and an answer. No account is needed. */

import { open } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { language, t, tidy } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace, values } from "../ui/form.js";
import { bytes, date } from "../ui/format.js";
import { fail } from "../ui/notices.js";
import { answerForm } from "../views/answer.js";
import { beforeAfter, cashLine } from "../views/charts.js";
import { decisionPage } from "../views/decision.js";
import { figure } from "../views/figures.js";
import { logoPicture } from "../views/logo.js";
import { matrixView } from "../views/matrix.js";
import { openFile } from "../views/report.js";

/** @import { Place } from "../state/navigation.js" */
/** @import { SharedReport } from "#types/models" */

/** @typedef {{ token: string, passcode: string | null, report: SharedReport }} Opened */

/**
 * The report that was opened last: drawn again in another language it is neither counted nor asked for again.
 * @type {Opened | null}
 */
let last = null;

/** @param {Place} place */
export default async function shared({ params, signal }) {
  hideFromSearch(signal);
  const { token } = params;
  if (last?.token === token) return screen(last);
  try {
    last = { token, passcode: null, report: await open("GET", address(token), { signal }) };
    return await screen(last);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code === "passcode_required") return passcodeScreen(token);
    if (error.status !== 410) throw error;
    return {
      title: t(`shared.${error.code}`),
      node: h("div.page.narrow.stack", {}, h("h1", {}, t(`shared.${error.code}`)), h("p", {}, error.detail)),
    };
  }
}

/** @param {string} token */
const address = (token) => /** @type {const} */ (`/shared/${encodeURIComponent(token)}`);

/** Ask search engines to leave this page out for as long as it is shown. @param {AbortSignal} signal */
function hideFromSearch(signal) {
  const mark = h("meta", { name: "robots", content: "noindex, nofollow" });
  document.head.append(mark);
  signal.addEventListener("abort", () => mark.remove());
}

/** Ask for the passcode; the report takes the form's place. @param {string} token */
function passcodeScreen(token) {
  const submit = h("button.primary", { type: "submit" }, t("shared.unlock"));
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send } },
    summaryPlace(),
    field({
      name: "passcode",
      label: t("shared.passcode"),
      control: h("input", { type: "password", maxlength: "64", autocomplete: "off" }),
    }),
    h("div.actions", {}, submit),
  );
  const node = h(
    "div.page.narrow.stack",
    {},
    h("h1", {}, t("shared.locked")),
    h("p", {}, t("shared.locked_hint")),
    form,
  );
  return { title: t("shared.locked"), node };

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const { passcode } = values(form);
    try {
      const report = await busy(submit, () => open("POST", address(token), { body: { passcode } }));
      last = { token, passcode, report };
      const shown = await screen(last);
      document.title = `${shown.title} – SmartFlowAI`;
      fill(node, ...shown.node.childNodes);
      node.querySelector("h1")?.focus();
    } catch (error) {
      showProblem(form, error);
    }
  }
}

/** @param {Opened} opened */
async function screen(opened) {
  let { report } = opened;
  const { cover, logo } = report;
  const pages = cover?.pages;
  const openButton = h(
    "button.primary.large",
    { type: "button", on: { click: () => busy(openButton, show).catch(fail) } },
    t("shared.open", { format: report.format.toUpperCase() }),
  );
  return {
    title: report.title,
    node: h(
      "div.page.narrow.stack",
      {},
      h(
        "div.shared-by",
        {},
        logo && (await logoPicture(logo, t("shared.logo", { name: report.shared_by }))),
        h("p.eyebrow", {}, report.shared_by ? t("shared.by", { name: report.shared_by }) : t("shared.eyebrow")),
      ),
      h("h1", { lang: report.language, tabindex: "-1" }, report.title),
      h("p.meta", {}, h("span", {}, date(report.created_at)), h("span", {}, bytes(report.bytes))),
      h("div.actions", {}, openButton),
      pages ? decisionPage(pages.decision[language]) : cover && coverPage(),
      pages?.process && h("div.pictures", {}, cashLine(pages.process, pages.currency), beforeAfter(pages.process)),
      pages?.matrix &&
        h(
          "section.stack",
          {},
          h("h2", {}, t("dashboard.matrix")),
          matrixView(pages.matrix, {}, pages.currency, () => null),
        ),
      cover && h("p.hint", { lang: report.language }, cover.remark),
      answerForm(`${address(opened.token)}/answers`, opened.passcode),
      h(
        "p.note",
        {},
        t("shared.what", { date: date(report.shared_until) }),
        " ",
        h("a", { href: "#/method" }, t("method.title")),
      ),
    ),
  };

  /** What older reports have: the texts of their cover, in their language. */
  function coverPage() {
    return (
      cover &&
      h(
        "section.sheet.verdict.stack",
        { lang: report.language },
        h("p.verdict-text", {}, tidy(cover.verdict, report.language)),
        cover.verdict_note && h("p.hint", {}, cover.verdict_note),
        h(
          "dl.figures",
          {},
          cover.figures.map((it, index) => figure(it.label, it.value, it.note, index === 0)),
        ),
      )
    );
  }

  /** The file's link lives for minutes only: where it has expired, ask for a new one. */
  async function show() {
    if (Date.parse(report.expires_at) < Date.now() + 30_000) {
      const { token, passcode } = opened;
      report = passcode
        ? await open("POST", address(token), { body: { passcode } })
        : await open("GET", address(token));
    }
    openFile(report);
  }
}
