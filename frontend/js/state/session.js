/**
 * Who is signed in. The access token lives in this module's memory only; the refresh token in a cookie that no script
 * can read.
 */

import { ApiProblem, send } from "../api/http.js";

/** @import { Registration, Session, User } from "#types/models" */

// Says only that there may be a session, so that a first visit does not ask for one.
const HINT = "smartflow.session";
const RENEWED_BEFORE_EXPIRY = 60;

/** @type {User | null} */
let user = null;
let token = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let renewal;
/** @type {Promise<boolean> | null} */
let refreshing = null;

/** Fires "change" when the user signs in or out. */
export const sessionChanges = new EventTarget();

export const currentUser = () => user;
export const accessToken = () => token;

/** Continue the session of an earlier visit, if there is one. @returns {Promise<boolean>} */
export async function resume() {
  return localStorage.getItem(HINT) ? refresh() : false;
}

/**
 * Renew the session once, however many callers ask at the same time.
 * @returns {Promise<boolean>} whether there is one
 */
export function refresh() {
  refreshing ??= exchange().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/**
 * Exchange the cookie for a new access token; tabs take turns, since each exchange replaces the cookie.
 * @returns {Promise<boolean>}
 */
async function exchange() {
  return await navigator.locks.request("smartflow.refresh", async () => {
    try {
      begin((await send({ method: "POST", path: "/v1/auth/refresh" })).data);
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) {
        token = "";
        return false;
      }
      throw error;
    }
  });
}

/** @param {{ email: string, password: string, totp?: string }} credentials */
export async function signIn(credentials) {
  begin((await send({ method: "POST", path: "/v1/auth/login", body: credentials })).data);
}

/** @param {Registration} account */
export async function signUp(account) {
  begin((await send({ method: "POST", path: "/v1/auth/register", body: account })).data);
}

/** End the session here and on the server. */
export async function signOut() {
  await send({ method: "POST", path: "/v1/auth/logout", token });
  clearSession();
}

/** Remove the session from this page, where the server has ended it already. */
export function clearSession() {
  clearTimeout(renewal);
  localStorage.removeItem(HINT);
  token = "";
  user = null;
  sessionChanges.dispatchEvent(new Event("change"));
}

/** @param {User} changed */
export function setUser(changed) {
  user = changed;
  sessionChanges.dispatchEvent(new Event("change"));
}

/** @param {Session} session */
function begin(session) {
  const before = user?.id;
  token = session.access_token;
  user = session.user;
  localStorage.setItem(HINT, "1");
  clearTimeout(renewal);
  // A page that slept or was offline renews the session at its next call instead.
  renewal = setTimeout(() => refresh().catch(() => undefined), (session.expires_in - RENEWED_BEFORE_EXPIRY) * 1000);
  if (before !== user.id) sessionChanges.dispatchEvent(new Event("change"));
}

// Signing out in one tab ends the session in all: the others notice that the hint is gone.
addEventListener("storage", (event) => {
  if (event.key === HINT && event.newValue === null && user) clearSession();
});
