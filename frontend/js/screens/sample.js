/** A sample to look at without an account: a process, its analysis and its report. Nothing on it can be changed. */

import { open } from "../api/client.js";
import { sample as wholeSample } from "../api/sample.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { fail } from "../ui/notices.js";
import { analysisTabs } from "../views/analysis.js";
import { openFile } from "../views/report.js";
import { tabs } from "../views/tabs.js";

/** @import { Place, Turn } from "../state/navigation.js" */

/** @param {Place} place */
export default async function sampleScreen({ params, signal }) {
  const sample = await wholeSample(signal);
  const report = h(
    "button.primary",
    {
      type: "button",
      on: {
        click: () =>
          busy(report, async () => openFile(await open("GET", `/samples/${sample.slug}/report`))).catch(fail),
      },
    },
    t("sample.report"),
  );
  const shown = tabs("#/sample", analysisTabs(sample, sample, signal), params.tab);
  return {
    title: sample.title,
    node: h(
      "div.page.stack.analysis",
      {},
      h(
        "header.process-head",
        {},
        h("p.eyebrow", {}, t("sample.eyebrow")),
        h("h1", {}, sample.title),
        h("p.lead", {}, t("sample.lead")),
        h(
          "div.actions",
          {},
          report,
          h("a.button", { href: "#/new" }, t("try.own")),
          h("a.button.quiet", { href: "#/try" }, t("welcome.try")),
        ),
      ),
      shown.node,
    ),
    turn: (/** @type {Turn} */ { params: { tab } }) => `${shown.open(tab).title} · ${sample.title}`,
  };
}
