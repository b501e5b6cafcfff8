/** Who writes analyses on this installation. */

import { open } from "./client.js";

/** @type {Promise<"model" | "rules" | null> | undefined} */
let answer;

/**
 * A language model, rules, or null where the API did not answer; a failed question is asked again by the next caller.
 * On a slow line the answer comes late: what does not depend on it must not wait for it.
 */
export function analyst() {
  answer ??= open("GET", "/health").then(
    (health) => health.analyst,
    () => {
      answer = undefined;
      return null;
    },
  );
  return answer;
}
