/**
 * The review of evidence: the description with its marks beside what was read from it. A fact lights up its words,
 * words lead to their fact; A confirms, R rejects, U takes back, the arrows move. On a phone these are two sheets.
 */

import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { factRows, markedWithFacts } from "./evidence.js";

/** @import { Decision, Facts } from "#types/models" */
/** @import { Quote } from "./evidence.js" */

/** @typedef {{ text: string, lang: string, facts: Facts }} Evidence */

const KEYS = /** @type {Record<string, string>} */ ({ a: "take", r: "reject", u: "back" });

/** @param {(decisions: Decision[]) => Promise<void>} decide */
export function review(decide) {
  const text = h("blockquote.description", { on: { click: toFact } });
  const facts = h("div.review-facts", {
    on: { keydown: pressed, focusin: lit, focusout: dark, pointerover: lit, pointerleave: dark },
  });
  const sheets = ["text", "facts"].map((name) =>
    h(
      "button.small",
      { type: "button", "aria-pressed": String(name === "facts"), on: { click: () => turn(name) } },
      t(`review.${name}`),
    ),
  );
  const node = h(
    "div.review-sheets",
    { data: { sheet: "facts" } },
    h("div.switch.review-switch", { role: "group", "aria-label": t("review.sheets") }, sheets),
    h("div.review-text", {}, h("h2", {}, t("result.your_words")), text),
    facts,
  );
  return { node, show };

  /** @param {Evidence} evidence @param {Quote[]} others words that prose rests on */
  function show({ text: description, lang, facts: known }, others) {
    text.lang = lang;
    const rows = factRows(known, lang, decide);
    fill(text, markedWithFacts(description, [...rows.quotes, ...others.map((quote) => ({ ...quote, key: "" }))]));
    fill(facts, rows.node ?? h("p.hint", {}, t("review.nothing")));
    const first = facts.querySelector("li[data-key]");
    first?.setAttribute("tabindex", "0");
  }

  /** On a narrow screen one sheet is shown at a time. @param {string} name */
  function turn(name) {
    node.dataset.sheet = name;
    for (const [index, button] of sheets.entries())
      button.setAttribute("aria-pressed", String((name === "text") === (index === 0)));
  }

  /** @param {Event} event */
  function rowOf(event) {
    return /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li[data-key]"));
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const row = rowOf(event);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {Element} */ (event.target).matches("input, select, textarea")) return;
    const rows = /** @type {HTMLElement[]} */ ([...facts.querySelectorAll("li[data-key]")]);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = rows[rows.indexOf(row) + step];
      if (next) reach(next);
      event.preventDefault();
      return;
    }
    const action = KEYS[event.key.toLowerCase()];
    const button = action && row.querySelector(`[data-key$="-${action}"]`);
    if (!button) return;
    event.preventDefault();
    row.focus();
    /** @type {HTMLElement} */ (button).click();
  }

  /** @param {HTMLElement} row */
  function reach(row) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  /** One row can be reached by Tab, the others by the arrows. @param {HTMLElement} row */
  function reachable(row) {
    for (const it of facts.querySelectorAll("li[tabindex]")) it.setAttribute("tabindex", it === row ? "0" : "-1");
  }

  /** @param {Event} event */
  function lit(event) {
    const row = rowOf(event);
    if (event.type === "focusin" && row) reachable(row);
    light(row?.dataset.key ?? "");
  }

  function dark() {
    light(facts.querySelector("li:focus-within")?.getAttribute("data-key") ?? "");
  }

  /** @param {string} key */
  function light(key) {
    for (const piece of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll("[data-facts]")))
      piece.classList.toggle("lit", key !== "" && (piece.dataset.facts ?? "").split(" ").includes(key));
    for (const row of facts.querySelectorAll("li[data-key]"))
      row.classList.toggle("lit", row.getAttribute("data-key") === key);
  }

  /** @param {Event} event */
  function toFact(event) {
    const piece = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-facts]"));
    const [key] = (piece?.dataset.facts ?? "").split(" ");
    const row = /** @type {HTMLElement | null} */ (key && facts.querySelector(`li[data-key="${CSS.escape(key)}"]`));
    if (!row) return;
    turn("facts");
    reach(row);
  }
}
