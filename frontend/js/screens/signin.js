/** Signing in or up on a screen of its own; a page that needs an account shows it in its place. */

import { accountForm } from "../ui/account-form.js";
import { h } from "../ui/dom.js";
import { t } from "../texts/i18n.js";
import { again, go } from "../state/navigation.js";

/** @param {import("../state/navigation.js").Place} place */
export default function signin({ path }) {
  const mode = path === "/signup" ? "signup" : "signin";
  const title = t(mode === "signup" ? "account.sign_up_title" : "account.sign_in_title");
  const own = path === "/signin" || path === "/signup";
  const done = () => (own ? go("#/") : again());
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
