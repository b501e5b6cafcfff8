/**
 * A description read before there is an account: its words marked where they stand, figures beside it, decisions taken
 * in place. The service stores nothing of it until the person keeps it; text and decisions are a draft on this device.
 */

import { call, idempotencyKey } from "../api/client.js";
import { firstFigures as ask } from "../api/facts.js";
import { live } from "../api/live.js";
import { likelyCurrency } from "../state/currency.js";
import { draft, dropDraft, keepDraft } from "../state/drafts.js";
import { inputName } from "../state/inputs.js";
import { go } from "../state/navigation.js";
import { currentUser } from "../state/session.js";
import { language, t } from "../texts/i18n.js";
import { askForSession } from "../ui/account-form.js";
import { fill, h } from "../ui/dom.js";
import { busy, problemText } from "../ui/form.js";
import { inPlace } from "../ui/in-place.js";
import { announce, fail } from "../ui/notices.js";
import { missingFields, toDecide } from "./confirm.js";
import { marked } from "./evidence.js";
import { figuresInWords, verdictHead } from "./verdict.js";

/** @import { Decision, FirstFigures } from "#types/models" */

const FEWEST_CHARACTERS = 10;
const TITLE = 70;

/**
 * @param {object} given
 * @param {string} given.name of the draft
 * @param {HTMLTextAreaElement} given.box
 * @param {HTMLElement} given.marks  lies under the box and holds the same text
 * @param {HTMLElement} given.result
 * @param {HTMLElement} given.instead  shown while there is no result
 * @param {AbortSignal} given.signal
 * @returns {() => void} to be called at each change of the text
 */
export function firstFigures({ name, box, marks, result, instead, signal }) {
  const currency = currentUser()?.currency ?? likelyCurrency(language);
  /** @type {Decision[]} */
  let decisions = JSON.parse(draft(name)?.values.decisions ?? "[]");
  /** @type {FirstFigures | null} */
  let answer = null;
  let key = idempotencyKey();
  const read = live((request) => ask({ description: box.value, currency, decisions }, request), show, failed, signal);
  return changed;

  function changed() {
    key = idempotencyKey();
    if (box.value.trim()) keepDraft(name, { description: box.value, decisions: JSON.stringify(decisions) }, null);
    else dropDraft(name);
    if (box.value.trim().length >= FEWEST_CHARACTERS) return read(answer === null);
    decisions = [];
    answer = null;
    result.hidden = true;
    instead.hidden = false;
  }

  /** @param {FirstFigures} found */
  function show(found) {
    answer = found;
    fill(marks, marked(box.value, leading(found)), "\u200b");
    instead.hidden = true;
    result.hidden = false;
    inPlace(result, () => draw(found));
    announce(figuresInWords(found.figures));
  }

  /** The API reads the text without the white space before it. @param {FirstFigures} found */
  function leading({ items }) {
    const spaces = [...box.value].length - [...box.value.trimStart()].length;
    return items
      .filter((it) => it.state !== "rejected")
      .flatMap((it) => it.quotes.map((quote) => ({ ...quote, start: quote.start + spaces, end: quote.end + spaces })));
  }

  /** @param {FirstFigures} found */
  function draw(found) {
    const keep = h(
      "button.primary",
      { type: "button", data: { key: "keep" }, on: { click: () => busy(keep, keepIt).catch(fail) } },
      t("first.keep"),
    );
    fill(
      result,
      verdictHead(found.figures, found.assessment, inputName),
      missingFields(found.assessment, decide),
      h("div.actions", {}, keep, h("span.hint", {}, t("first.keep_hint"))),
      toDecide(found, found.language, decide),
      h("p.hint", {}, t("first.not_stored"), " ", t("foot.estimate")),
    );
  }

  /** @param {unknown} error */
  function failed(error) {
    instead.hidden = true;
    result.hidden = false;
    fill(result, h("p", { role: "status" }, problemText(error)));
  }

  /** @param {Decision[]} more */
  async function decide(more) {
    const wanted = [...decisions, ...more];
    const found = await ask({ description: box.value, currency, decisions: wanted }, signal);
    decisions = wanted;
    key = idempotencyKey();
    keepDraft(name, { description: box.value, decisions: JSON.stringify(decisions) }, null);
    show(found);
  }

  /** Text, what was read from it and what was decided become a process of the account. */
  async function keepIt() {
    const description = box.value;
    const body = {
      title: titleOf(description),
      description,
      decisions,
      language: answer?.language ?? language,
    };
    if (!currentUser() && !(await askForSession("signup", t("first.account_needed")))) return;
    const { data } = await call("POST", "/processes", { body, key });
    dropDraft(name);
    go(`#/process/${data.id}`);
  }
}

/** The first sentence, as far as it fits a title. @param {string} description */
function titleOf(description) {
  const [sentence] = description.trim().split(/\n|(?<=[.!?])\s/);
  const text = sentence.length < 3 ? description.trim() : sentence;
  return text.length <= TITLE ? text.replace(/[.!?,:;]+$/, "") : `${text.slice(0, TITLE).replace(/\s+\S*$/, "")}…`;
}
