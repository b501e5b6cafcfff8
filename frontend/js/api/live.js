/** Answers while the user types: requests are spaced out, and an older answer never replaces a newer one. */

import { open } from "./client.js";

/** @import { EstimateBody, WhatIf } from "#types/models" */

const DELAY = 250;

/**
 * @template Data
 * @param {(signal: AbortSignal) => Promise<Data>} ask called when the delay is over
 * @param {(answer: Data) => void} show
 * @param {(error: unknown) => void} failed
 * @param {AbortSignal} signal of the screen
 * @returns {(now?: boolean) => void} to be called at each change; `now` does not wait for further ones
 */
export function live(ask, show, failed, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let request = new AbortController();
  addEventListener("reconnected", () => schedule(), { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    request.abort();
  });

  async function send() {
    const current = new AbortController();
    request = current;
    try {
      const answer = await ask(current.signal);
      if (!current.signal.aborted) show(answer);
    } catch (error) {
      if (!current.signal.aborted) failed(error);
    }
  }

  function schedule(now = false) {
    request.abort();
    clearTimeout(timer);
    timer = setTimeout(send, now ? 0 : DELAY);
  }

  return schedule;
}

/**
 * Figures of inputs as they are typed.
 * @param {() => EstimateBody} body with `fill_defaults`
 * @param {(figures: WhatIf) => void} show
 * @param {(error: unknown) => void} failed
 * @param {AbortSignal} signal of the screen
 */
export function liveFigures(body, show, failed, signal) {
  // With `fill_defaults` the API answers with the whole assessment and its verdict.
  return live(
    async (request) => /** @type {WhatIf} */ (await open("POST", "/estimate", { body: body(), signal: request })),
    show,
    failed,
    signal,
  );
}
