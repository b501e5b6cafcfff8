/** Signing in or up on a screen of its own; a page that needs an account shows it in its place. */

import { go, reload } from "../state/navigation.js";
import { t } from "../texts/i18n.js";
import { accountForm } from "../ui/account-form.js";
import { h } from "../ui/dom.js";

/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default function signin({ path }) {
  const mode = path === "/signup" ? "signup" : "signin";
  const title = t(mode === "signup" ? "account.sign_up_title" : "account.sign_in_title");
  const onOwnScreen = path === "/signin" || path === "/signup";
  const done = () => (onOwnScreen ? go("#/") : reload());
  return {
    title,
    node: h(
      "div.page.gate",
      {},
      h(
        "section.sheet.gate-form.stack",
        {},
        h("h1", {}, title),
        h("p.hint", {}, t(mode === "signup" ? "account.sign_up_lead" : "account.sign_in_lead")),
        accountForm(mode, done, (wanted) => go(`#/${wanted}`)),
      ),
    ),
  };
}
