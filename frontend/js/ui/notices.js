/** Short messages in the corner, announced to screen readers; one may carry an action such as undo. */

import { t } from "../texts/i18n.js";
import { fill, h } from "./dom.js";
import { problemText } from "./form.js";

const DURATION = 8000;

const place = h("div.toasts", { role: "status", "aria-live": "polite" });
const announcements = h("div.sr", { role: "status", "aria-live": "polite" });

/** Add the places for messages to the page. */
export function mountNotices() {
  document.body.append(place, announcements);
}

/** Announce something to screen readers only. @param {string} text */
export function announce(text) {
  fill(announcements, text);
}

/** @typedef {{ label: string, run: () => Promise<void> | void }} Action */

/** @type {(() => void) | null} */
let undo = null;

/**
 * Show a message. One with an action stays until it is used, closed, or followed by another one with an action: nobody
 * has to be quick. Ctrl+Z uses it from anywhere but a field.
 * @param {string} text
 * @param {Action} [action]
 */
export function toast(text, action) {
  const box = h("div.toast", {}, h("span", {}, text));
  const close = () => {
    box.remove();
    if (undo === use) undo = null;
  };
  const use = () => {
    close();
    Promise.resolve(action?.run()).catch(fail);
  };
  if (action) {
    place.querySelector("[data-action]")?.remove();
    undo = use;
    box.dataset.action = "";
    box.append(
      h(
        "button.quiet",
        { type: "button", "aria-keyshortcuts": "Control+Z Meta+Z", on: { click: use } },
        action.label,
        " ",
        // Spoken with the message, which is how a keyboard learns of it.
        h("kbd", {}, /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘Z" : "Ctrl+Z"),
      ),
    );
  }
  box.append(h("button.icon", { type: "button", "aria-label": t("close"), on: { click: close } }, "×"));
  place.append(box);
  const hide = () => (box.matches(":hover, :focus-within") ? setTimeout(hide, 1000) : close());
  if (!action) setTimeout(hide, DURATION);
}

addEventListener("keydown", (event) => {
  const field = /** @type {Element | null} */ (event.target instanceof Element ? event.target : null);
  if (!undo || event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  if (field?.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
  event.preventDefault();
  undo();
});

/** Show what went wrong with something that has no form. @param {unknown} error */
export function fail(error) {
  toast(problemText(error));
}
