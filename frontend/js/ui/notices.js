/** Short messages in the corner, announced to screen readers; one may carry an action such as undo. */

import { fill, h } from "./dom.js";
import { problemText } from "./form.js";
import { t } from "../texts/i18n.js";

const LASTING = 8000;

const place = h("div.toasts", { role: "status", "aria-live": "polite" });
const voice = h("div.sr", { role: "status", "aria-live": "polite" });

/** Add the places for messages to the page. */
export function mountNotices() {
  document.body.append(place, voice);
}

/** Say something to screen readers only. @param {string} text */
export function say(text) {
  fill(voice, text);
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
  const leave = () => (box.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : box.remove());
  setTimeout(leave, LASTING);
}

/** Show what went wrong with something that has no form. @param {unknown} error */
export function fail(error) {
  toast(problemText(error));
}
