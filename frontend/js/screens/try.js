/** The engine to play with, without an account: a sample process, sliders, live figures. */

import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { sampleFigures } from "../sample.js";
import { beforeAfter, cashLine } from "../views/charts.js";
import { headline } from "../views/figures.js";
import { sampleText } from "../views/sample-text.js";
import { whatIf } from "../views/what-if.js";

/** @param {import("../router.js").Place} place */
export default async function tryOut({ signal }) {
  const figures = await sampleFigures(signal);
  const head = h("div", {});
  const pictures = h("div.pictures", {});
  show(figures);
  return {
    title: t("try.title"),
    node: h(
      "div.page.stack",
      {},
      h("span.eyebrow", {}, t("try.sample")),
      h("h1", {}, t("try.title")),
      h("p.lead", {}, t("try.lead")),
      h("blockquote.description", {}, sampleText()),
      h("section.sheet.stack.verdict", {}, h("h2.sr", {}, t("figure.heading")), head, whatIf(figures, figures.currency, signal, show), pictures, h("p.hint", {}, t("foot.estimate"))),
      h("div.actions", {}, h("a.button.primary.large", { href: "#/new" }, t("try.own"))),
    ),
  };

  /** @param {any} answer */
  function show(answer) {
    fill(head, headline(answer, answer.currency));
    fill(pictures, cashLine(answer, answer.currency), beforeAfter(answer));
  }
}
