/** Figures while the user types: requests are spaced out, and an older answer never replaces a newer one. */

import { open } from "./client.js";

/** @import { Assessment, EstimateBody } from "#types/models" */

const DELAY = 250;

/**
 * @param {() => EstimateBody} body what to ask for, read when the delay is over; with `fill_defaults`
 * @param {(figures: Assessment) => void} show
 * @param {(error: unknown) => void} failed
 * @param {AbortSignal} signal of the screen
 * @returns {() => void} to be called at each change
 */
export function liveFigures(body, show, failed, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let request = new AbortController();
  addEventListener("reconnected", schedule, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    request.abort();
  });

  async function ask() {
    const current = new AbortController();
    request = current;
    try {
      const answer = await open("POST", "/estimate", { body: body(), signal: current.signal });
      // With `fill_defaults` the API answers with the whole assessment.
      if (!current.signal.aborted) show(/** @type {Assessment} */ (answer));
    } catch (error) {
      if (!current.signal.aborted) failed(error);
    }
  }

  function schedule() {
    request.abort();
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  }

  return schedule;
}
