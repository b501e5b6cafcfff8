/** A file with all that is held on the account: asked for, waited for, opened. */

import { call } from "../api/client.js";
import { fill, h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { pause } from "../api/follow.js";
import { bytes, dateTime } from "../ui/format.js";
import { t } from "../texts/i18n.js";
import { fail } from "../ui/notices.js";
import { openFile } from "./report.js";

const PAUSE = 1500;

/** @param {AbortSignal} signal of the screen */
export function exportSection(signal) {
  const state = h("p", { role: "status" });
  const ask = h(
    "button",
    { type: "button", on: { click: () => busy(ask, () => made("POST")).catch(left) } },
    t("export.ask"),
  );
  const fetch = h(
    "button.primary",
    { type: "button", hidden: true, on: { click: () => busy(fetch, download).catch(left) } },
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

  /** Ask, and wait until the file is there. @param {"GET" | "POST"} method @returns {Promise<any>} the export, ended */
  async function made(method) {
    let answer = (await call(method, "/me/export", { signal })).data;
    fetch.hidden = true;
    while (answer.status === "queued") {
      fill(state, t("export.queued"));
      await pause(PAUSE, signal);
      answer = (await call("GET", "/me/export", { signal })).data;
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

  /** The link is asked for anew: each lives for minutes only. */
  async function download() {
    const answer = await made("GET");
    if (answer.status === "ready") openFile(answer);
  }

  /** @param {unknown} error */
  function left(error) {
    if (!signal.aborted) fail(error);
  }
}
