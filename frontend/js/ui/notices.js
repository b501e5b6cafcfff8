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

/**
 * Show a message; with an action it stays while it is hovered or focused.
 * @param {string} text
 * @param {{ label: string, run: () => Promise<void> | void }} [action]
 */
export function toast(text, action) {
  const box = h(
    "div.toast",
    {},
    h("span", {}, text),
    action &&
      h(
        "button.quiet",
        {
          type: "button",
          on: {
            click: () => {
              box.remove();
              Promise.resolve(action.run()).catch(fail);
            },
          },
        },
        action.label,
      ),
    h("button.icon", { type: "button", "aria-label": t("close"), on: { click: () => box.remove() } }, "×"),
  );
  place.append(box);
  const hide = () => (box.matches(":hover, :focus-within") ? setTimeout(hide, 1000) : box.remove());
  setTimeout(hide, DURATION);
}

/** Show what went wrong with something that has no form. @param {unknown} error */
export function fail(error) {
  toast(problemText(error));
}
