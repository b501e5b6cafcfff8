/** Fields of an account that more than one form has. */

import { CURRENCIES } from "../state/currency.js";
import { t } from "../texts/i18n.js";
import { field, select } from "./form.js";

/** @import { Props } from "#types/elements" */
/** @import { Language } from "#types/models" */

/** @param {Language} chosen */
export const languageField = (chosen) =>
  field({
    name: "language",
    label: t("account.language"),
    control: select(
      [
        ["pl", "Polski"],
        ["en", "English"],
      ],
      chosen,
    ),
  });

/** @param {string} chosen offered even where it is none of the usual ones @param {Props} [props] */
export const currencySelect = (chosen, props) =>
  select(
    [...new Set([...CURRENCIES, chosen])].map((code) => [code, code]),
    chosen,
    props,
  );
