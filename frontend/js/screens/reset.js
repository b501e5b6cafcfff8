/** A new password, by the link that came by mail. It signs nobody in: whoever holds the password does that. */

import { open } from "../api/client.js";
import { h } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace, values } from "../ui/form.js";
import { ApiProblem } from "../api/http.js";
import { t } from "../texts/i18n.js";
import { toast } from "../ui/notices.js";
import { go } from "../state/navigation.js";
import { currentUser, forget } from "../state/session.js";

/** @param {import("../state/navigation.js").Place} place */
export default function reset({ params }) {
  const submit = h("button.primary", { type: "submit" }, t("account.change_password"));
  const another = h("p", { hidden: true }, h("a", { href: "#/forgot" }, t("reset.again")));
  const form = h(
    "form.stack",
    { novalidate: true, method: "post", data: { keep: "reset" }, on: { submit: send } },
    summaryPlace(),
    another,
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
      // Every session has ended, one on this page too.
      if (currentUser()) forget();
      go("#/signin");
      toast(t("reset.done"));
    } catch (error) {
      another.hidden = !(error instanceof ApiProblem && error.code === "reset_link_invalid");
      showProblem(form, error);
    }
  }
}
