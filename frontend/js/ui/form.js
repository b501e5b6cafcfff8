/** Forms: labelled fields, values out, problems shown where they belong. */

import { ApiProblem } from "../api/http.js";
import { has, t } from "../texts/i18n.js";
import { fill, h, uniqueId } from "./dom.js";

/** @import { Child, Props } from "#types/elements" */

/**
 * @typedef {object} FieldOptions
 * @property {string} name
 * @property {string} label
 * @property {string} [hint]
 * @property {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control
 * @property {Child} [after]  beside the control: a unit, a mark
 * @property {Child} [note]  under the control
 * @property {string} [unit]
 */

/**
 * A labelled control with its hint and the place for its error.
 * @param {FieldOptions} options
 * @returns {HTMLElement}
 */
export function field({ name, label, hint, control, unit, after, note }) {
  const id = control.id || uniqueId("field");
  control.id = id;
  control.name = name;
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  control.setAttribute("aria-describedby", described);
  return h(
    "div.field",
    { data: { field: name } },
    h("div.field-head", {}, h("label", { for: id }, label, unit && h("span.unit", {}, ` (${unit})`)), after),
    hint && h("p.hint", { id: `${id}-hint` }, hint),
    control,
    note,
    h("p.error", { id: `${id}-error`, hidden: true }),
  );
}

/**
 * A choice of one, as radio buttons in a row.
 * @param {{ name: string, legend: string, hint?: string, choices: [string, string][], value: string, wide?: boolean,
 * after?: Child }} options
 * @returns {HTMLElement}
 */
export function choice({ name, legend, hint, choices, value, wide, after }) {
  const id = uniqueId("choice");
  return h(
    "fieldset.field.choice",
    { data: { field: name }, "aria-describedby": `${hint ? `${id}-hint ` : ""}${id}-error` },
    h("legend", {}, legend),
    hint && h("p.hint", { id: `${id}-hint` }, hint),
    h(
      wide ? "div.choices.choices-wide" : "div.choices",
      {},
      choices.map(([key, text]) =>
        h(
          "label.pick",
          {},
          h("input", { type: "radio", name, value: key, checked: key === value }),
          h("span", {}, text),
        ),
      ),
    ),
    after,
    h("p.error", { id: `${id}-error`, hidden: true }),
  );
}

/** @param {[string, string][]} choices @param {string} value @param {Props} [props] @returns {HTMLSelectElement} */
export function select(choices, value, props = {}) {
  return h(
    "select",
    props,
    choices.map(([key, text]) => h("option", { value: key, selected: key === value }, text)),
  );
}

/** All named values of a form, as text. @param {HTMLFormElement} form @returns {Record<string, string>} */
export function values(form) {
  return /** @type {Record<string, string>} */ (
    Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"))
  );
}

/**
 * Put values into a form's controls; names that it does not have are ignored.
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} given
 */
export function restore(form, given) {
  for (const [name, value] of Object.entries(given)) {
    const control = form.elements.namedItem(name);
    if (control && "value" in control) Object.assign(control, { value });
  }
}

/**
 * Show what is wrong: a line at each field, and a focused summary on top that links to them.
 * @param {HTMLFormElement} form has a `div.summary`
 * @param {unknown} error
 */
export function showProblem(form, error) {
  clearProblem(form);
  if (!(error instanceof ApiProblem)) throw error;
  const summary = /** @type {HTMLElement} */ (form.querySelector(".summary"));
  const fields = [...form.querySelectorAll("[data-field]")].map((it) => /** @type {HTMLElement} */ (it).dataset.field);
  const named = error.errors.map((fault) => ({
    ...fault,
    name: fault.pointer.replace(/^\//, "").replaceAll("/", "."),
  }));
  // In the order of the form; what it does not show comes last.
  const place = (/** @type {string} */ name) => (fields.includes(name) ? fields.indexOf(name) : fields.length);
  named.sort((a, b) => place(a.name) - place(b.name));
  const items = named.map(({ name, ...fault }) => {
    const shown = markField(form, name, fault.message);
    if (!shown) return h("li", {}, `${name ? `${nameOf(name)}: ` : ""}${fault.message}`);
    return h(
      "li",
      {},
      h(
        "a",
        { href: "#", on: { click: (event) => focusControl(event, shown.control) } },
        `${shown.label}: ${fault.message}`,
      ),
    );
  });
  fill(summary, h("p.summary-title", {}, problemText(error)), items.length > 0 && h("ul", {}, items), reference(error));
  summary.hidden = false;
  summary.focus();
}

/** What a field that the form does not show is called. @param {string} name */
function nameOf(name) {
  const key = [`input.${name}`, `process.${name}`].find(has);
  return key ? t(key) : name;
}

/** @param {HTMLFormElement} form */
export function clearProblem(form) {
  for (const error of form.querySelectorAll(".error")) /** @type {HTMLElement} */ (error).hidden = true;
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  const summary = /** @type {HTMLElement} */ (form.querySelector(".summary"));
  summary.hidden = true;
}

/** The place for a form's summary of errors. @returns {HTMLElement} */
export const summaryPlace = () => h("div.summary", { tabindex: "-1", role: "alert", hidden: true });

/** What went wrong, in a sentence for people. @param {unknown} error */
export function problemText(error) {
  if (!(error instanceof ApiProblem)) return t("error.page");
  if (error.status === 0) return t("error.offline");
  if (error.detail) return error.detail;
  return error.status === 429 ? t("error.busy") : error.status === 413 ? t("error.too_large") : t("error.server");
}

/** The request's number, where the failure was not foreseen. @param {ApiProblem} error */
function reference(error) {
  return error.status >= 500 && error.requestId ? h("p.hint", {}, t("error.reference", { id: error.requestId })) : null;
}

/** @param {HTMLFormElement} form @param {string} name @param {string} message */
function markField(form, name, message) {
  const wrap = [...form.querySelectorAll("[data-field]")].find(
    (element) => /** @type {HTMLElement} */ (element).dataset.field === name,
  );
  if (!wrap) return null;
  const control = /** @type {HTMLElement} */ (wrap.querySelector("input, select, textarea"));
  const error = /** @type {HTMLElement} */ (wrap.querySelector(".error"));
  error.textContent = message;
  error.hidden = false;
  control.setAttribute("aria-invalid", "true");
  return { control, label: wrap.querySelector("label, legend")?.textContent ?? name };
}

/** @param {Event} event @param {HTMLElement} control */
function focusControl(event, control) {
  event.preventDefault();
  control.dispatchEvent(new CustomEvent("reveal", { bubbles: true }));
  control.focus();
  control.scrollIntoView({ block: "center" });
}

/**
 * Run something a button asked for: the button waits and cannot be pressed twice.
 * @template T
 * @param {HTMLButtonElement} button
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function busy(button, work) {
  if (button.getAttribute("aria-disabled") === "true") return new Promise(() => undefined);
  button.setAttribute("aria-disabled", "true");
  button.classList.add("busy");
  try {
    return await work();
  } finally {
    button.removeAttribute("aria-disabled");
    button.classList.remove("busy");
  }
}
