/** A report that somebody shared: what its cover says, and the file. No account is needed. */

import { open } from "../api/client.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { bytes, date } from "../ui/format.js";
import { t, tidy } from "../texts/i18n.js";
import { fail } from "../ui/notices.js";
import { figure } from "../views/figures.js";
import { openFile } from "../views/report.js";

/** @param {import("../state/navigation.js").Place} place */
export default async function shared({ params, signal }) {
  const path = `/shared/${encodeURIComponent(params.token)}`;
  let report = await open("GET", path, { signal });
  const opening = h(
    "button.primary.large",
    { type: "button", on: { click: () => busy(opening, show).catch(fail) } },
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
      h(
        "p.meta",
        {},
        h("span", {}, date(report.created_at)),
        h("span", {}, t("share.until", { date: date(report.shared_until) })),
        h("span", {}, bytes(report.bytes)),
      ),
      cover &&
        h(
          "section.sheet.verdict.stack",
          { lang: report.language },
          h("p.verdict-text", {}, tidy(cover.verdict, report.language)),
          h(
            "dl.figures",
            {},
            cover.figures.map((/** @type {any} */ it, /** @type {number} */ index) =>
              figure(it.label, it.value, it.note, index === 0),
            ),
          ),
          h("p.hint", {}, cover.remark),
        ),
      h("div.actions", {}, opening),
      h("p.hint", {}, t("foot.estimate")),
    ),
  };

  /** The link of the first answer may have run out: a fresh one is asked for where it has. */
  async function show() {
    if (Date.parse(report.expires_at) < Date.now() + 30_000) report = await open("GET", path);
    openFile(report);
  }
}
