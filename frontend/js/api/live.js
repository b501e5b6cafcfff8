/** Figures while a person types: the money engine over HTTP, not too often, and never an old answer over a newer one. */

import { open } from "./client.js";

const PAUSE = 250;

/**
 * @param {() => unknown} body what to ask the engine, read when the pause is over
 * @param {(figures: any) => void} show
 * @param {(error: unknown) => void} failed
 * @param {AbortSignal} signal of the screen
 * @returns {() => void} to be called at each change
 */
export function liveFigures(body, show, failed, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let asking = new AbortController();
  addEventListener("reconnected", later, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    asking.abort();
  });

  async function ask() {
    const mine = (asking = new AbortController());
    try {
      const figures = await open("POST", "/estimate", { body: body(), signal: mine.signal });
      if (!mine.signal.aborted) show(figures);
    } catch (error) {
      if (!mine.signal.aborted) failed(error);
    }
  }

  function later() {
    asking.abort();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  return later;
}
