/** What this is, for somebody who has just come. */

import { h } from "../dom.js";
import { t } from "../i18n.js";

export default function welcome() {
  const promises = ["figures", "quotes", "private", "report"];
  return {
    title: t("welcome.title"),
    node: h(
      "div.welcome",
      {},
      h(
        "section.hero",
        {},
        h("p.eyebrow", {}, t("welcome.eyebrow")),
        h("h1", {}, t("welcome.heading")),
        h("p.lead", {}, t("welcome.lead")),
        h("div.actions", {}, h("a.button.primary.large", { href: "#/new" }, t("welcome.start")), h("a.button.large", { href: "#/try" }, t("welcome.try"))),
        h("p.hint", {}, t("welcome.no_account")),
      ),
      h("section.promises", {}, promises.map((name, index) => h("div.promise", {}, h("span.promise-number", { "aria-hidden": "true" }, index + 1), h("h2", {}, t(`welcome.${name}`)), h("p", {}, t(`welcome.${name}_text`))))),
    ),
  };
}
