/** Drawing parts of a screen again without moving the reader. */

const FOCUSABLE = "button, input, select, textarea, a[href], summary, [tabindex]";

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/** A control that was typed into holds what is not stored yet. What is ticked counts at once. */
addEventListener("input", ({ target }) => {
  if (target instanceof HTMLElement && !target.matches("[type=checkbox], [type=radio]")) target.dataset.typed = "";
});

/**
 * Draw again; afterwards the focus is where it was, what had it stands where it stood in the window, and what was typed
 * and not sent is still there. Every drawing of the page goes through here (`fill`); around several of them, it keeps
 * what moves from one to another.
 *
 * What is drawn is known by `data-key`. Where the focused element is gone, the focus goes to its row, else to the row
 * that took its place, else to what held the rows. Without keys it goes to what stands in the same place and is of the
 * same kind, else to the first that can have it.
 * @param {Element} root
 * @param {() => void} draw
 */
export function inPlace(root, draw) {
  if (!root.isConnected || !root.firstElementChild) return draw();
  const active = document.activeElement;
  const focused = active && root.contains(active) ? active : null;
  // Not every browser gives the focus to what is clicked.
  const seen = focused ?? inSight(root);
  const top = seen?.getBoundingClientRect().top ?? 0;
  const before = seen ? steps(root, seen) : [];
  const place = focused && placeOf(root, focused);
  const selected = selectionOf(focused);
  // The browser would move the page too, by an element of its own choice.
  if (seen) document.documentElement.style.overflowAnchor = "none";
  const typed = [...root.querySelectorAll("[data-typed]")].map((it) => /** @type {Control} */ (it));
  draw();
  for (const control of typed) if (!control.isConnected) retype(root, control);
  if (!seen) return;
  requestAnimationFrame(() => {
    document.documentElement.style.overflowAnchor = "";
  });
  if (seen.isConnected) {
    hold(seen, top);
    return;
  }
  for (const [index, step] of before.entries()) {
    const found = root.querySelector(`[data-key="${CSS.escape(step.key)}"]`);
    if (!found || found.getClientRects().length === 0) continue;
    const lost = before[index - 1];
    if (focused) focus((lost && rowAt(found, lost.place)) ?? found);
    select(document.activeElement, selected);
    hold(found, step.top);
    return;
  }
  if (!focused || !place) return;
  const lost = before.at(-1);
  const next = lost && rowAt(root, lost.place);
  if (next) return focus(next);
  const there = at(root, place);
  if (!there || !sameKind(there, focused)) return focus(root);
  focus(there);
  select(there, selected);
  hold(there, top);
}

/** The row that took the place of another one, or the last. @param {Element} holder @param {number} place */
function rowAt(holder, place) {
  const rows = keyed(holder);
  return rows[Math.min(place, rows.length - 1)];
}

/** @param {Element} one @param {Element} other */
const sameKind = (one, other) =>
  one.tagName === other.tagName &&
  ["type", "name", "class"].every((it) => one.getAttribute(it) === other.getAttribute(it));

/**
 * Where an element stands: from the root, its number among its siblings, level by level.
 * @param {Element} root
 * @param {Element} element
 */
export function placeOf(root, element) {
  const place = [];
  for (let it = element; it !== root && it.parentElement; it = it.parentElement)
    place.unshift([...it.parentElement.children].indexOf(it));
  return place;
}

/** What stands in a place. @param {Element} root @param {number[]} place @returns {Element | null} */
export const at = (root, place) =>
  place.reduce((/** @type {Element | null} */ element, index) => element?.children[index] ?? null, root);

/** @param {unknown} field @returns {field is HTMLInputElement | HTMLTextAreaElement} */
const isText = (field) =>
  field instanceof HTMLTextAreaElement ||
  (field instanceof HTMLInputElement && ["text", "search", "password"].includes(field.type));

/** Which text of a field is selected. @param {unknown} field @returns {[number, number] | null} */
export const selectionOf = (field) => (isText(field) ? [field.selectionStart ?? 0, field.selectionEnd ?? 0] : null);

/** @param {unknown} field @param {[number, number] | null} selected */
export function select(field, selected) {
  if (selected && isText(field)) field.setSelectionRange(...selected);
}

/** @param {Element} root @param {Control} gone  with what was typed into it */
function retype(root, gone) {
  const key = /** @type {HTMLElement | null} */ (gone.closest("[data-key]"))?.dataset.key ?? "";
  const row = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const control = /** @type {Control | null | undefined} */ (row?.querySelector(`[name="${CSS.escape(gone.name)}"]`));
  if (!control) return;
  control.value = gone.value;
  control.dataset.typed = "";
  if (control.form) control.form.hidden = false;
}

/** @typedef {{ key: string, place: number, top: number }} Step  where something stood: in its row, and in the window */

/** An element and what it stands in, innermost first. @param {Element} root @param {Element} from @returns {Step[]} */
function steps(root, from) {
  const found = [];
  for (let at = /** @type {Element | null} */ (from); at && at !== root; at = at.parentElement) {
    const key = /** @type {HTMLElement} */ (at).dataset.key;
    if (key === undefined) continue;
    const holder = at.parentElement?.closest("[data-key]") ?? root;
    found.push({ key, place: keyed(holder).indexOf(at), top: at.getBoundingClientRect().top });
  }
  return found;
}

/** What stands directly in an element, by key. @param {Element} holder @returns {Element[]} */
const keyed = (holder) =>
  [...holder.querySelectorAll("[data-key]")].filter((it) => {
    const above = it.parentElement?.closest("[data-key]");
    return above === holder || !above || !holder.contains(above);
  });

/** The first thing with a key in the window. @param {Element} root */
const inSight = (root) =>
  [...root.querySelectorAll("[data-key]")].find((it) => it.getBoundingClientRect().top >= 0) ?? null;

/** @param {Element} element */
function focus(element) {
  const target = element.matches(FOCUSABLE)
    ? element
    : ([...element.querySelectorAll(FOCUSABLE)].find((it) => it.getClientRects().length > 0) ?? element);
  if (target === element && !element.matches(FOCUSABLE)) element.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (target).focus({ preventScroll: true });
}

/** Let an element stand where it stood. @param {Element} element @param {number} top */
function hold(element, top) {
  scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
}
