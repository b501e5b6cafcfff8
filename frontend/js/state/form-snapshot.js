/** What was typed outlives a screen that is drawn anew: forms marked `data-keep`, by name. Passwords stay in memory like the rest. */

import { restore, values } from "../ui/form.js";

/** @typedef {{ forms: Map<string, Record<string, string>>, scroll: number }} Kept */

/** @param {Element} root @returns {Kept} */
export function kept(root) {
  const forms = new Map();
  for (const form of formsOf(root)) forms.set(form.dataset.keep ?? "", values(form));
  return { forms, scroll: scrollY };
}

/** @param {Element} root @param {Kept} before */
export function putBack(root, before) {
  for (const form of formsOf(root)) {
    const given = before.forms.get(form.dataset.keep ?? "");
    if (!given) continue;
    restore(form, given);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  scrollTo({ top: before.scroll });
}

/** @param {Element} root */
const formsOf = (root) => /** @type {HTMLFormElement[]} */ ([...root.querySelectorAll("form[data-keep]")]);
