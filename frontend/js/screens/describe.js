/**
 * Describing a process, a new one or one that is there. Only the description is required; drafts save themselves;
 * figures change as the user types.
 */

import { call, get, idempotencyKey, open, patch } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { liveFigures } from "../api/live.js";
import { likelyCurrency } from "../state/currency.js";
import { draft, dropDraft, keepDraft } from "../state/drafts.js";
import {
  BUDGETS,
  COST,
  choices,
  estimateBody,
  FREQUENCIES,
  formFields,
  formValues,
  INDUSTRIES,
  inputName,
  MEASURES,
  READINESS,
  SIZES,
  VOLUME,
} from "../state/inputs.js";
import { go, reload, rememberPlace } from "../state/navigation.js";
import { currentUser } from "../state/session.js";
import { language, t } from "../texts/i18n.js";
import { askForSession } from "../ui/account-form.js";
import { fill, h } from "../ui/dom.js";
import { busy, choice, field, restore, select, showProblem, summaryPlace, values } from "../ui/form.js";
import { toast } from "../ui/notices.js";
import { inputValue } from "../views/figures.js";
import { namesHint } from "../views/names.js";
import { figuresPanel } from "../views/panel.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment, Category, Process } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const STEPS = ["describe", "volume", "readiness", "check"];

/** @param {Place} place */
export default async function describe({ params, query, signal }) {
  const [process, categories] = await Promise.all([
    params.id ? get(`/processes/${params.id}`, { signal }) : null,
    open("GET", "/categories", { signal }),
  ]);
  const name = process ? process.id : "new";
  const stored = draft(name);
  const currency = process?.assessment.currency ?? currentUser()?.currency ?? likelyCurrency(language);
  let version = stored?.version ?? process?.version ?? null;
  let key = idempotencyKey();

  const panel = figuresPanel((missing) =>
    h("button.link", { type: "button", on: { click: () => focusInput(missing) } }, inputName(missing)),
  );
  const savedNote = h("p.hint", { role: "status" });
  const analyse = h(
    "button.primary",
    { type: "submit", value: "analyse" },
    t(process ? "describe.save" : "describe.save_and_analyse"),
  );
  const saveOnly = !process && h("button", { type: "submit", value: "save" }, t("describe.save_only"));
  const likely = h("p.hint", { role: "status", data: { names: "" } });
  const sections = [
    describeSection(categories.items, likely),
    volumeSection(currency),
    readinessSection(),
    h("section.step.stack", { data: { step: "check" } }),
  ];
  const stepButtons = STEPS.map((step, index) =>
    h(
      "button",
      { type: "button", on: { click: () => showStep(index, true) } },
      h("span.step-number", { "aria-hidden": "true" }, index + 1),
      t(`describe.step_${step}`),
    ),
  );
  const back = h(
    "button.quiet",
    { type: "button", on: { click: () => showStep(current - 1, true) } },
    t("describe.back"),
  );
  const next = h("button", { type: "button", on: { click: () => showStep(current + 1, true) } }, t("describe.next"));
  const form = h(
    "form.stack",
    {
      novalidate: true,
      data: { keep: `process-${name}` },
      on: {
        submit: save,
        input: changed,
        reveal: (event) => reveal(/** @type {Element} */ (event.target)),
      },
    },
    h(
      "ol.steps",
      { "aria-label": t("describe.steps") },
      stepButtons.map((button) => h("li", {}, button)),
    ),
    summaryPlace(),
    sections,
    h("div.actions.form-end", {}, analyse, saveOnly, h("div.actions.turn", {}, back, next), savedNote),
  );
  const ask = liveFigures(() => estimateBody(values(form), currency), showFigures, panel.failed, signal);
  let current = 0;
  /** @type {Assessment | null} */
  let figures = null;

  if (process) restore(form, formValues(process));
  if (stored) restore(form, stored.values);
  showStep(0, false);
  showNames();
  ask();
  if (query.get("field")) requestAnimationFrame(() => focusInput(String(query.get("field"))));

  const title = t(process ? "describe.title_edit" : "describe.title_new");
  return {
    title,
    nav: "processes",
    node: h(
      "div.page",
      {},
      process && h("p.crumb", {}, h("a", { href: `#/process/${process.id}` }, process.title)),
      h("h1", {}, title),
      stored &&
        h(
          "p.note",
          {},
          t("describe.draft_found"),
          " ",
          h("button.link", { type: "button", on: { click: discard } }, t("describe.draft_discard")),
        ),
      h("div.with-panel", {}, form, panel.node),
    ),
  };

  function changed() {
    key = idempotencyKey();
    keepDraft(name, values(form), version);
    fill(savedNote, t("describe.draft_saved"));
    ask();
    if (STEPS[current] === "check") showCheck();
    showNames();
  }

  /** Suggest to leave out what is likely a person's name. */
  function showNames() {
    const { title: about, description } = values(form);
    const hint = namesHint(`${about ?? ""}\n${description ?? ""}`);
    if (likely.textContent !== hint) fill(likely, hint);
  }

  /** @param {Assessment} answer */
  function showFigures(answer) {
    figures = answer;
    panel.show(answer);
    for (const wrap of form.querySelectorAll("[data-default]")) {
      const input = answer.inputs[/** @type {HTMLElement} */ (wrap).dataset.default ?? ""];
      fill(
        wrap,
        input?.provenance === "default" &&
          t("describe.default", {
            value: inputValue(/** @type {HTMLElement} */ (wrap).dataset.default ?? "", input.value, currency),
          }),
      );
    }
    if (STEPS[current] === "check") showCheck();
  }

  /** @param {number} index @param {boolean} focus */
  function showStep(index, focus) {
    current = index;
    for (const [at, section] of sections.entries()) section.hidden = at !== index;
    for (const [at, button] of stepButtons.entries()) {
      if (at === index) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    back.hidden = index === 0;
    next.hidden = index === STEPS.length - 1;
    if (STEPS[index] === "check") showCheck();
    if (focus) sections[index].querySelector("h2")?.focus();
  }

  /** @param {Element} control */
  function reveal(control) {
    const index = sections.findIndex((section) => section.contains(control));
    if (index >= 0 && index !== current) showStep(index, false);
  }

  /** @param {string} input */
  function focusInput(input) {
    const control = /** @type {HTMLElement | null} */ (form.querySelector(`[name="${CSS.escape(input)}"]`));
    if (!control) return;
    reveal(control);
    control.focus();
  }

  function showCheck() {
    const given = values(form);
    const row = (/** @type {string} */ label, /** @type {Child} */ value, /** @type {string} */ target) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, label),
        h("td", {}, value),
        h(
          "td",
          {},
          h(
            "button.link",
            {
              type: "button",
              "aria-label": t("describe.change", { what: label }),
              on: { click: () => focusInput(target) },
            },
            t("describe.edit"),
          ),
        ),
      );
    const known = [...MEASURES.map((measure) => measure.name), ...READINESS.map((answer) => `readiness.${answer}`)];
    fill(
      sections[3],
      h("h2", { tabindex: "-1" }, t("describe.step_check")),
      h("p.hint", {}, t("describe.check_hint")),
      h(
        "table.ledger.review",
        {},
        h(
          "tbody",
          {},
          row(t("process.title"), given.title || t("describe.empty"), "title"),
          row(
            t("process.description"),
            given.description
              ? t("describe.characters", { count: [...given.description].length })
              : t("describe.empty"),
            "description",
          ),
          known.map((input) => {
            const used = figures?.inputs[input];
            return row(
              inputName(input),
              used
                ? [
                    inputValue(input, used.value, currency),
                    " ",
                    h(`span.mark.mark-${used.provenance}`, {}, t(`provenance.${used.provenance}`)),
                  ]
                : t("describe.unknown"),
              input,
            );
          }),
        ),
      ),
    );
  }

  /** @param {SubmitEvent} event */
  async function save(event) {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (event.submitter ?? analyse);
    try {
      await busy(button, () => store(button.value === "analyse" && !process));
    } catch (error) {
      if (process && error instanceof ApiProblem && error.status === 412) await resolveConflict(process);
      else showProblem(form, error);
    }
  }

  /** @param {boolean} andAnalyse */
  async function store(andAnalyse) {
    if (!currentUser() && !(await askForSession("signup", t("describe.account_needed")))) return;
    const given = values(form);
    const fields = formFields(given);
    const stillHere = rememberPlace();
    // A patch: what the form does not show stays as it is stored.
    const saved = process
      ? await patch(`/processes/${process.id}`, fields, Number(version))
      : (await call("POST", "/processes", { body: { ...fields, language }, key })).data;
    dropDraft(name);
    // What was typed while the request was under way is a draft of what is stored now.
    if (JSON.stringify(values(form)) !== JSON.stringify(given)) keepDraft(saved.id, values(form), saved.version);
    if (stillHere()) go(`#/process/${saved.id}${andAnalyse ? "?analyse" : ""}`);
    else toast(t("saved"));
  }

  /**
   * The process was changed elsewhere meanwhile: show both versions and let the user choose.
   * @param {Process} edited
   */
  async function resolveConflict(edited) {
    const { chooseVersion } = await import("../views/conflict.js");
    const theirs = await get(`/processes/${edited.id}`);
    const chosen = await chooseVersion(values(form), formValues(theirs), currency, categories.items);
    if (!chosen) return;
    version = theirs.version;
    restore(form, chosen);
    changed();
    form.requestSubmit(analyse);
  }

  function discard() {
    dropDraft(name);
    reload();
  }
}

/** @param {Category[]} categories @param {Element} likely where a likely name is hinted at */
function describeSection(categories, likely) {
  return h(
    "section.step.stack",
    { data: { step: "describe" } },
    h("h2", { tabindex: "-1" }, t("describe.step_describe")),
    field({
      name: "title",
      label: t("process.title"),
      control: h("input", {
        type: "text",
        maxlength: "500",
        autocomplete: "off",
        placeholder: t("describe.title_example"),
      }),
    }),
    field({
      name: "description",
      label: t("process.description"),
      hint: t("describe.description_hint"),
      control: h("textarea", { rows: "10", placeholder: t("describe.description_example") }),
      note: [h("p.hint", {}, t("describe.names_hint")), likely],
    }),
    h(
      "div.columns",
      {},
      field({
        name: "category_id",
        label: t("process.category"),
        control: select(
          [["", t("choose")], ...categories.map((it) => /** @type {[string, string]} */ ([it.id, it.name]))],
          "",
        ),
      }),
      field({
        name: "industry",
        label: t("process.industry"),
        control: select([["", t("choose")], ...choices(INDUSTRIES, "industry")], ""),
      }),
      field({
        name: "company_size",
        label: t("process.company_size"),
        control: select([["", t("choose")], ...choices(SIZES, "size")], ""),
      }),
      field({
        name: "budget_range",
        label: t("process.budget_range"),
        control: select([["", t("choose")], ...choices(BUDGETS, "budget")], ""),
      }),
    ),
    field({
      name: "tags",
      label: t("process.tags"),
      hint: t("describe.tags_hint"),
      control: h("input", { type: "text", autocomplete: "off" }),
    }),
  );
}

/** @param {string} currency */
function volumeSection(currency) {
  const measure = (/** @type {import("../state/inputs.js").Measure} */ { name, kind }) =>
    field({
      name,
      label: inputName(name),
      unit: { money: currency, percent: "%", number: undefined, frequency: undefined }[kind],
      hint: t(`hint.${name}`),
      control:
        kind === "frequency"
          ? select([["", t("dont_know")], ...choices(FREQUENCIES, "frequency")], "")
          : h("input", { type: "text", inputmode: "decimal", autocomplete: "off", placeholder: t("dont_know") }),
      note: h("p.default", { data: { default: name } }),
    });
  return h(
    "section.step.stack",
    { data: { step: "volume" } },
    h("h2", { tabindex: "-1" }, t("describe.step_volume")),
    h("p.hint", {}, t("describe.volume_hint")),
    h("div.columns", {}, VOLUME.map(measure)),
    h("h3", {}, t("describe.cost")),
    h("div.columns", {}, COST.map(measure)),
  );
}

function readinessSection() {
  return h(
    "section.step.stack",
    { data: { step: "readiness" } },
    h("h2", { tabindex: "-1" }, t("describe.step_readiness")),
    h("p.hint", {}, t("describe.readiness_hint")),
    READINESS.map((name) =>
      choice({
        name: `readiness.${name}`,
        legend: t(`input.readiness.${name}`),
        hint: t(`hint.readiness.${name}`),
        choices: [
          ...["1", "2", "3", "4", "5"].map((value) => /** @type {[string, string]} */ ([value, value])),
          ["", t("dont_know")],
        ],
        value: "",
        after: h("p.default", { data: { default: `readiness.${name}` } }),
      }),
    ),
  );
}
