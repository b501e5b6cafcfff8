/**
 * Privacy notice, terms and accessibility statement: long texts, loaded only here, with the operator's identity filled
 * in.
 */

import { open } from "../api/client.js";
import { language, t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function legal({ path, signal }) {
  const [operator, words] = await Promise.all([
    open("GET", "/operator", { signal }),
    language === "pl" ? import("../texts/legal/pl.js") : import("../texts/legal/en.js"),
  ]);
  const text = words.default(operator)[path.slice(1)];
  return {
    title: text.title,
    node: h(
      "div.page.narrow.stack",
      {},
      h("h1", {}, text.title),
      text.sections.map(([heading, paragraphs]) =>
        h(
          "section.stack",
          {},
          h("h2", {}, heading),
          paragraphs.filter(Boolean).map((paragraph) => h("p", {}, paragraph)),
        ),
      ),
      h("p.hint", {}, t("foot.estimate")),
    ),
  };
}
