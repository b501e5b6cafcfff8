/** One call of the API, and the one form of what can go wrong with it. */

import { language } from "../texts/i18n.js";

/** @import { Fault, Problem } from "#types/models" */

/** What went wrong: the API's problem document, whatever a gateway answered, or no answer at all (status 0). */
export class ApiProblem extends Error {
  /**
   * @param {number} status
   * @param {Partial<Problem> & Record<string, unknown>} document
   * @param {number} [retryAfter] seconds
   */
  constructor(status, document, retryAfter) {
    super(document.detail ?? `HTTP ${status}`);
    this.status = status;
    /** @type {string} */
    this.code = document.code ?? (status === 0 ? "offline" : "");
    /** @type {string | undefined} */
    this.detail = document.detail;
    /** @type {Fault[]} */
    this.errors = document.errors ?? [];
    /** @type {string | undefined} */
    this.requestId = document.request_id;
    this.document = document;
    this.retryAfter = retryAfter;
  }
}

/**
 * @typedef {object} CallOptions
 * @property {number} [version]  goes as If-Match
 * @property {string} [key]  goes as Idempotency-Key
 * @property {string} [etag]  of the answer the page already has; goes as If-None-Match, and 304 leaves `data` undefined
 * @property {AbortSignal} [signal]
 */

/** @typedef {CallOptions & { method: string, path: string, body?: unknown, token?: string }} Call */

/**
 * @template Data
 * @typedef {{ status: number, data: Data, etag: string | null }} Answer
 */

// Twice the time in which the API answers or gives up.
const TIMEOUT = 60_000;

/** How far the server's clock is ahead of this one, in milliseconds. */
export let clockAhead = 0;

/** Fires "reach" after each call, with whether the API answered. */
export const reachability = new EventTarget();

/**
 * Make one call.
 * @param {Call} call
 * @returns {Promise<Answer<any>>} any: which call has which data is known to `client.js`, which types it by method
 * and path
 * @throws {ApiProblem}
 */
export async function send(call) {
  /** @type {Record<string, string>} */
  const headers = { "Accept-Language": language, Accept: "application/json" };
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  if (call.token) headers.Authorization = `Bearer ${call.token}`;
  if (call.version !== undefined) headers["If-Match"] = `"${call.version}"`;
  if (call.key) headers["Idempotency-Key"] = call.key;
  if (call.etag) headers["If-None-Match"] = call.etag;

  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), TIMEOUT);
  let response;
  let text;
  try {
    response = await fetch(call.path, {
      method: call.method,
      headers,
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      credentials: "same-origin",
      cache: "no-store",
      signal: call.signal ? AbortSignal.any([call.signal, limit.signal]) : limit.signal,
    });
    text = await response.text();
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw unreachable();
  } finally {
    clearTimeout(timer);
  }
  reachability.dispatchEvent(new CustomEvent("reach", { detail: true }));
  const serverTime = Date.parse(response.headers.get("Date") ?? "");
  if (!Number.isNaN(serverTime)) clockAhead = serverTime - Date.now();
  if (response.status === 304) return { status: 304, data: undefined, etag: call.etag ?? null };

  const data = parsed(text);
  if (!response.ok) {
    throw new ApiProblem(response.status, data ?? {}, Number(response.headers.get("Retry-After")) || undefined);
  }
  return { status: response.status, data, etag: response.headers.get("ETag") };
}

/** Tell the page that the API cannot be reached. */
function unreachable() {
  reachability.dispatchEvent(new CustomEvent("reach", { detail: false }));
  return new ApiProblem(0, {});
}

/**
 * A module of the page that is fetched when it is needed. Browsers report one that cannot be fetched as a TypeError.
 * @template T
 * @param {Promise<T>} module
 * @returns {Promise<T>}
 * @throws {ApiProblem}
 */
export function fetched(module) {
  return module.catch((error) => {
    throw error instanceof TypeError ? unreachable() : error;
  });
}

/** What stands between the page and the API may answer with HTML instead of JSON. @param {string} text */
function parsed(text) {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
