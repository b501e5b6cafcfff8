/** The first view: what SmartFlowAI is, a box for a text with figures beside it, and who runs this installation. */

import { analyst } from "../api/analyst.js";
import { open } from "../api/client.js";
import { fetched } from "../api/http.js";
import { sampleInBrief } from "../api/sample.js";
import { draft } from "../state/drafts.js";
import { allTexts, t } from "../texts/i18n.js";
import { fill, h, s } from "../ui/dom.js";
import { field } from "../ui/form.js";
import { hours, months, wholeMoney } from "../ui/format.js";
import { fail } from "../ui/notices.js";

/** @import { Child } from "#types/elements" */
/** @import { BriefSample, Operator } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const QUOTES = 4;
const DRAFT = "first";

/** @param {Place} place */
export default function welcome({ signal }) {
  const words = h("div.stack", {});
  const figures = h("dl.specimen-figures", {});
  const picture = h("div", {});
  // The pictures are filled in when the engine answers; without an answer there are none.
  const specimen = h(
    "a.specimen",
    { href: "#/try", hidden: true },
    h("span.eyebrow", {}, t("try.sample")),
    words,
    figures,
    h("span.hint", {}, t("welcome.specimen")),
  );
  const result = h("section.sheet.verdict.stack", { "aria-label": t("first.result"), hidden: true });
  const marks = h("div.paste-marks", { "aria-hidden": "true" });
  const box = h("textarea", { rows: "8", maxlength: "20000", placeholder: t("first.example"), value: stored() });
  const labelled = field({ name: "description", label: t("first.label"), control: box, note: marks });
  labelled.classList.add("paste");
  /** @type {Promise<() => void> | undefined} */
  let reading;
  const facts = h("dl.installation", {});
  const form = h(
    "form.stack",
    { data: { keep: "first" }, on: { input: changed, submit: (event) => event.preventDefault() } },
    labelled,
    h("p.hint", {}, t("first.hint")),
  );
  sampleInBrief(signal).then(show, () => undefined);
  Promise.all([open("GET", "/operator", { signal }), analyst()]).then(showInstallation, () => undefined);
  if (box.value) changed();
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
          form,
          h(
            "div.actions",
            {},
            h("a.button", { href: "#/new" }, t("welcome.start")),
            h("a.button.quiet", { href: "#/sample" }, t("sample.see")),
          ),
        ),
        h("div.beside", {}, result, specimen),
      ),
      h(
        "section.offer",
        {},
        picture,
        h(
          "div.stack",
          {},
          h("h2", {}, t("welcome.here")),
          facts,
          h("p", {}, h("a", { href: "#/method" }, t("method.title"))),
        ),
      ),
      h(
        "section.promises",
        {},
        ["figures", "quotes", "report"].map((name) =>
          h("div.promise", {}, h("h2", {}, t(`welcome.${name}`)), h("p", {}, t(`welcome.${name}_text`))),
        ),
      ),
    ),
  };

  /** What was typed here before, on this device. */
  function stored() {
    return draft(DRAFT)?.values.description ?? "";
  }

  /** What reads the text comes when there is one to read. */
  function changed() {
    // A character that takes no room, so that a line break at the end takes a line.
    fill(marks, box.value, "\u200b");
    reading ??= fetched(Promise.all([import("../views/first-figures.js"), allTexts()])).then(([module]) =>
      module.firstFigures({ name: DRAFT, box, marks, result, instead: specimen, signal }),
    );
    reading.then(
      (read) => read(),
      (error) => {
        reading = undefined;
        fail(error);
      },
    );
  }

  /** @param {BriefSample} sample */
  function show(sample) {
    const row = (/** @type {string} */ label, /** @type {string} */ value, total = false) =>
      h(total ? "div.specimen-total" : "div", {}, h("dt", {}, label), h("dd", {}, value));
    const quotes = sample.quotes
      .slice(0, QUOTES)
      .map((/** @type {string} */ quote) => ["… ", h("mark", {}, quote), " "]);
    const net = wholeMoney(sample.net_savings_per_year, sample.currency);
    fill(words, h("p", {}, h("b", {}, sample.title)), h("p", {}, quotes, "…"));
    fill(
      figures,
      row(t("panel.cost_today"), wholeMoney(sample.cost_per_year, sample.currency)),
      row(t("figure.hours_saved"), hours(sample.hours_saved_per_year, 0)),
      row(t("figure.payback"), months(sample.payback_months)),
      row(t("figure.net"), net, true),
    );
    fill(picture, reportPicture(sample.title, net));
    specimen.hidden = !result.hidden;
  }

  /** Nothing is said of a language model where there is none. @param {[Operator, "model" | "rules" | null]} known */
  function showInstallation([operator, who]) {
    const row = (/** @type {string} */ name, /** @type {Child} */ text) => [
      h("dt", {}, t(`welcome.${name}`)),
      h("dd", {}, text),
    ];
    fill(
      facts,
      row(
        "operator",
        operator.name
          ? [operator.name, operator.address, operator.email].filter(Boolean).join(", ")
          : t("welcome.operator_unknown"),
      ),
      row("price", operator.price || t("welcome.price_free")),
      row("data", [
        operator.data_place && [t("welcome.data_place", { place: operator.data_place }), " "],
        t(who === "model" ? "welcome.data_model" : "welcome.data_here"),
        " ",
        h("a", { href: "#/privacy" }, t("foot.privacy")),
      ]),
      who && row("analyst", t(`welcome.analyst_${who}`)),
    );
  }
}

/** A report's first page in small: what it looks like, not to be read. @param {string} title @param {string} net */
function reportPicture(title, net) {
  const line = (/** @type {number} */ y, /** @type {number} */ width) =>
    s("rect.paper-line", { x: 24, y, width, height: 5, rx: 2 });
  const bar = (/** @type {number} */ index, /** @type {number} */ height) =>
    s(index === 0 ? "rect.bar-before" : "rect.bar-saved", { x: 24 + index * 34, y: 232 - height, width: 24, height });
  return h(
    "figure.report-picture",
    {},
    h(
      "a",
      { href: "#/sample" },
      s(
        "svg",
        { viewBox: "0 0 240 320", "aria-hidden": "true" },
        s("rect.paper", { x: 1, y: 1, width: 238, height: 318, rx: 6 }),
        s("rect.paper-band", { x: 1, y: 1, width: 238, height: 8 }),
        s("text.paper-title", { x: 24, y: 44 }, title.length > 30 ? `${title.slice(0, 29)}…` : title),
        line(58, 150),
        s("text.paper-net", { x: 24, y: 104 }, net),
        [
          [118, 190],
          [130, 170],
          [142, 120],
        ].map(([y, width]) => line(y, width)),
        [70, 26, 40, 52].map((height, index) => bar(index, height)),
        s("polyline.line", { points: "164,228 180,214 196,190 212,166", fill: "none" }),
        s("line.paper-line", { x1: 24, y1: 232, x2: 216, y2: 232 }),
        [
          [252, 190],
          [264, 180],
          [276, 188],
          [288, 96],
        ].map(([y, width]) => line(y, width)),
      ),
      h("span.hint", {}, t("welcome.picture")),
    ),
  );
}
