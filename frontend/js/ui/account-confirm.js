/** Asks for the password again, before what an open session alone may not do. */

import { post } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { t } from "../texts/i18n.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { busy, field, showProblem, summaryPlace, values } from "./form.js";

/**
 * Do something; if it needs the password again, ask for it and do it then.
 * @template Result
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result>}
 */
export async function confirmed(action) {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "confirmation_required" || !(await askForPassword()))
      throw error;
    return action();
  }
}

/** @returns {Promise<boolean>} whether the password was given */
function askForPassword() {
  return new Promise((resolve) => {
    let given = false;
    const submit = h("button.primary", { type: "submit" }, t("account.confirm"));
    const form = h(
      "form.stack",
      { novalidate: true, method: "post", on: { submit: send } },
      h("p", {}, t("account.confirm_hint")),
      summaryPlace(),
      field({
        name: "current_password",
        label: t("account.current_password"),
        control: h("input", { type: "password", autocomplete: "current-password", required: true }),
      }),
      h("div.actions", {}, submit),
    );
    const dialog = openDialog(t("account.confirm_title"), form, { onClose: () => resolve(given) });

    /** @param {SubmitEvent} event */
    async function send(event) {
      event.preventDefault();
      try {
        await busy(submit, () => post("/me/confirm", { current_password: values(form).current_password }));
        given = true;
        dialog.close();
      } catch (error) {
        showProblem(form, error);
      }
    }
  });
}
