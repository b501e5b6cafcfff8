/**
 * Who is signed in. The access token lives in this module's memory only; the refresh token in a cookie that no script can read.
 *
 * @typedef {{ id: string, email: string, full_name: string, language: "pl" | "en", currency: string, working_days: number, model_consent_at: string | null,
 *   terms_accepted_at: string | null, totp: boolean,
 *   created_at: string, updated_at: string }} User
 */

import { ApiProblem, send } from "../api/http.js";

// Says only that there may be a session, so that a first visit does not ask for one.
const HINT = "smartflow.session";
const EARLY = 60;

/** @type {User | null} */
let user = null;
let token = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let renewal;
/** @type {Promise<boolean> | null} */
let refreshing = null;

/** Fires "change" when somebody signs in or out. */
export const changes = new EventTarget();

export const currentUser = () => user;
export const accessToken = () => token;

/** Take up the session of an earlier visit, if there is one. @returns {Promise<boolean>} */
export async function resume() {
  return localStorage.getItem(HINT) ? refresh() : false;
}

/**
 * Exchange the cookie for a new access token; tabs take turns, since each exchange replaces the cookie.
 * @returns {Promise<boolean>} whether there is a session
 */
export function refresh() {
  refreshing ??= navigator.locks
    .request("smartflow.refresh", async () => {
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
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** @param {{ email: string, password: string, totp?: string }} credentials */
export async function signIn(credentials) {
  begin((await send({ method: "POST", path: "/v1/auth/login", body: credentials })).data);
}

/** @param {{ email: string, password: string, full_name: string, language: string, accept_terms: boolean }} account */
export async function signUp(account) {
  begin((await send({ method: "POST", path: "/v1/auth/register", body: account })).data);
}

/** End the session here and on the server. */
export async function signOut() {
  await send({ method: "POST", path: "/v1/auth/logout", token });
  forget();
}

/** Forget the session on this page. */
export function forget() {
  clearTimeout(renewal);
  localStorage.removeItem(HINT);
  token = "";
  user = null;
  changes.dispatchEvent(new Event("change"));
}

/** @param {User} changed */
export function setUser(changed) {
  user = changed;
  changes.dispatchEvent(new Event("change"));
}

/** @param {{ access_token: string, expires_in: number, user: User }} session */
function begin(session) {
  const before = user?.id;
  token = session.access_token;
  user = session.user;
  localStorage.setItem(HINT, "1");
  clearTimeout(renewal);
  // A page left alone (asleep, offline) finds out at its next call instead.
  renewal = setTimeout(() => refresh().catch(() => undefined), (session.expires_in - EARLY) * 1000);
  if (before !== user.id) changes.dispatchEvent(new Event("change"));
}

// Signing out in one tab ends the session in all: the others learn of it from the hint.
addEventListener("storage", (event) => {
  if (event.key === HINT && event.newValue === null && user) forget();
});
