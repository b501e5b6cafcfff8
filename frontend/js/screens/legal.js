/** Privacy notice, terms and accessibility statement: long texts, loaded only here, with the operator's identity filled in. */

import { open } from "../api/client.js";
import { h } from "../ui/dom.js";
import { language, t } from "../texts/i18n.js";

/**
 * @typedef {object} Operator
 * @property {string} name
 * @property {string} address
 * @property {string} email
 * @property {string | null} model_provider  null where no model is connected
 * @property {string | null} model_country
 * @property {number} report_retention_days
 * @property {number} log_retention_days
 * @property {string} privacy_notice  the day of its present wording
 * @property {string} terms  the day of their present wording
 */

/** @param {import("../state/navigation.js").Place} place */
export default async function legal({ path, signal }) {
  const [operator, words] = await Promise.all([
    open("GET", "/operator", { signal }),
    language === "pl" ? import("../texts/legal/pl.js") : import("../texts/legal/en.js"),
  ]);
  const paper = words.default(operator)[path.slice(1)];
  return {
    title: paper.title,
    node: h(
      "div.page.narrow.stack",
      {},
      h("h1", {}, paper.title),
      paper.sections.map(([heading, paragraphs]) =>
        h(
          "section.stack",
          {},
          h("h2", {}, heading),
          paragraphs.filter(Boolean).map((text) => h("p", {}, text)),
        ),
      ),
      h("p.hint", {}, t("foot.estimate")),
    ),
  };
}
