/**
 * What the verdict hangs on and nobody has confirmed, what the text leaves open, and amounts in another currency. Each
 * is decided where it stands.
 */

import { choices, FREQUENCIES, inputName, MEASURES } from "../state/inputs.js";
import { t } from "../texts/i18n.js";
import { h } from "../ui/dom.js";
import { busy, clearProblem, field, select, showProblem, summaryPlace, values } from "../ui/form.js";
import { hours, money, plainNumber, roughHours, roughMoney, typedNumber, wholeMoney } from "../ui/format.js";
import { fail } from "../ui/notices.js";
import { quotation } from "./evidence.js";
import { mark } from "./figures.js";

/** @import { Child } from "#types/elements" */
/** @import { Assessment, Decision, Fact, Figures, OpenReading, ToConfirm } from "#types/models" */

/**
 * Shows the figures that follow; throws what its caller can mend.
 * @typedef {(decisions: Decision[]) => Promise<void>} Decide
 */

/**
 * @param {{ items: Fact[], figures: Figures, assessment: Assessment }} known
 * @param {string} lang of the description
 * @param {Decide} decide
 */
export function toDecide({ items, figures, assessment }, lang, decide) {
  const { currency } = assessment;
  const foreign = items.filter((it) => figures.foreign_facts.includes(it.id));
  return [
    figures.open.map((question) => openQuestion(question, figures, currency, lang, decide)),
    figures.to_confirm.length > 0 &&
      h(
        "div.stack.block",
        { data: { key: "to-confirm" } },
        h("h3", {}, t("confirm.title")),
        h("p.hint", {}, t("confirm.hint")),
        h(
          "ul.confirmations",
          {},
          figures.to_confirm.map((it) => confirmation(it, items, currency, decide)),
        ),
      ),
    foreign.length > 0 &&
      h(
        "div.stack.block",
        { data: { key: "foreign" } },
        h("h3", {}, t("foreign.title")),
        h("p.hint", {}, t("foreign.hint", { currency })),
        h(
          "ul.confirmations",
          {},
          foreign.map((it) => foreignAmount(it, currency, lang, decide)),
        ),
      ),
  ];
}

/**
 * What is still needed before there are figures, to be stated here.
 * @param {Assessment} assessment
 * @param {Decide} decide
 */
export function missingFields({ missing, currency }, decide) {
  const needed = new Set(
    Object.entries(missing)
      .filter(([output]) => !output.startsWith("break_even"))
      .flatMap(([, inputs]) => inputs),
  );
  const names = MEASURES.map((measure) => String(measure.name)).filter((name) => needed.has(name));
  if (names.length === 0) return null;
  const submit = h("button.primary", { type: "submit", data: { key: "missing-save" } }, t("missing.save"));
  const form = h(
    "form.confirm-form",
    { novalidate: true, on: { submit: (event) => sent(event, form, submit, stated, decide) } },
    summaryPlace(),
    h(
      "div.confirm-fields",
      {},
      names.map((name) => valueField(name, "", currency, null)),
      submit,
    ),
  );
  return h("div.stack.block", { data: { key: "missing" } }, h("h3", {}, t("missing.title")), form);

  /** @returns {Decision[]} */
  function stated() {
    const given = values(form);
    return names.map((field) => ({
      action: "state",
      field,
      value: field === "frequency" ? given[field] : typedNumber(given[field]),
    }));
  }
}

/** @param {ToConfirm} it @param {Fact[]} items @param {string} currency @param {Decide} decide */
function confirmation(it, items, currency, decide) {
  const names = Object.keys(it.values);
  const key = `confirm-${names.join("-")}`;
  const assumed = it.fact_ids.length === 0;
  const submit = h(
    assumed ? "button" : "button.primary.small",
    { type: "submit", data: { key: `${key}-save` }, ...(assumed && { "aria-label": named("confirm.yes", names) }) },
    t(assumed ? "confirm.yes" : "confirm.save"),
  );
  const form = h(
    "form.confirm-form",
    { novalidate: true, hidden: !assumed, on: { submit: (event) => sent(event, form, submit, stated, decide) } },
    summaryPlace(),
    h(
      "div.confirm-fields",
      {},
      names.map((name) => valueField(name, it.values[name], currency, assumed && mark("default"))),
      submit,
    ),
  );
  const confirm = h(
    "button.primary.small",
    {
      type: "button",
      data: { key: `${key}-yes` },
      "aria-label": named("confirm.yes", names),
      on: {
        click: () => busy(confirm, () => decide(it.fact_ids.map((id) => ({ action: "confirm", id })))).catch(fail),
      },
    },
    t("confirm.yes"),
  );
  const change = h(
    "button.quiet.small",
    {
      type: "button",
      "aria-expanded": "false",
      "aria-label": named("confirm.change", names),
      data: { key: `${key}-change` },
      on: {
        click: () => {
          form.hidden = !form.hidden;
          change.setAttribute("aria-expanded", String(!form.hidden));
          if (!form.hidden) /** @type {HTMLElement} */ (form.querySelector("input, select")).focus();
        },
      },
    },
    t("confirm.change"),
  );
  return h(
    "li",
    { data: { key } },
    !assumed && h("p", {}, h("b", {}, it.words), mark("suggested")),
    assumed && form,
    Number(it.effect) > 0 && h("p.hint", {}, t("confirm.effect", { effect: roughMoney(it.effect, currency) })),
    !assumed && [h("div.actions", {}, confirm, change), form],
  );

  /** What was changed is stated; what was left as it was read is confirmed. @returns {Decision[]} */
  function stated() {
    const given = values(form);
    return names.map((name) => {
      const value = name === "frequency" ? given[name] : typedNumber(given[name]);
      const same = value === it.values[name] || (value !== "" && Number(value) === Number(it.values[name]));
      const read = same && items.find((fact) => fact.field === name && it.fact_ids.includes(fact.id));
      return read ? { action: "confirm", id: read.id } : { action: "state", field: name, value };
    });
  }
}

/**
 * A field for the value of one input.
 * @param {string} name
 * @param {string} value
 * @param {string} currency
 * @param {Child} after beside its label
 */
function valueField(name, value, currency, after) {
  const kind = MEASURES.find((measure) => measure.name === name)?.kind;
  const readiness = name.startsWith("readiness.");
  return field({
    name,
    label: inputName(name),
    after,
    unit: kind === "money" ? currency : kind === "percent" ? "%" : undefined,
    hint: readiness ? t(`hint.${name}`) : undefined,
    control: readiness
      ? select(
          ["1", "2", "3", "4", "5"].map((answer) => [answer, t("readiness.of_five", { value: answer })]),
          String(Number(value)),
        )
      : kind === "frequency"
        ? select([...(value ? [] : [unchosen()]), ...choices(FREQUENCIES, "frequency")], value)
        : h("input", { type: "text", inputmode: "decimal", autocomplete: "off", value: plainNumber(value) }),
  });
}

/**
 * Readings that cannot both be true, with what each comes to; choosing one settles the question.
 * @param {Figures["open"][number]} question
 * @param {Figures} figures
 * @param {string} currency
 * @param {string} lang
 * @param {Decide} decide
 */
function openQuestion(question, figures, currency, lang, decide) {
  const amount = figures.confidence.rough ? roughMoney : wholeMoney;
  const time = figures.confidence.rough ? roughHours : (/** @type {string} */ value) => hours(value, 0);
  const one = question.readings.length === 1;
  return h(
    "div.stack.block.open-question",
    { data: { key: `open-${question.fields.join("-")}` } },
    h("h3", {}, t(one ? "open.title_one" : "open.title", { fields: question.fields.map(inputName).join(", ") })),
    h("p.hint", {}, t(one ? "open.hint_one" : "open.hint")),
    h("div.sides", {}, question.readings.map(side)),
  );

  /** @param {OpenReading} reading */
  function side(reading) {
    const choose = h(
      "button.small",
      {
        type: "button",
        data: { key: `settle-${reading.id}` },
        "aria-label": t("open.choose_named", { reading: reading.words }),
        on: { click: () => busy(choose, () => decide([{ action: "settle", reading: reading.id }])).catch(fail) },
      },
      t("open.choose"),
    );
    return h(
      "div.side",
      { data: { key: `reading-${reading.id}` } },
      h("p", {}, h("b", {}, reading.words)),
      reading.quotes.map((quote) => quotation(quote, lang)),
      h(
        "dl.reading-figures",
        {},
        reading.hours_per_year !== null && [
          h("dt", {}, t("figure.hours_per_year")),
          h("dd", {}, time(reading.hours_per_year)),
        ],
        reading.cost_per_year !== null && [
          h("dt", {}, t("figure.cost_per_year")),
          h("dd", {}, amount(reading.cost_per_year, currency)),
        ],
        reading.net_savings_per_year !== null && [
          h("dt", {}, t("figure.net")),
          h("dd", {}, amount(reading.net_savings_per_year, currency)),
        ],
        h("dt", {}, t("section.verdict")),
        h("dd", {}, reading.verdict_name),
      ),
      choose,
    );
  }
}

/**
 * An amount that counts once a rate is given.
 * @param {Fact} fact
 * @param {string} currency
 * @param {string} lang
 * @param {Decide} decide
 */
function foreignAmount(fact, currency, lang, decide) {
  const key = `foreign-${fact.id}`;
  const name = inputName(fact.field);
  const submit = h("button", { type: "submit", data: { key: `${key}-save` } }, t("foreign.convert"));
  const reject = h(
    "button.quiet",
    {
      type: "button",
      data: { key: `${key}-reject` },
      "aria-label": t("evidence.reject_named", { name }),
      on: { click: () => busy(reject, () => decide([{ action: "reject", id: fact.id }])).catch(fail) },
    },
    t("evidence.reject"),
  );
  const form = h(
    "form.confirm-form",
    {
      novalidate: true,
      on: {
        submit: (event) =>
          sent(
            event,
            form,
            submit,
            () => [{ action: "confirm", id: fact.id, rate: typedNumber(values(form).rate) }],
            decide,
          ),
      },
    },
    summaryPlace(),
    h(
      "div.confirm-fields",
      {},
      field({
        name: "rate",
        label: t("foreign.rate", { foreign: String(fact.currency), currency }),
        control: h("input", { type: "text", inputmode: "decimal", autocomplete: "off" }),
      }),
      submit,
      reject,
    ),
  );
  return h(
    "li",
    { data: { key } },
    h("p", {}, h("b", {}, name), ": ", money(fact.low, String(fact.currency))),
    fact.quotes.map((quote) => quotation(quote, lang)),
    form,
  );
}

/**
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} submit
 * @param {() => Decision[]} decisions
 * @param {Decide} decide
 */
async function sent(event, form, submit, decisions, decide) {
  event.preventDefault();
  clearProblem(form);
  try {
    await busy(submit, () => decide(decisions()));
  } catch (error) {
    showProblem(form, error);
  }
}

/** @returns {[string, string]} */
const unchosen = () => ["", t("choose")];

/** @param {string} key @param {string[]} names */
const named = (key, names) => `${t(key)}: ${names.map(inputName).join(", ")}`;
