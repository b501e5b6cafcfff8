/** What this is, for somebody who has just come. */

import { fill, h } from "../dom.js";
import { hours, months, wholeMoney } from "../format.js";
import { t } from "../i18n.js";
import { sampleFigures } from "../sample.js";
import { sampleText } from "../views/sample-text.js";

/** @param {import("../router.js").Place} place */
export default function welcome({ signal }) {
  const promises = ["figures", "quotes", "private", "report"];
  const figures = h("dl.specimen-figures", {});
  // The picture is filled in when the engine answers; without an answer the page does without it.
  const specimen = h("a.specimen", { href: "#/try", hidden: true }, h("span.eyebrow", {}, t("try.sample")), h("p", {}, sampleText()), figures, h("span.hint", {}, t("welcome.specimen")));
  sampleFigures(signal).then(show, () => undefined);
  return {
    title: t("welcome.title"),
    node: h(
      "div.welcome",
      {},
      h(
        "section.hero",
        {},
        h(
          "div.hero-words",
          {},
          h("p.eyebrow", {}, t("welcome.eyebrow")),
          h("h1", {}, t("welcome.heading")),
          h("p.lead", {}, t("welcome.lead")),
          h("div.actions", {}, h("a.button.primary.large", { href: "#/new" }, t("welcome.start")), h("a.button.large", { href: "#/sample" }, t("sample.see"))),
          h("p.hint", {}, t("welcome.no_account")),
        ),
        specimen,
      ),
      h("section.promises", {}, promises.map((name) => h("div.promise", {}, h("h2", {}, t(`welcome.${name}`)), h("p", {}, t(`welcome.${name}_text`))))),
    ),
  };

  /** @param {any} answer */
  function show(answer) {
    const row = (/** @type {string} */ label, /** @type {string} */ value, total = false) => h(total ? "div.specimen-total" : "div", {}, h("dt", {}, label), h("dd", {}, value));
    fill(
      figures,
      row(t("panel.cost_today"), wholeMoney(answer.cost_per_year, answer.currency)),
      row(t("figure.hours_saved"), hours(answer.expected.hours_saved_per_year, 0)),
      row(t("figure.payback"), months(answer.expected.payback_months)),
      row(t("figure.net"), wholeMoney(answer.expected.net_savings_per_year, answer.currency), true),
    );
    specimen.hidden = false;
  }
}
