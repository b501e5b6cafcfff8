/** Starts the page: texts, session, frame, and the screen that the address names. */

import { onSignInNeeded } from "./api/client.js";
import { ApiProblem, fetched } from "./api/http.js";
import { match } from "./routes.js";
import { restoreScreen, snapshot } from "./state/form-snapshot.js";
import { currentPlace, reload } from "./state/navigation.js";
import { currentUser, resume, sessionChanges } from "./state/session.js";
import { allTexts, language, languageChosen, t, useLanguage } from "./texts/i18n.js";
import { h, replace } from "./ui/dom.js";
import { problemText } from "./ui/form.js";
import { frame } from "./ui/frame.js";
import { announce, mountNotices } from "./ui/notices.js";

/** @import { Language } from "#types/models" */
/** @import { Route } from "./routes.js" */
/** @import { Shown } from "./state/navigation.js" */

// A screen that is there sooner is not preceded by “Loading”.
const LOADING_DELAY = 150;

const page = frame({ onLanguage: changeLanguage });
let currentScreen = new AbortController();
let loadFailed = false;
/** @type {{ route: Route, shown: Shown } | null} */
let current = null;

await useLanguage(language);
document.getElementById("waiting")?.remove();
document.body.append(page.node);
mountNotices();
onSignInNeeded(async () => (await fetched(import("./ui/account-form.js"))).askForSession());
page.refresh();
const starting = showLoadingSoon(currentScreen.signal);
await resume().catch(() => false);
const preferred = languageOfAccount();
if (preferred) await useLanguage(preferred, { keep: true });
clearTimeout(starting);
page.refresh();
sessionChanges.addEventListener("change", async () => {
  const wanted = languageOfAccount();
  if (wanted) await changeLanguage(wanted);
  page.refresh();
  if (!currentUser()) reload();
});
addEventListener("hashchange", () => turned() || show({ focus: true }));
addEventListener("reload", () => show({ focus: true }));
addEventListener("reconnected", () => {
  if (loadFailed) reload();
});
await show({ focus: false });

/**
 * Show the screen of the address. A screen left early neither shows itself nor goes on loading.
 * @param {{ focus: boolean }} options focus: move it to the new heading, as a new page would
 */
async function show({ focus }) {
  currentScreen.abort();
  currentScreen = new AbortController();
  current = null;
  const { signal } = currentScreen;
  loadFailed = false;
  const { path, query } = currentPlace();
  const loading = showLoadingSoon(signal);
  try {
    const found = await screen(path, query, signal);
    if (signal.aborted) return;
    current = found;
    const { shown } = found;
    replace(page.main, shown.node);
    document.title = `${shown.title} · SmartFlowAI`;
    page.mark(shown.nav ?? "");
  } catch (error) {
    if (signal.aborted) return;
    loadFailed = true;
    replace(page.main, failed(error));
    document.title = `${t("error.title")} · SmartFlowAI`;
  } finally {
    clearTimeout(loading);
  }
  if (focus) {
    const begin = current?.shown.begin?.();
    const heading = /** @type {HTMLElement | null} */ (page.main.querySelector("h1"));
    if (!begin) heading?.setAttribute("tabindex", "-1");
    (begin ?? heading)?.focus({ preventScroll: true });
    if (begin) begin.scrollIntoView({ block: "center", behavior: "instant" });
    else scrollTo({ top: 0 });
    announce(document.title);
  }
}

/** Show another place of the screen that is shown, such as a tab. @returns {boolean} whether it is one */
function turned() {
  const { path, query } = currentPlace();
  const found = match(path);
  if (!current || found?.route !== current.route) return false;
  const title = current.shown.turn?.({ path, params: found.params, query });
  if (!title) return false;
  document.title = `${title} · SmartFlowAI`;
  announce(document.title);
  return true;
}

/** Show “Loading” unless the screen is there soon. @param {AbortSignal} signal */
function showLoadingSoon(signal) {
  return setTimeout(
    () => signal.aborted || replace(page.main, h("div.page.waiting", { role: "status" }, t("loading"))),
    LOADING_DELAY,
  );
}

/** @param {string} path @param {URLSearchParams} query @param {AbortSignal} signal */
async function screen(path, query, signal) {
  const found = match(path);
  if (!found) throw new ApiProblem(404, { code: "not_found", detail: t("error.no_page") });
  const load = found.route.account && !currentUser() ? () => import("./screens/signin.js") : found.route.load;
  // The first view begins with few texts.
  const texts = path === "/" && !currentUser() ? undefined : allTexts();
  const [module] = await fetched(Promise.all([load(), texts]));
  const shown = /** @type {Shown} */ (await module.default({ path, params: found.params, query, signal }));
  return { route: found.route, shown };
}

/** What is shown when a screen could not be loaded. @param {unknown} error */
function failed(error) {
  const notFound = error instanceof ApiProblem && error.status === 404;
  if (!(error instanceof ApiProblem)) console.error(error);
  return h(
    "div.page.narrow.stack",
    {},
    h("h1", {}, notFound ? t("error.not_found") : t("error.title")),
    h("p", {}, problemText(error)),
    h(
      "div.actions",
      {},
      !notFound && h("button.primary", { type: "button", on: { click: reload } }, t("error.again")),
      h("a.button", { href: "#/" }, t("error.home")),
    ),
  );
}

/** Change the language and keep what was typed. @param {Language} wanted */
async function changeLanguage(wanted) {
  const before = snapshot(page.main);
  await fetched(useLanguage(wanted, { keep: true }));
  page.refresh();
  await show({ focus: false });
  restoreScreen(page.main, before);
}

/** The account's language, where it differs and none was chosen on this device. */
function languageOfAccount() {
  const account = currentUser();
  return account && !languageChosen() && account.language !== language ? account.language : null;
}
