/** Calls in one's own name: a session that ran out is renewed once, and then asked for, without losing what is on the page. */

import { ApiProblem, send } from "./http.js";
import { accessToken, refresh } from "../state/session.js";

/** @typedef {import("./http.js").Answer} Answer */
/** @typedef {Partial<import("./http.js").Call>} Options */

/** @type {() => Promise<boolean>} */
let askToSignIn = async () => false;

/** Say how a person is asked to sign in again. @param {() => Promise<boolean>} ask answers whether they did */
export function onSignInNeeded(ask) {
  askToSignIn = ask;
}

/** @param {string} method @param {string} path @param {Options} [options] @returns {Promise<Answer>} */
export async function call(method, path, options = {}) {
  const once = () => send({ ...options, method, path: `/v1${path}`, token: accessToken() });
  if (!accessToken() && !(await renewed())) return once();
  try {
    return await once();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401 || !(await renewed())) throw error;
    return once();
  }
}

async function renewed() {
  return (await refresh()) || (await askToSignIn());
}

/** @param {string} path @param {Options} [options] */
export const get = async (path, options) => (await call("GET", path, options)).data;

/** @param {string} path @param {unknown} [body] @param {Options} [options] */
export const post = async (path, body, options) => (await call("POST", path, { ...options, body })).data;

/** @param {string} path @param {unknown} body @param {number} [version] */
export const patch = async (path, body, version) => (await call("PATCH", path, { body, version })).data;

/** @param {string} path @param {unknown} [body] @param {number} [version] */
export const put = async (path, body, version) => (await call("PUT", path, { body, version })).data;

/** @param {string} path @param {number} [version] */
export const remove = async (path, version) => {
  await call("DELETE", path, { version });
};

/** A call that needs no account. @param {string} method @param {string} path @param {Options} [options] */
export const open = async (method, path, options = {}) => (await send({ ...options, method, path: `/v1${path}` })).data;

/** A key for something that is to be made once, however often it has to be asked for. */
export const onceKey = () => crypto.randomUUID();
