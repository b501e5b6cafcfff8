/** Starts the page: words, session, frame, and the screen that the address names. */

import { askForSession } from "./ui/account-form.js";
import { onSignInNeeded } from "./api/client.js";
import { fill, h } from "./ui/dom.js";
import { problemText } from "./ui/form.js";
import { frame } from "./ui/frame.js";
import { ApiProblem, fetched } from "./api/http.js";
import { chosen, language, t, useLanguage } from "./texts/i18n.js";
import { kept, putBack } from "./state/form-snapshot.js";
import { mountNotices, say } from "./ui/notices.js";
import { match } from "./routes.js";
import { again, here } from "./state/navigation.js";
import { changes, currentUser, resume } from "./state/session.js";

const WAITING = 150;

const shell = frame({ onLanguage: changeLanguage });
let leaving = new AbortController();
let broken = false;

await useLanguage(language);
document.getElementById("waiting")?.remove();
document.body.append(shell.node);
mountNotices();
onSignInNeeded(() => askForSession());
shell.refresh();
const starting = sayWaiting(leaving.signal);
await resume().catch(() => false);
const first = languageOfAccount();
if (first) await useLanguage(first, { keep: true });
clearTimeout(starting);
shell.refresh();
changes.addEventListener("change", async () => {
  const wanted = languageOfAccount();
  if (wanted) await changeLanguage(wanted);
  shell.refresh();
  if (!currentUser()) again();
});
addEventListener("hashchange", () => show({ focus: true }));
addEventListener("reconnected", () => {
  if (broken) again();
});
await show({ focus: false });

/**
 * Show the screen of the address. A screen left early neither shows itself nor goes on loading.
 * @param {{ focus: boolean }} options focus: move it to the new heading, as a new page would
 */
async function show({ focus }) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  broken = false;
  const { path, query } = here();
  const waiting = sayWaiting(signal);
  try {
    const shown = await screen(path, query, signal);
    if (signal.aborted) return;
    fill(shell.main, shown.node);
    document.title = `${shown.title} · SmartFlowAI`;
    shell.mark(shown.nav ?? "");
  } catch (error) {
    if (signal.aborted) return;
    broken = true;
    fill(shell.main, failed(error));
    document.title = `${t("error.title")} · SmartFlowAI`;
  } finally {
    clearTimeout(waiting);
  }
  if (focus) {
    scrollTo({ top: 0 });
    const heading = /** @type {HTMLElement | null} */ (shell.main.querySelector("h1"));
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    say(document.title);
  }
}

/** What takes its time says so. @param {AbortSignal} signal */
function sayWaiting(signal) {
  return setTimeout(
    () => signal.aborted || fill(shell.main, h("div.page.waiting", { role: "status" }, t("loading"))),
    WAITING,
  );
}

/** @param {string} path @param {URLSearchParams} query @param {AbortSignal} signal @returns {Promise<import("./state/navigation.js").Shown>} */
async function screen(path, query, signal) {
  const found = match(path);
  if (!found) throw new ApiProblem(404, { code: "not_found", detail: t("error.no_page") });
  const load = found.route.account && !currentUser() ? () => import("./screens/signin.js") : found.route.load;
  return (await fetched(load())).default({ path, params: found.params, query, signal });
}

/** What could not be loaded says so, and offers to try again. @param {unknown} error */
function failed(error) {
  const gone = error instanceof ApiProblem && error.status === 404;
  if (!(error instanceof ApiProblem)) console.error(error);
  return h(
    "div.page.narrow.stack",
    {},
    h("h1", {}, gone ? t("error.not_found") : t("error.title")),
    h("p", {}, problemText(error)),
    h(
      "div.actions",
      {},
      !gone && h("button.primary", { type: "button", on: { click: again } }, t("error.again")),
      h("a.button", { href: "#/" }, t("error.home")),
    ),
  );
}

/** Change the language and keep what was typed. @param {import("./texts/i18n.js").Language} wanted */
async function changeLanguage(wanted) {
  const before = kept(shell.main);
  await fetched(useLanguage(wanted, { keep: true }));
  shell.refresh();
  await show({ focus: false });
  putBack(shell.main, before);
}

/** The account's language, where it is another one and nobody has chosen one on this device. */
function languageOfAccount() {
  const account = currentUser();
  return account && !chosen() && account.language !== language ? account.language : null;
}
