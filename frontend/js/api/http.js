/** One call of the API, and the one shape of what can go wrong with it. */

import { language } from "../texts/i18n.js";

/**
 * @typedef {object} Fault
 * @property {string} pointer
 * @property {string} code
 * @property {string} message
 */

/** What went wrong: the API's problem document, a gateway's own words, or no answer at all (status 0). */
export class ApiProblem extends Error {
  /** @param {number} status @param {Record<string, any>} document @param {number} [retryAfter] seconds */
  constructor(status, document, retryAfter) {
    super(document.detail ?? document.message ?? `HTTP ${status}`);
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
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path
 * @property {unknown} [body]
 * @property {string} [token]
 * @property {number} [version]  goes as If-Match
 * @property {string} [key]  goes as Idempotency-Key
 * @property {string} [known]  ETag of what is known already; 304 then answers with `data` undefined
 * @property {AbortSignal} [signal]
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} data
 * @property {string | null} etag
 */

// The API answers within half of it: what has not come by then does not come any more.
const LIMIT = 60_000;

/** How far the server's clock is ahead of this one, in milliseconds. */
export let clockAhead = 0;

/** Told after each call whether the API was reached. */
export const reached = new EventTarget();

/**
 * Make one call.
 * @param {Call} call
 * @returns {Promise<Answer>}
 * @throws {ApiProblem}
 */
export async function send(call) {
  /** @type {Record<string, string>} */
  const headers = { "Accept-Language": language, Accept: "application/json" };
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  if (call.token) headers.Authorization = `Bearer ${call.token}`;
  if (call.version !== undefined) headers["If-Match"] = `"${call.version}"`;
  if (call.key) headers["Idempotency-Key"] = call.key;
  if (call.known) headers["If-None-Match"] = call.known;

  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LIMIT);
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
    throw unreached();
  } finally {
    clearTimeout(timer);
  }
  reached.dispatchEvent(new CustomEvent("reach", { detail: true }));
  const served = Date.parse(response.headers.get("Date") ?? "");
  if (!Number.isNaN(served)) clockAhead = served - Date.now();
  if (response.status === 304) return { status: 304, data: undefined, etag: call.known ?? null };

  const data = parsed(text);
  if (!response.ok) {
    throw new ApiProblem(response.status, data ?? {}, Number(response.headers.get("Retry-After")) || undefined);
  }
  return { status: response.status, data, etag: response.headers.get("ETag") };
}

/** Make it known that the line is broken. */
function unreached() {
  reached.dispatchEvent(new CustomEvent("reach", { detail: false }));
  return new ApiProblem(0, {});
}

/**
 * A part of the page that is fetched when it is needed. Browsers call one that does not come a TypeError.
 * @template T
 * @param {Promise<T>} part
 * @returns {Promise<T>}
 * @throws {ApiProblem}
 */
export function fetched(part) {
  return part.catch((error) => {
    throw error instanceof TypeError ? unreached() : error;
  });
}

/** What is between us and the API may answer with a page instead of JSON. @param {string} text */
function parsed(text) {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
