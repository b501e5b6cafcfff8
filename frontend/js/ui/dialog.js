/** Native dialogs: what has to be answered first. */

import { t } from "../texts/i18n.js";
import { h, uniqueId } from "./dom.js";

/** @import { Child } from "#types/elements" */

/**
 * Open a modal dialog; it leaves the page when it closes.
 * @param {string} title
 * @param {Child} content
 * @param {{ onClose?: () => void, wide?: boolean }} [options]
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, content, { onClose, wide } = {}) {
  const id = uniqueId("dialog");
  const dialog = /** @type {HTMLDialogElement} */ (
    h(
      wide ? "dialog.wide" : "dialog",
      {
        "aria-labelledby": id,
        on: {
          close: () => {
            dialog.remove();
            onClose?.();
          },
        },
      },
      h(
        "div.dialog-head",
        {},
        h("h2", { id, tabindex: "-1" }, title),
        h("button.icon", { type: "button", "aria-label": t("close"), on: { click: () => dialog.close() } }, "×"),
      ),
      content,
    )
  );
  document.body.append(dialog);
  dialog.showModal();
  const begin = dialog.querySelector("input:not([readonly]), select, textarea") ?? dialog.querySelector("h2");
  /** @type {HTMLElement} */ (begin).focus();
  // Leaving the screen, by the back button too, closes the dialog; loading the same screen again does not.
  const openedAt = location.hash;
  const closeElsewhere = () => {
    if (location.hash !== openedAt) dialog.close();
  };
  addEventListener("hashchange", closeElsewhere);
  dialog.addEventListener("close", () => removeEventListener("hashchange", closeElsewhere));
  return dialog;
}

/**
 * Ask before something that cannot be undone.
 * @param {string} title
 * @param {string} text
 * @param {string} action label of the button
 * @returns {Promise<boolean>}
 */
export function confirmDialog(title, text, action) {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = openDialog(
      title,
      h(
        "div.stack",
        {},
        h("p", {}, text),
        h(
          "div.actions",
          {},
          h(
            "button.danger",
            {
              type: "button",
              on: {
                click: () => {
                  answer = true;
                  dialog.close();
                },
              },
            },
            action,
          ),
          h("button.quiet", { type: "button", on: { click: () => dialog.close() } }, t("cancel")),
        ),
      ),
      { onClose: () => resolve(answer) },
    );
  });
}
