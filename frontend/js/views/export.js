/** A file with all data of the account: asked for, waited for, opened. */

import { call } from "../api/client.js";
import { pause } from "../api/follow.js";
import { t } from "../texts/i18n.js";
import { confirmed } from "../ui/account-confirm.js";
import { fill, h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { bytes, dateTime } from "../ui/format.js";
import { fail } from "../ui/notices.js";
import { openFile } from "./report.js";

/** @import { Export } from "#types/models" */

const POLL_INTERVAL = 1500;

/** @param {AbortSignal} signal of the screen */
export function exportSection(signal) {
  const state = h("p", { role: "status" });
  const ask = h(
    "button",
    { type: "button", on: { click: () => busy(ask, () => request("POST")).catch(failed) } },
    t("export.ask"),
  );
  const fetch = h(
    "button.primary",
    { type: "button", hidden: true, on: { click: () => busy(fetch, download).catch(failed) } },
    t("export.open"),
  );
  return h(
    "section.sheet.stack",
    {},
    h("h2", {}, t("export.heading")),
    h("p", {}, t("export.hint")),
    state,
    h("div.actions", {}, fetch, ask),
  );

  /**
   * Ask, and wait until the file is there.
   * @param {"GET" | "POST"} method
   * @returns {Promise<Export>} the export, ready or failed
   */
  async function request(method) {
    let answer = (await confirmed(() => call(method, "/me/export", { signal }))).data;
    fetch.hidden = true;
    while (answer.status === "queued") {
      fill(state, t("export.queued"));
      await pause(POLL_INTERVAL, signal);
      answer = (await confirmed(() => call("GET", "/me/export", { signal }))).data;
    }
    fetch.hidden = answer.status !== "ready";
    fill(
      state,
      answer.status === "ready"
        ? t("export.ready", { date: dateTime(answer.created_at), size: bytes(answer.bytes) })
        : t("export.failed"),
    );
    return answer;
  }

  /** Ask for a new link: each lives for minutes only. */
  async function download() {
    const answer = await request("GET");
    if (answer.status === "ready") openFile(answer);
  }

  /** @param {unknown} error */
  function failed(error) {
    if (!signal.aborted) fail(error);
  }
}
