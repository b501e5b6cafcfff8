/**
 * What a reader did on a screen survives when it is drawn again in another language: what was typed into forms marked
 * `data-keep`, by name (passwords stay in memory too); folds that are open, the focus, selected text and the scroll, by
 * their places, which are the same in every language.
 */

import { restore, values } from "../ui/form.js";
import { at, placeOf, select, selectionOf } from "../ui/in-place.js";

/**
 * @typedef {object} Snapshot
 * @property {Map<string, Record<string, string>>} forms
 * @property {number[][]} folds  places of those that are open
 * @property {number[] | null} focused
 * @property {[number, number] | null} selected  in the field that has the focus
 * @property {number} scroll
 */

/** @param {Element} root @returns {Snapshot} */
export function snapshot(root) {
  const forms = new Map(keptForms(root).map((form) => [form.dataset.keep ?? "", values(form)]));
  const folds = [...root.querySelectorAll("details[open]")].map((fold) => placeOf(root, fold));
  const active = document.activeElement;
  const focused = active && active !== root && root.contains(active) ? placeOf(root, active) : null;
  return { forms, folds, focused, selected: focused && selectionOf(active), scroll: scrollY };
}

/** @param {Element} root @param {Snapshot} before */
export function restoreScreen(root, before) {
  for (const form of keptForms(root)) {
    const given = before.forms.get(form.dataset.keep ?? "");
    if (!given) continue;
    restore(form, given);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const place of before.folds) {
    const fold = at(root, place);
    if (fold instanceof HTMLDetailsElement) fold.open = true;
  }
  const focused = before.focused && at(root, before.focused);
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  select(focused, before.selected);
  scrollTo({ top: before.scroll, behavior: "instant" });
}

/** @param {Element} root */
const keptForms = (root) => /** @type {HTMLFormElement[]} */ ([...root.querySelectorAll("form[data-keep]")]);
