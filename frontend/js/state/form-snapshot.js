/**
 * What a reader did on a screen survives when it is drawn again in another language: what was typed into forms marked
 * `data-keep`, by name (passwords stay in memory too); folds that are open, the focus, selected text and the scroll, by
 * their places, which are the same in every language.
 */

import { restore, values } from "../ui/form.js";

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
  if (before.selected && isText(focused)) focused.setSelectionRange(...before.selected);
  scrollTo({ top: before.scroll, behavior: "instant" });
}

/**
 * Where an element stands: from the root, its number among its siblings, level by level.
 * @param {Element} root
 * @param {Element} element
 */
function placeOf(root, element) {
  const place = [];
  for (let it = element; it !== root && it.parentElement; it = it.parentElement)
    place.unshift([...it.parentElement.children].indexOf(it));
  return place;
}

/** @param {Element} root @param {number[]} place @returns {Element | null} */
const at = (root, place) =>
  place.reduce((/** @type {Element | null} */ element, index) => element?.children[index] ?? null, root);

/** @param {unknown} field @returns {field is HTMLInputElement | HTMLTextAreaElement} */
const isText = (field) =>
  field instanceof HTMLTextAreaElement ||
  (field instanceof HTMLInputElement && ["text", "search", "password"].includes(field.type));

/** @param {unknown} field @returns {[number, number] | null} */
const selectionOf = (field) => (isText(field) ? [field.selectionStart ?? 0, field.selectionEnd ?? 0] : null);

/** @param {Element} root */
const keptForms = (root) => /** @type {HTMLFormElement[]} */ ([...root.querySelectorAll("form[data-keep]")]);
