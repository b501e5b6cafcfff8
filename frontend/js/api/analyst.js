/** Who writes analyses on this installation. */

import { open } from "./client.js";

const TIMEOUT = 4000;

/** @type {Promise<"model" | "rules" | null> | undefined} */
let answer;

/**
 * A language model, rules, or null while the API does not answer; a failed question is asked again by the next caller.
 */
export function analyst() {
  answer ??= open("GET", "/health", { signal: AbortSignal.timeout(TIMEOUT) }).then(
    (health) => health.analyst,
    () => {
      answer = undefined;
      return null;
    },
  );
  return answer;
}
