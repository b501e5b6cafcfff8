/** Drawing parts of a screen again without moving the reader. */

const FOCUSABLE = "button, input, select, textarea, a[href], summary, [tabindex]";

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/** Remember that a control holds what a person typed. @param {Event} event */
export function markTyped(event) {
  /** @type {HTMLElement} */ (event.target).dataset.typed = "";
}

/**
 * Draw again; afterwards the focus is where it was, what had it stands where it stood in the window, and what was typed
 * and not sent is still there.
 *
 * What is drawn is known by `data-key`. Where the focused element is gone, the focus goes to its row, else to the row
 * that took its place, else to what held the rows.
 * @param {Element} root
 * @param {() => void} draw
 */
export function inPlace(root, draw) {
  const active = document.activeElement;
  const focused = active && root.contains(active) ? active : null;
  // Not every browser gives the focus to what is clicked.
  const seen = focused ?? inSight(root);
  const top = seen?.getBoundingClientRect().top ?? 0;
  const before = seen ? steps(root, seen) : [];
  // The browser would move the page too, by an element of its own choice.
  document.documentElement.style.overflowAnchor = "none";
  const typed = [...root.querySelectorAll("[data-typed]")].map((it) => /** @type {Control} */ (it));
  draw();
  for (const control of typed) if (!control.isConnected) retype(root, control);
  requestAnimationFrame(() => {
    document.documentElement.style.overflowAnchor = "";
  });
  if (seen?.isConnected) {
    hold(seen, top);
    return;
  }
  for (const [index, step] of before.entries()) {
    const found = /** @type {HTMLElement | null} */ (root.querySelector(`[data-key="${CSS.escape(step.key)}"]`));
    if (!found || found.getClientRects().length === 0) continue;
    const lost = before[index - 1];
    const rows = lost ? keyed(found) : [];
    if (focused) focus(rows[Math.min(lost?.place ?? 0, rows.length - 1)] ?? found);
    hold(found, step.top);
    return;
  }
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
