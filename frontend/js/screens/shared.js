/** A shared report: what its cover says, and the file. No account is needed. */

import { open } from "../api/client.js";
import { t, tidy } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { bytes, date } from "../ui/format.js";
import { fail } from "../ui/notices.js";
import { figure } from "../views/figures.js";
import { openFile } from "../views/report.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function shared({ params, signal }) {
  const path = /** @type {const} */ (`/shared/${encodeURIComponent(params.token)}`);
  let report = await open("GET", path, { signal });
  const openButton = h(
    "button.primary.large",
    { type: "button", on: { click: () => busy(openButton, show).catch(fail) } },
    t("shared.open", { format: report.format.toUpperCase() }),
  );
  const { cover } = report;
  return {
    title: report.title,
    node: h(
      "div.page.narrow.stack",
      {},
      h("p.eyebrow", {}, t("shared.eyebrow")),
      h("h1", { lang: report.language }, report.title),
      h("p.meta", {}, h("span", {}, date(report.created_at)), h("span", {}, bytes(report.bytes))),
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
          h("p.hint", {}, cover.remark),
        ),
      h("div.actions", {}, openButton),
      h(
        "p.note",
        {},
        t("shared.what", { date: date(report.shared_until) }),
        " ",
        h("a", { href: "#/method" }, t("method.title")),
      ),
    ),
  };

  /** The file's link lives for minutes only: where it has expired, ask for a new one. */
  async function show() {
    if (Date.parse(report.expires_at) < Date.now() + 30_000) report = await open("GET", path);
    openFile(report);
  }
}
