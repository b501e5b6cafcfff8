/** Trying out the figures without an account: the sample process, sliders, live figures. */

import { sample as wholeSample } from "../api/sample.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { beforeAfter, cashLine } from "../views/charts.js";
import { markedText, quotesOf } from "../views/evidence.js";
import { headline } from "../views/figures.js";
import { whatIf } from "../views/what-if.js";

/** @import { Assessment } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function tryOut({ signal }) {
  const sample = await wholeSample(signal);
  const { assessment } = sample;
  const { currency } = assessment;
  const head = h("div", {});
  const pictures = h("div.pictures", {});
  show(assessment);
  return {
    title: t("try.title"),
    node: h(
      "div.page.stack",
      {},
      h("span.eyebrow", {}, t("try.sample")),
      h("h1", {}, t("try.title")),
      h("p.lead", {}, t("try.lead", { title: sample.title })),
      h(
        "section.sheet.stack.verdict",
        {},
        h("h2.sr", {}, t("figure.heading")),
        head,
        whatIf(assessment, currency, signal, show),
        pictures,
        h("p.hint", {}, t("foot.estimate")),
      ),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("process.description")),
        markedText(sample.description, quotesOf(sample.result)),
      ),
      h(
        "div.actions",
        {},
        h("a.button.primary.large", { href: "#/new" }, t("try.own")),
        h("a.button.large", { href: "#/sample" }, t("sample.see")),
      ),
    ),
  };

  /** @param {Assessment} figures */
  function show(figures) {
    fill(head, headline(figures, currency));
    fill(pictures, cashLine(figures, currency), beforeAfter(figures));
  }
}
