/**
 * What was typed survives when a screen is drawn again: forms marked `data-keep`, by name. Passwords stay in memory
 * too.
 */

import { restore, values } from "../ui/form.js";

/** @typedef {{ forms: Map<string, Record<string, string>>, scroll: number }} Snapshot */

/** @param {Element} root @returns {Snapshot} */
export function snapshot(root) {
  const forms = new Map(keptForms(root).map((form) => [form.dataset.keep ?? "", values(form)]));
  return { forms, scroll: scrollY };
}

/** @param {Element} root @param {Snapshot} before */
export function restoreForms(root, before) {
  for (const form of keptForms(root)) {
    const given = before.forms.get(form.dataset.keep ?? "");
    if (!given) continue;
    restore(form, given);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  scrollTo({ top: before.scroll });
}

/** @param {Element} root */
const keptForms = (root) => /** @type {HTMLFormElement[]} */ ([...root.querySelectorAll("form[data-keep]")]);
