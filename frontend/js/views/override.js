/** The user's values beside the computed ones: listed with their reasons, set, taken back. */

import { call } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { choices } from "../state/inputs.js";
import { t } from "../texts/i18n.js";
import { openDialog } from "../ui/dialog.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, select, showProblem, summaryPlace, values } from "../ui/form.js";
import { typedNumber } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";
import { figureText } from "./figures.js";

/** @import { FinishedAnalysis, Override, OverrideBody } from "#types/models" */

/** @type {string[]} */
const TEXTS = ["verdict", "summary"];
const FIGURES = [
  "net_savings_per_year",
  "gross_savings_per_year",
  "running_cost_per_year",
  "hours_saved_per_year",
  "payback_months",
  "hours_per_year",
  "cost_per_year",
  "potential",
  "ease",
];

/** @param {string} name */
const title = (name) => (TEXTS.includes(name) ? t(`override.${name}`) : t(`figure.${name}`));

/**
 * @param {FinishedAnalysis} analysis
 * @param {(() => void) | null} changed  null where nothing can be changed
 */
export function overrides(analysis, changed) {
  if (!changed && analysis.overrides.length === 0) return null;
  return h(
    "div.stack.block",
    {},
    analysis.overrides.length > 0 && h("p.hint", {}, t("override.hint")),
    analysis.overrides.length > 0 && h("ul.versions", {}, analysis.overrides.map(row)),
    changed &&
      h(
        "div.actions",
        {},
        h("button.small", { type: "button", on: { click: () => ask(analysis, changed) } }, t("override.button")),
      ),
  );

  /** @param {Override} it */
  function row(it) {
    const takeBack = h(
      "button.quiet.small",
      {
        type: "button",
        "aria-label": t("override.back_named", { name: title(it.field) }),
        on: {
          click: () =>
            busy(takeBack, () => store(analysis, { field: it.field, value: null, reason: it.reason })).then(
              changed ?? undefined,
              fail,
            ),
        },
      },
      t("override.back"),
    );
    return h(
      "li",
      {},
      h("span", {}, h("b", {}, title(it.field)), ": ", text(it.field, it.value)),
      h("span.hint", {}, it.reason),
      it.computed !== null &&
        !TEXTS.includes(it.field) &&
        h("span.hint", {}, t("override.computed", { value: text(it.field, it.computed) })),
      changed && takeBack,
    );
  }

  /** @param {string} name @param {string} value */
  function text(name, value) {
    return TEXTS.includes(name) ? value : figureText(name, value, analysis.assessment.currency);
  }
}

/** @param {FinishedAnalysis} analysis @param {OverrideBody} override */
async function store(analysis, override) {
  await call("PATCH", `/analyses/${analysis.id}`, { body: { overrides: [override] } });
  toast(t("saved"));
}

/** @param {FinishedAnalysis} analysis @param {() => void} changed */
function ask(analysis, changed) {
  const names = [...FIGURES, "difficulty", ...TEXTS];
  const submit = h("button.primary", { type: "submit" }, t("override.save"));
  const place = h("div", {});
  const which = select(
    names.map((name) => [name, title(name)]),
    names[0],
    { on: { change: draw } },
  );
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send } },
    summaryPlace(),
    h("p.hint", {}, t("override.about")),
    field({ name: "field", label: t("override.field"), control: which }),
    place,
    field({
      name: "reason",
      label: t("override.reason"),
      control: h("input", { type: "text", maxlength: "500", autocomplete: "off" }),
    }),
    h("div.actions", {}, submit),
  );
  draw();
  const dialog = openDialog(t("override.title"), form);

  /** Each kind of value has its control. */
  function draw() {
    const control =
      which.value === "difficulty"
        ? select(choices(["easy", "medium", "hard"], "difficulty"), "medium")
        : TEXTS.includes(which.value)
          ? h("textarea", { rows: "4", maxlength: "4000" })
          : h("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    fill(place, field({ name: "value", label: t("override.value"), control }));
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const { field: name, value, reason } = values(form);
    try {
      await busy(submit, () =>
        store(analysis, {
          field: /** @type {OverrideBody["field"]} */ (name),
          value: FIGURES.includes(name) ? typedNumber(value) : value,
          reason,
        }),
      );
      dialog.close();
      changed();
    } catch (error) {
      if (error instanceof ApiProblem)
        for (const fault of error.errors) fault.pointer = fault.pointer.replace(/^\/overrides\/0/, "");
      showProblem(form, error);
    }
  }
}
