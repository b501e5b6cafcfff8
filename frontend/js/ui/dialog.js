/** Native dialogs: what has to be answered before going on. */

import { freshId, h } from "./dom.js";
import { t } from "../texts/i18n.js";

/**
 * Open a modal dialog; it leaves the page when it closes.
 * @param {string} title
 * @param {import("./dom.js").Child} content
 * @param {{ onClose?: () => void, wide?: boolean }} [options]
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, content, { onClose, wide } = {}) {
  const id = freshId("dialog");
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
        h("h2", { id }, title),
        h("button.icon", { type: "button", "aria-label": t("close"), on: { click: () => dialog.close() } }, "×"),
      ),
      content,
    )
  );
  document.body.append(dialog);
  dialog.showModal();
  // Going elsewhere (the back button too) leaves the question behind; the same screen drawn anew does not.
  const asked = location.hash;
  const leave = () => {
    if (location.hash !== asked) dialog.close();
  };
  addEventListener("hashchange", leave);
  dialog.addEventListener("close", () => removeEventListener("hashchange", leave));
  return dialog;
}

/**
 * Ask before something that cannot be undone.
 * @param {string} title
 * @param {string} text
 * @param {string} action what the button says
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
