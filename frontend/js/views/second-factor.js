/**
 * The second factor: an app's codes at sign-in. Turned on with a QR code and a first code, turned off with the
 * password.
 */

import { call, post } from "../api/client.js";
import { reload } from "../state/navigation.js";
import { currentUser, setUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { openDialog } from "../ui/dialog.js";
import { fill, h, s } from "../ui/dom.js";
import { busy, field, showProblem, summaryPlace, values } from "../ui/form.js";
import { fail, toast } from "../ui/notices.js";

/** @import { Child } from "#types/elements" */
/** @import { TotpSetup, User } from "#types/models" */

/** @param {User} user */
export function secondFactorSection(user) {
  return h(
    "section.sheet.stack",
    {},
    h("h2", {}, t("totp.heading")),
    h("p", {}, t(user.totp ? "totp.is_on" : "totp.is_off")),
    h(
      "div.actions",
      {},
      h(
        "button",
        { type: "button", on: { click: user.totp ? turnOff : turnOn } },
        t(user.totp ? "totp.turn_off" : "totp.turn_on"),
      ),
    ),
  );
}

function turnOff() {
  const dialog = openDialog(
    t("totp.heading"),
    step([h("p", {}, t("totp.off_hint")), password()], t("totp.turn_off"), async (given) => {
      await call("DELETE", "/me/totp", { body: passwordOf(given) });
      dialog.close();
      setSecondFactor(false);
      toast(t("totp.off_done"));
    }),
  );
}

/** Three steps in one dialog: the password, the app, the recovery codes. */
function turnOn() {
  const content = h("div", {});
  const dialog = openDialog(t("totp.heading"), content, {
    onClose: () => {
      if (done) setSecondFactor(true);
    },
  });
  let done = false;
  fill(
    content,
    step([h("p", {}, t("totp.on_hint")), password()], t("describe.next"), async (given) =>
      app(await post("/me/totp", passwordOf(given))),
    ),
  );
  focus();

  /** @param {TotpSetup} setup */
  function app(setup) {
    const code = field({
      name: "code",
      label: t("totp.first_code"),
      control: h("input", { type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "10" }),
    });
    const secret = /** @type {string[]} */ (setup.secret.match(/.{1,4}/g)).join(" ");
    fill(
      content,
      step(
        [
          h("p", {}, t("totp.scan")),
          picture(setup.qr),
          h("p.hint", {}, t("totp.by_hand")),
          h("p.secret", {}, secret),
          code,
        ],
        t("totp.turn_on"),
        async (given) => recovery((await post("/me/totp/confirm", { code: given.code })).recovery_codes),
      ),
    );
    focus();
  }

  /** @param {string[]} codes */
  function recovery(codes) {
    done = true;
    const copied = h("span.hint", { role: "status" });
    const close = h("button.primary", { type: "button", on: { click: () => dialog.close() } }, t("totp.kept"));
    const copy = h(
      "button",
      {
        type: "button",
        on: {
          click: () =>
            navigator.clipboard.writeText(codes.join("\n")).then(() => fill(copied, t("result.copied")), fail),
        },
      },
      t("totp.copy"),
    );
    fill(
      content,
      h(
        "div.stack",
        {},
        h("p", {}, t("totp.recovery")),
        h(
          "ul.codes",
          {},
          codes.map((code) => h("li", {}, code)),
        ),
        h("div.actions", {}, close, copy, copied),
      ),
    );
    close.focus();
  }

  function focus() {
    /** @type {HTMLElement} */ (content.querySelector("input")).focus();
  }
}

const password = () =>
  field({
    name: "current_password",
    label: t("account.current_password"),
    control: h("input", { type: "password", autocomplete: "current-password" }),
  });

/** @param {Record<string, string>} given */
const passwordOf = ({ current_password }) => ({ current_password });

/** @param {Child} content @param {string} action @param {(given: Record<string, string>) => Promise<void>} go */
function step(content, action, go) {
  const submit = h("button.primary", { type: "submit" }, action);
  const form = h(
    "form.stack",
    { novalidate: true, method: "post", on: { submit: send } },
    summaryPlace(),
    content,
    h("div.actions", {}, submit),
  );

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    try {
      await busy(submit, () => go(values(form)));
    } catch (error) {
      showProblem(form, error);
    }
  }

  return form;
}

/** A QR code, dark on light in both themes: apps cannot read it otherwise. @param {string[]} rows */
function picture(rows) {
  const size = rows.length + 8;
  const dark = rows
    .map((row, y) => [...row].map((module, x) => (module === "1" ? `M${x + 4} ${y + 4}h1v1h-1z` : "")).join(""))
    .join("");
  return s(
    "svg",
    {
      class: "qr",
      viewBox: `0 0 ${size} ${size}`,
      role: "img",
      "aria-label": t("totp.qr"),
      "shape-rendering": "crispEdges",
    },
    s("rect", { width: size, height: size, fill: "#fff" }),
    s("path", { d: dark, fill: "#000" }),
  );
}

/** @param {boolean} on */
function setSecondFactor(on) {
  setUser({ .../** @type {User} */ (currentUser()), totp: on });
  reload();
}
