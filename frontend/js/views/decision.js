/** The page that decides: the answer, why, what is asked for, the risk, what to do next, and how sure it is. */

import { language, t, tidy } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { figure } from "./figures.js";

/** @import { SharedDecision, SharedPoint } from "#types/models" */

/** @param {SharedDecision} given in the page's language */
export function decisionPage(given) {
  const decision = tidy(given, language);
  return h(
    "section.sheet.verdict.stack",
    {},
    h("p.eyebrow", {}, decision.kind),
    h("p.verdict-text", {}, decision.answer),
    decision.answer_note && h("p.hint", {}, decision.answer_note),
    h(
      "dl.figures",
      {},
      decision.figures.map((it, index) => figure(it.label, it.value, it.note, index === 0)),
    ),
    part(t("decision.reasons"), list("ul", decision.reasons)),
    part(t("decision.asks"), points([...decision.asks, decision.payback])),
    part(t("decision.steps"), list("ol", decision.steps)),
    points([decision.risk, decision.confidence]),
    part(t("decision.settles"), list("ul", decision.settles)),
  );
}

/** @param {string} title @param {HTMLElement | null} content */
const part = (title, content) => content && h("section.stack", {}, h("h2", {}, title), content);

/** @param {"ul" | "ol"} tag @param {string[]} items */
const list = (tag, items) =>
  items.length
    ? h(
        tag,
        {},
        items.map((item) => h("li", {}, item)),
      )
    : null;

/** @param {(SharedPoint | null)[]} given */
function points(given) {
  const found = given.filter((point) => point !== null);
  return found.length === 0
    ? null
    : h(
        "dl.points",
        {},
        found.map((point) => [h("dt", {}, point.label), h("dd", {}, point.text)]),
      );
}
