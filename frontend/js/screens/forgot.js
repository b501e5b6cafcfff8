/** A forgotten password: asking for a link by e-mail. The answer never reveals who has an account. */

import { open } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace, values } from "../ui/form.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function forgot({ signal }) {
  const operator = await open("GET", "/operator", { signal });
  const submit = h("button.primary", { type: "submit" }, t("reset.send"));
  const content = h("div.stack", {});
  const form = h(
    "form.stack",
    { novalidate: true, method: "post", data: { keep: "forgot" }, on: { submit: send } },
    h("p.hint", {}, t("reset.lead")),
    summaryPlace(),
    field({
      name: "email",
      label: t("account.email"),
      control: h("input", {
        type: "email",
        autocomplete: "username",
        required: true,
        autocapitalize: "none",
        spellcheck: "false",
      }),
    }),
    h("div.actions", {}, submit),
  );
  fill(content, operator.password_reset ? form : closed(operator.email));
  return {
    title: t("reset.title"),
    node: h(
      "div.page.gate",
      {},
      h(
        "section.sheet.gate-form.stack",
        {},
        h("h1", {}, t("reset.title")),
        content,
        h("p.hint", {}, h("a", { href: "#/signin" }, t("account.sign_in"))),
      ),
    ),
  };

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const { email } = values(form);
    try {
      await busy(submit, () => open("POST", "/auth/password-reset", { body: { email } }));
      const message = h("p", { tabindex: "-1", role: "status" }, t("reset.sent", { email }));
      fill(content, message, h("p.hint", {}, t("reset.sent_hint")));
      message.focus();
    } catch (error) {
      showProblem(form, error);
    }
  }
}

/** @param {string} email the operator's */
const closed = (email) => h("p", {}, email ? t("reset.closed", { email }) : t("reset.closed_nobody"));
