/** Two versions of one process: for each field that differs, the user chooses which to keep. */

import { inputName } from "../state/inputs.js";
import { has, t } from "../texts/i18n.js";
import { openDialog } from "../ui/dialog.js";
import { h } from "../ui/dom.js";
import { values } from "../ui/form.js";
import { inputValue } from "./figures.js";

/**
 * @param {Record<string, string>} mine
 * @param {Record<string, string>} theirs
 * @param {string} currency
 * @param {{ id: string, name: string }[]} categories
 * @returns {Promise<Record<string, string> | null>} the values chosen, or null if nothing was
 */
export function chooseVersion(mine, theirs, currency, categories) {
  const differing = Object.keys(theirs).filter((name) => (mine[name] ?? "") !== theirs[name]);
  return new Promise((resolve) => {
    /** @type {Record<string, string> | null} */
    let chosen = null;
    const pick = (/** @type {string} */ name, /** @type {"mine" | "theirs"} */ side) =>
      h(
        "label.side",
        {},
        h(
          "span.check",
          {},
          h("input", { type: "radio", name, value: side, checked: side === "mine" }),
          h("b", {}, t(`conflict.${side}`)),
        ),
        h("span.conflict-text", {}, shown(name, (side === "mine" ? mine : theirs)[name] ?? "")),
      );
    const form = h(
      "form.stack",
      {
        on: {
          submit: (event) => {
            event.preventDefault();
            finish();
          },
        },
      },
      h("p", {}, t("conflict.hint")),
      differing.map((name) =>
        h(
          "fieldset.conflict",
          {},
          h("legend", {}, label(name)),
          h("div.sides", {}, pick(name, "mine"), pick(name, "theirs")),
        ),
      ),
      h("div.actions", {}, h("button.primary", { type: "submit" }, t("conflict.save"))),
    );
    const dialog = openDialog(t("conflict.title"), form, { wide: true, onClose: () => resolve(chosen) });

    function finish() {
      const sides = values(form);
      chosen = {
        ...mine,
        ...Object.fromEntries(differing.filter((name) => sides[name] === "theirs").map((name) => [name, theirs[name]])),
      };
      dialog.close();
    }
  });

  /** @param {string} name */
  function label(name) {
    return has(`input.${name}`) ? inputName(name) : t(`process.${name === "category_id" ? "category" : name}`);
  }

  /** @param {string} name @param {string} value */
  function shown(name, value) {
    if (!value) return t("describe.empty");
    if (name === "category_id") return categories.find((it) => it.id === value)?.name ?? value;
    const choice = { industry: "industry", company_size: "size", budget_range: "budget" }[name];
    if (choice) return t(`${choice}.${value}`);
    return has(`input.${name}`) && !Number.isNaN(Number(value)) ? inputValue(name, value, currency) : value;
  }
}
