/** An answer to who shares a report: approve, decline or ask. */

import { open } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, choice, field, showProblem, summaryPlace, values } from "../ui/form.js";

/** @import { AnswerBody } from "#types/models" */

/** @param {`/shared/${string}/answers`} address @param {string | null} passcode of the link */
export function answerForm(address, passcode) {
  const submit = h("button.primary", { type: "submit" }, t("answer.send"));
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send } },
    summaryPlace(),
    choice({
      name: "answer",
      legend: t("answer.legend"),
      value: "",
      choices: [
        ["approved", t("answer.approved")],
        ["declined", t("answer.declined")],
        ["asked", t("answer.asked")],
      ],
    }),
    field({
      name: "name",
      label: t("answer.name"),
      control: h("input", { type: "text", maxlength: "100", autocomplete: "name" }),
    }),
    field({
      name: "note",
      label: t("answer.note"),
      hint: t("answer.note_hint"),
      control: h("textarea", { rows: "4", maxlength: "2000" }),
    }),
    h("div.actions", {}, submit),
  );
  return h("section.sheet.stack", {}, h("h2", {}, t("answer.title")), form);

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    const given = values(form);
    const body = /** @type {AnswerBody} */ ({ ...given, ...(passcode === null ? {} : { passcode }) });
    try {
      await busy(submit, () => open("POST", address, { body }));
      const done = h("p", { role: "status", tabindex: "-1" }, t("answer.sent"));
      fill(form, done);
      done.focus();
    } catch (error) {
      showProblem(form, error);
    }
  }
}
