/** Signing in and signing up, on a screen of its own or over the page when a session is needed. */

import { ApiProblem } from "../api/http.js";
import { currentUser, signIn, signUp } from "../state/session.js";
import { language, t, withNodes } from "../texts/i18n.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { busy, field, showProblem, summaryPlace, values } from "./form.js";

/**
 * @param {"signin" | "signup"} mode
 * @param {() => void} done
 * @param {(mode: "signin" | "signup") => void} switchTo shows the other form
 * @returns {HTMLFormElement}
 */
export function accountForm(mode, done, switchTo) {
  const signingUp = mode === "signup";
  const submit = h("button.primary", { type: "submit" }, t(signingUp ? "account.sign_up" : "account.sign_in"));
  const code = h(
    "div",
    { hidden: true },
    field({
      name: "totp",
      label: t("totp.code"),
      hint: t("totp.code_hint"),
      control: h("input", {
        type: "text",
        autocomplete: "one-time-code",
        autocapitalize: "none",
        spellcheck: "false",
        maxlength: "40",
      }),
    }),
  );
  const form = h(
    "form.stack",
    { novalidate: true, method: "post", data: { keep: mode }, on: { submit: send } },
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
    field({
      name: "password",
      label: t("account.password"),
      hint: signingUp ? t("account.password_hint") : undefined,
      control: h("input", {
        type: "password",
        autocomplete: signingUp ? "new-password" : "current-password",
        required: true,
      }),
    }),
    !signingUp && code,
    signingUp &&
      h("p.hint", {}, withNodes("account.accepting", { terms: legalLink("terms"), privacy: legalLink("privacy") })),
    h("div.actions", {}, submit),
    !signingUp && h("p.hint", {}, h("a", { href: "#/forgot" }, t("account.forgot"))),
    h(
      "p.hint",
      {},
      t(signingUp ? "account.have_one" : "account.have_none"),
      " ",
      h(
        "button.link",
        { type: "button", on: { click: () => switchTo(signingUp ? "signin" : "signup") } },
        t(signingUp ? "account.sign_in" : "account.sign_up"),
      ),
    ),
  );

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const { email, password, totp } = values(form);
    try {
      await busy(submit, () =>
        signingUp
          ? signUp({ email, password, full_name: "", language, accept_terms: true })
          : signIn({ email, password, ...(totp && { totp }) }),
      );
      done();
    } catch (error) {
      // The password was right: ask for the code instead of showing an error.
      if (error instanceof ApiProblem && error.code === "totp_required" && code.hidden) {
        code.hidden = false;
        code.querySelector("input")?.focus();
      } else {
        showProblem(form, error);
      }
    }
  }

  return form;
}

/** A link that opens a new tab, so that what was typed stays. @param {"terms" | "privacy"} name */
const legalLink = (name) => h("a", { href: `#/${name}`, target: "_blank", rel: "noopener" }, t(`account.${name}_link`));

/** @type {Promise<boolean> | null} */
let question = null;

/**
 * Ask for a session over the page as it is, so that nothing on it is lost.
 * @param {"signin" | "signup"} [mode]
 * @param {string} [reason]
 * @returns {Promise<boolean>} whether there is one now
 */
export function askForSession(mode = "signin", reason = t("account.ended")) {
  question ??= new Promise((/** @type {(done: boolean) => void} */ resolve) => {
    let done = false;
    const before = currentUser()?.id;
    const holder = h("div.stack", {}, h("p", {}, reason));
    const dialog = openDialog(t(mode === "signup" ? "account.sign_up" : "account.sign_in"), holder, {
      onClose: () => resolve(done),
    });
    show(mode);

    /** @param {"signin" | "signup"} wanted */
    function show(wanted) {
      const email =
        /** @type {HTMLInputElement | null} */ (holder.querySelector("[name=email]"))?.value ??
        currentUser()?.email ??
        "";
      holder.querySelector("form")?.remove();
      /** @type {Element} */ (dialog.querySelector("h2")).textContent = t(
        wanted === "signup" ? "account.sign_up" : "account.sign_in",
      );
      const form = accountForm(wanted, finished, show);
      holder.append(form);
      // In a new tab, so that the page under the dialog stays.
      form.querySelector("a[href='#/forgot']")?.setAttribute("target", "_blank");
      const address = /** @type {HTMLInputElement} */ (form.elements.namedItem("email"));
      address.value = email;
      (email ? /** @type {HTMLElement} */ (form.elements.namedItem("password")) : address).focus();
    }

    function finished() {
      // Another person has signed in: they must not see the previous user's page.
      if (before && before !== currentUser()?.id) location.assign("#/");
      done = true;
      dialog.close();
    }
  }).finally(() => {
    question = null;
  });
  return question;
}
