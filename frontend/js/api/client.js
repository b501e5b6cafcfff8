/**
 * Calls in the user's name: a session that has expired is renewed once, then the user is asked to sign in; the page
 * stays as it is.
 */

import { accessToken, refresh } from "../state/session.js";
import { ApiProblem, send } from "./http.js";

/** @import { ApiPath, Method, RequestBody, ResponseData } from "#types/calls" */
/** @import { Answer, CallOptions } from "./http.js" */

/** @type {() => Promise<boolean>} */
let askToSignIn = async () => false;

/** Set how the user is asked to sign in again. @param {() => Promise<boolean>} ask resolves to whether they did */
export function onSignInNeeded(ask) {
  askToSignIn = ask;
}

/**
 * @template {Method} M
 * @template {ApiPath<M>} Path
 * @param {M} method
 * @param {Path} path below /v1; the types of body and answer follow from it
 * @param {CallOptions & { body?: RequestBody<M, Path> }} [options]
 * @returns {Promise<Answer<ResponseData<M, Path>>>}
 */
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

/**
 * @template {ApiPath<"GET">} Path
 * @param {Path} path
 * @param {CallOptions} [options]
 */
export const get = async (path, options) => (await call("GET", path, options)).data;

/**
 * @template {ApiPath<"POST">} Path
 * @param {Path} path
 * @param {RequestBody<"POST", Path>} [body]
 * @param {CallOptions} [options]
 */
export const post = async (path, body, options) => (await call("POST", path, { ...options, body })).data;

/**
 * @template {ApiPath<"PATCH">} Path
 * @param {Path} path
 * @param {RequestBody<"PATCH", Path>} body
 * @param {number} [version]
 */
export const patch = async (path, body, version) => (await call("PATCH", path, { body, version })).data;

/**
 * @template {ApiPath<"PUT">} Path
 * @param {Path} path
 * @param {RequestBody<"PUT", Path>} [body]
 */
export const put = async (path, body) => (await call("PUT", path, { body })).data;

/**
 * @template {ApiPath<"DELETE">} Path
 * @param {Path} path
 */
export const remove = async (path) => {
  await call("DELETE", path);
};

/**
 * A call that needs no account.
 * @template {Method} M
 * @template {ApiPath<M>} Path
 * @param {M} method
 * @param {Path} path
 * @param {CallOptions & { body?: RequestBody<M, Path> }} [options]
 * @returns {Promise<ResponseData<M, Path>>}
 */
export const open = async (method, path, options = {}) => (await send({ ...options, method, path: `/v1${path}` })).data;

/** A new key for a request that must take effect only once, however often it is sent. */
export const idempotencyKey = () => crypto.randomUUID();
