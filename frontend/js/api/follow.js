/** Following an analysis until it has ended; a page that is reloaded simply follows it again. */

import { call } from "./client.js";
import { ApiProblem } from "./http.js";

/** @param {string} status */
export const isUnderWay = (status) => status === "queued" || status === "running";

/**
 * Ask again and again, sooner at first; what is known is not sent twice. An API that cannot be reached is asked on.
 * @param {string} id
 * @param {(analysis: any) => void} changed
 * @param {AbortSignal} signal
 * @returns {Promise<any>} the analysis, ended
 */
export async function follow(id, changed, signal) {
  let known;
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await call("GET", `/analyses/${id}`, { known, signal });
      if (answer.data) {
        known = answer.etag ?? undefined;
        changed(answer.data);
        if (!isUnderWay(answer.data.status)) return answer.data;
      }
    } catch (error) {
      const passing =
        error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
      if (!passing) throw error;
    }
    await pause(turn < 10 ? 700 : turn < 40 ? 1500 : 4000, signal);
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
