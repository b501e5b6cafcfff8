/** What SmartFlowAI is, for first-time visitors. */

import { sampleInBrief } from "../api/sample.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { hours, months, wholeMoney } from "../ui/format.js";

/** @import { BriefSample } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const QUOTES = 4;

/** @param {Place} place */
export default function welcome({ signal }) {
  const promises = ["figures", "quotes", "private", "report"];
  const words = h("div.stack", {});
  const figures = h("dl.specimen-figures", {});
  // The picture is filled in when the engine answers; without an answer there is no picture.
  const specimen = h(
    "a.specimen",
    { href: "#/try", hidden: true },
    h("span.eyebrow", {}, t("try.sample")),
    words,
    figures,
    h("span.hint", {}, t("welcome.specimen")),
  );
  sampleInBrief(signal).then(show, () => undefined);
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
          h(
            "div.actions",
            {},
            h("a.button.primary.large", { href: "#/new" }, t("welcome.start")),
            h("a.button.large", { href: "#/sample" }, t("sample.see")),
          ),
          h("p.hint", {}, t("welcome.no_account")),
        ),
        specimen,
      ),
      h(
        "section.promises",
        {},
        promises.map((name) =>
          h(
            "div.promise",
            {},
            h("h2", {}, t(`welcome.${name}`)),
            h("p", {}, t(`welcome.${name}_text`)),
            name === "figures" && h("p", {}, h("a", { href: "#/method" }, t("method.title"))),
          ),
        ),
      ),
    ),
  };

  /** @param {BriefSample} sample */
  function show(sample) {
    const row = (/** @type {string} */ label, /** @type {string} */ value, total = false) =>
      h(total ? "div.specimen-total" : "div", {}, h("dt", {}, label), h("dd", {}, value));
    const quotes = sample.quotes
      .slice(0, QUOTES)
      .map((/** @type {string} */ quote) => ["… ", h("mark", {}, quote), " "]);
    fill(words, h("p", {}, h("b", {}, sample.title)), h("p", {}, quotes, "…"));
    fill(
      figures,
      row(t("panel.cost_today"), wholeMoney(sample.cost_per_year, sample.currency)),
      row(t("figure.hours_saved"), hours(sample.hours_saved_per_year, 0)),
      row(t("figure.payback"), months(sample.payback_months)),
      row(t("figure.net"), wholeMoney(sample.net_savings_per_year, sample.currency), true),
    );
    specimen.hidden = false;
  }
}
