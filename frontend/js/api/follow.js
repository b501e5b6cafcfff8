/** Following an analysis until it has ended; a page that is reloaded simply follows it again. */

import { call } from "./client.js";
import { ApiProblem } from "./http.js";

/** @import { Analysis } from "#types/models" */

/** @param {Analysis["status"]} status */
export const isUnderWay = (status) => status === "queued" || status === "running";

/**
 * Ask at growing intervals. An unchanged answer is not sent twice, and an API that cannot be reached is asked again.
 * @param {string} id
 * @param {(analysis: Analysis) => void} changed
 * @param {AbortSignal} signal
 * @returns {Promise<Analysis>} the analysis, ended
 */
export async function follow(id, changed, signal) {
  /** @type {string | undefined} */
  let etag;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await call("GET", `/analyses/${id}`, { etag, signal });
      if (answer.status !== 304) {
        etag = answer.etag ?? undefined;
        changed(answer.data);
        if (!isUnderWay(answer.data.status)) return answer.data;
      }
    } catch (error) {
      const transient =
        error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
      if (!transient) throw error;
    }
    await pause(attempt < 10 ? 700 : attempt < 40 ? 1500 : 4000, signal);
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
  });
}
