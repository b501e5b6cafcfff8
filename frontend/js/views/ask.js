/** Asking for an analysis: how deep, in which language, and what happens without a language model. */

import { analyst } from "../api/analyst.js";
import { call, idempotencyKey, post, put } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { currentUser, setUser } from "../state/session.js";
import { language, t } from "../texts/i18n.js";
import { openDialog } from "../ui/dialog.js";
import { fill, h } from "../ui/dom.js";
import { busy, choice, problemText, showProblem, summaryPlace, values } from "../ui/form.js";
import { namesHint } from "./names.js";

/** @import { Depth, Job, Language, Process } from "#types/models" */

/**
 * @typedef {object} Answers
 * @property {Depth} depth
 * @property {Language} language
 * @property {"rules" | "none"} [fallback]
 * @property {string} [consent]
 * @property {string} [fresh]
 */

// A slow line does not hold the dialog up for longer; without an answer it asks for consent when the API demands it.
const PATIENCE = 4000;

/**
 * @param {Process} process
 * @param {(job: Job) => void} accepted
 */
export async function askForAnalysis(process, accepted) {
  const late = new Promise((/** @type {(value: null) => void} */ resolve) => setTimeout(resolve, PATIENCE, null));
  const who = await Promise.race([analyst(), late]);
  const key = idempotencyKey();
  const model = who === "model";
  const outgoing = h("div.stack", {});
  const consentPlace = h("div", {});
  const submit = h("button.primary", { type: "submit" }, t("ask.submit"));
  const form = h(
    "form.stack",
    { novalidate: true, on: { submit: send } },
    summaryPlace(),
    who && h("p.note", {}, t(`analyst.here_${who}`), " ", t(`analyst.means_${who}`)),
    choice({
      name: "depth",
      legend: t("ask.depth"),
      wide: true,
      value: process.analysis_depth ?? "basic",
      choices: ["basic", "deep", "expert"].map((depth) => [depth, t(`ask.${depth}`)]),
    }),
    choice({
      name: "language",
      legend: t("ask.language"),
      value: language,
      choices: [
        ["pl", "Polski"],
        ["en", "English"],
      ],
    }),
    model &&
      choice({
        name: "fallback",
        legend: t("ask.fallback"),
        wide: true,
        value: "rules",
        choices: [
          ["rules", t("ask.fallback_rules")],
          ["none", t("ask.fallback_none")],
        ],
      }),
    consentPlace,
    model &&
      process.current_analysis_id &&
      h(
        "label.check",
        { data: { field: "fresh" } },
        h("input", { type: "checkbox", name: "fresh" }),
        h("span", {}, t("ask.fresh")),
      ),
    model &&
      h(
        "details",
        {
          on: {
            toggle: () => {
              if (!outgoing.hasChildNodes()) showOutgoing();
            },
          },
        },
        h("summary", {}, t("ask.preview")),
        outgoing,
      ),
    h("div.actions", {}, submit),
  );
  if (model && !currentUser()?.model_consent_at) askConsent();
  const dialog = openDialog(t("ask.title"), form);

  function askConsent() {
    fill(
      consentPlace,
      h(
        "label.check",
        { data: { field: "consent" } },
        h("input", { type: "checkbox", name: "consent", required: true }),
        h("span", {}, t("ask.consent")),
      ),
    );
  }

  /** The form's values: radio buttons give no others. */
  function answers() {
    return /** @type {Answers} */ (values(form));
  }

  /** Exactly what would be sent to the provider, and who that is. */
  async function showOutgoing() {
    const { depth, language: wanted } = answers();
    try {
      const preview = await post(`/processes/${process.id}/analyses/preview`, { depth, language: wanted });
      const likely = namesHint(`${process.title}\n${process.description}`);
      fill(
        outgoing,
        h(
          "p",
          {},
          t("ask.preview_to", {
            provider: [preview.provider, preview.country].filter(Boolean).join(", "),
            model: preview.model ?? "",
          }),
        ),
        h("pre.outgoing", { tabindex: "0", role: "group", "aria-label": t("ask.preview") }, preview.message),
        likely && h("p.note", { data: { names: "" } }, likely),
        preview.search_query && h("p.hint", {}, t("ask.preview_search", { query: preview.search_query })),
      );
    } catch (error) {
      fill(outgoing, h("p.hint", {}, problemText(error)));
    }
  }

  /** @param {SubmitEvent} event */
  async function send(event) {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const { depth, language: wanted, fallback, consent, fresh } = answers();
    try {
      const body = { depth, language: wanted, fallback: fallback ?? "none", fresh: fresh !== undefined };
      const job = await busy(submit, async () => {
        if (consent) setUser(await put("/me/model-consent"));
        return (await call("POST", `/processes/${process.id}/analyses`, { body, key })).data;
      });
      dialog.close();
      accepted(job);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "analysis_active" && error.document.analysis_id) {
        dialog.close();
        accepted({
          id: String(error.document.analysis_id),
          status: "queued",
          stage: null,
          depth,
          created_at: new Date().toISOString(),
        });
      } else {
        // Consent was withdrawn elsewhere, or given to an earlier wording of the notice: ask for it here.
        if (error instanceof ApiProblem && error.code === "consent_required") askConsent();
        showProblem(form, error);
      }
    }
  }
}
