/**
 * Setting a new password with the link that came by e-mail. It does not sign in: the user does, with the new password.
 */

import { open } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { go } from "../state/navigation.js";
import { clearSession, currentUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace, values } from "../ui/form.js";
import { toast } from "../ui/notices.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default function reset({ params }) {
  const submit = h("button.primary", { type: "submit" }, t("account.change_password"));
  const newLink = h("p", { hidden: true }, h("a", { href: "#/forgot" }, t("reset.again")));
  const form = h(
    "form.stack",
    { novalidate: true, method: "post", data: { keep: "reset" }, on: { submit: send } },
    summaryPlace(),
    newLink,
    field({
      name: "password",
      label: t("account.new_password"),
      hint: t("account.password_hint"),
      control: h("input", { type: "password", autocomplete: "new-password", required: true }),
    }),
    h("div.actions", {}, submit),
  );
  return {
    title: t("reset.new_title"),
    node: h(
      "div.page.gate",
      {},
      h(
        "section.sheet.gate-form.stack",
        {},
        h("h1", {}, t("reset.new_title")),
        h("p.hint", {}, t("reset.new_lead")),
        form,
      ),
    ),
  };

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    try {
      await busy(submit, () =>
        open("POST", "/auth/password-reset/confirm", {
          body: { token: params.token, password: values(form).password },
        }),
      );
      // All sessions have ended, this page's included.
      if (currentUser()) clearSession();
      go("#/signin");
      toast(t("reset.done"));
    } catch (error) {
      newLink.hidden = !(error instanceof ApiProblem && error.code === "reset_link_invalid");
      showProblem(form, error);
    }
  }
}
