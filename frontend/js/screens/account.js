/**
 * The user's account: language, currency, address, password, sessions, what was done, a copy of all data, and deleting
 * the account.
 */

import { analyst } from "../api/analyst.js";
import { call, get, patch, post } from "../api/client.js";
import { clearDrafts } from "../state/drafts.js";
import { go, reload } from "../state/navigation.js";
import { clearSession, currentUser, setUser } from "../state/session.js";
import { has, t, useLanguage } from "../texts/i18n.js";
import { confirmed } from "../ui/account-confirm.js";
import { currencySelect, languageField } from "../ui/account-fields.js";
import { confirmDialog } from "../ui/dialog.js";
import { fill, h } from "../ui/dom.js";
import { busy, choice, clearProblem, field, showProblem, summaryPlace, values } from "../ui/form.js";
import { date, dateTime, typedNumber } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";
import { exportSection } from "../views/export.js";
import { logoSection } from "../views/logo.js";
import { secondFactorSection } from "../views/second-factor.js";
import { sessionsSection } from "../views/sessions.js";

/** @import { Child } from "#types/elements" */
/** @import { User } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

/** @param {Place} place */
export default async function account({ signal }) {
  const [log, logo, sessions] = await Promise.all([
    get("/activity?limit=20", { signal }),
    logoSection(signal),
    sessionsSection(signal),
  ]);
  const user = /** @type {User} */ (currentUser());
  const consent = user.model_consent_at ? consentSection(user) : laterConsent(user, signal);
  return {
    title: t("nav.account"),
    nav: "account",
    node: h(
      "div.page.narrow.stack",
      {},
      h("h1", {}, t("nav.account")),
      h("p.hint", {}, user.email, " · ", t("account.since", { date: date(user.created_at) })),
      section(
        t("account.profile"),
        t("account.save"),
        [
          field({
            name: "full_name",
            label: t("account.full_name"),
            hint: t("account.full_name_hint"),
            control: h("input", { type: "text", autocomplete: "name", maxlength: "200", value: user.full_name }),
          }),
          h(
            "div.columns",
            {},
            languageField(user.language),
            field({
              name: "working_days",
              label: t("account.working_days"),
              control: h("input", { type: "number", min: "1", max: "366", value: String(user.working_days) }),
            }),
          ),
          currencyFields(user),
        ],
        async (given) => {
          const { full_name, working_days, currency, amounts, currency_rate } = given;
          const rate = typedNumber(currency_rate ?? "");
          const changed = await patch("/me", {
            full_name,
            language: /** @type {User["language"]} */ (given.language),
            working_days: Number(working_days),
            currency,
            ...(currency !== user.currency &&
              (amounts === "relabel" ? { currency_relabel: true } : rate && { currency_rate: rate })),
          });
          await useLanguage(changed.language, { keep: true });
          setUser(changed);
          toast(t("saved"));
          reload();
        },
      ),
      section(
        t("account.email_heading"),
        t("account.change_email"),
        [
          field({
            name: "email",
            label: t("account.email"),
            control: h("input", { type: "email", autocomplete: "email", value: user.email }),
          }),
          field({
            name: "current_password",
            label: t("account.current_password"),
            control: h("input", { type: "password", autocomplete: "current-password" }),
          }),
        ],
        async (given) => {
          setUser(await patch("/me", given));
          toast(t("saved"));
          reload();
        },
      ),
      section(
        t("account.password_heading"),
        t("account.change_password"),
        [
          field({
            name: "current_password",
            label: t("account.current_password"),
            control: h("input", { type: "password", autocomplete: "current-password" }),
          }),
          field({
            name: "new_password",
            label: t("account.new_password"),
            hint: t("account.password_hint"),
            control: h("input", { type: "password", autocomplete: "new-password" }),
          }),
        ],
        async (given, form) => {
          await post("/me/password", { current_password: given.current_password, new_password: given.new_password });
          form.reset();
          toast(t("account.password_changed"));
        },
      ),
      secondFactorSection(user),
      sessions,
      logo,
      consent,
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("account.activity")),
        log.items.length === 0
          ? h("p.hint", {}, t("account.no_activity"))
          : h(
              "ul.log",
              {},
              log.items.map((it) =>
                h(
                  "li",
                  {},
                  h("span", {}, has(`activity.${it.action}`) ? t(`activity.${it.action}`) : it.action),
                  h("span.hint", {}, dateTime(it.created_at)),
                  Boolean(it.details.title) && h("span.hint", {}, String(it.details.title)),
                ),
              ),
            ),
      ),
      exportSection(signal),
      h(
        "section.sheet.stack",
        {},
        h("h2", {}, t("account.danger")),
        h("p", {}, t("account.delete_hint")),
        h("div.actions", {}, h("button.danger", { type: "button", on: { click: deleteAccount } }, t("account.delete"))),
      ),
    ),
  };

  async function deleteAccount() {
    if (!(await confirmDialog(t("account.delete_title"), t("account.delete_hint"), t("account.delete")))) return;
    try {
      await confirmed(() => call("DELETE", "/me"));
      clearDrafts();
      clearSession();
      go("#/");
      toast(t("account.deleted"));
    } catch (error) {
      fail(error);
    }
  }
}

/**
 * The place of the consent section, which appears once the API has said that a model writes here, however late.
 * @param {User} user
 * @param {AbortSignal} signal
 */
function laterConsent(user, signal) {
  const place = h("div", { hidden: true });
  const ask = () =>
    analyst().then((who) => {
      if (who !== "model" || !place.hidden) return;
      place.hidden = false;
      fill(place, consentSection(user));
    });
  addEventListener("reconnected", ask, { signal });
  ask();
  return place;
}

/** The currency; another one asks what becomes of the amounts that are there. @param {User} user */
function currencyFields(user) {
  const currency = currencySelect(user.currency, { on: { change: draw } });
  const change = h("div.stack", { hidden: true, on: { change: drawRate } });
  return [
    field({ name: "currency", label: t("account.currency"), hint: t("account.currency_hint"), control: currency }),
    change,
  ];

  function draw() {
    const wanted = currency.value;
    change.hidden = wanted === user.currency;
    const rate = field({
      name: "currency_rate",
      label: t("account.currency_rate", { currency: wanted, before: user.currency }),
      control: h("input", { type: "text", inputmode: "decimal", autocomplete: "off" }),
    });
    fill(
      change,
      !change.hidden && [
        choice({
          name: "amounts",
          legend: t("account.currency_change"),
          value: "convert",
          wide: true,
          choices: [
            ["convert", t("account.currency_convert")],
            ["relabel", t("account.currency_relabel", { currency: wanted })],
          ],
        }),
        rate,
      ],
    );
  }

  /** Only a conversion has a rate. */
  function drawRate() {
    const relabel = /** @type {HTMLInputElement} */ (change.querySelector("[value=relabel]"));
    const rate = /** @type {HTMLElement} */ (change.querySelector("[data-field=currency_rate]"));
    rate.hidden = relabel.checked;
  }
}

/** Whether descriptions may be sent to the model's provider, with a button that changes it. @param {User} user */
function consentSection(user) {
  const given = user.model_consent_at;
  const change = h(
    "button",
    { type: "button", on: { click: () => busy(change, save).catch(fail) } },
    t(given ? "consent.withdraw" : "consent.give"),
  );

  async function save() {
    setUser((await call(given ? "DELETE" : "PUT", "/me/model-consent")).data);
    toast(t("saved"));
    reload();
  }

  return h(
    "section.sheet.stack",
    {},
    h("h2", {}, t("consent.title")),
    given ? h("p", {}, t("consent.given", { date: date(given) })) : h("p", {}, t("ask.consent")),
    h("p", {}, h("a", { href: "#/privacy" }, t("foot.privacy"))),
    h("div.actions", {}, change),
  );
}

/**
 * A part of the account with a form of its own.
 * @param {string} title
 * @param {string} action
 * @param {Child} fields
 * @param {(given: Record<string, string>, form: HTMLFormElement) => Promise<void>} save
 */
function section(title, action, fields, save) {
  const submit = h("button.primary", { type: "submit" }, action);
  const form = h(
    "form.stack",
    { novalidate: true, method: "post", data: { keep: title }, on: { submit: send } },
    summaryPlace(),
    fields,
    h("div.actions", {}, submit),
  );

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    clearProblem(form);
    try {
      await busy(submit, () => save(values(form), form));
    } catch (error) {
      showProblem(form, error);
    }
  }

  return h("section.sheet.stack", {}, h("h2", {}, title), form);
}
