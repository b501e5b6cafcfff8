/** Where the user is signed in, and signing out elsewhere. */

import { get, remove } from "../api/client.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { date, dateTime } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";

/** @import { ActiveSession } from "#types/models" */

const BROWSERS = [
  ["Edge", /Edg(e|A|iOS)?\//],
  ["Opera", /OPR\//],
  ["Firefox", /(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|CriOS)\//],
  ["Safari", /Safari\//],
];
const SYSTEMS = [
  ["Windows", /Windows/],
  ["Android", /Android/],
  ["iOS", /iPhone|iPad/],
  ["macOS", /Mac OS X/],
  ["Linux", /Linux|X11/],
];

/** @param {AbortSignal} signal */
export async function sessionsSection(signal) {
  const list = h("ul.rows", {});
  const others = h(
    "button",
    { type: "button", on: { click: () => busy(others, endOthers).catch(fail) } },
    t("sessions.end_others"),
  );
  show((await get("/me/sessions?limit=100", { signal })).items);
  return h(
    "section.sheet.stack",
    {},
    h("h2", {}, t("sessions.heading")),
    h("p.hint", {}, t("sessions.hint")),
    list,
    h("div.actions", {}, others),
  );

  /** @param {ActiveSession[]} items */
  function show(items) {
    fill(list, items.map(row));
    others.hidden = items.length < 2;
  }

  /** @param {ActiveSession} session */
  function row(session) {
    const name = device(session.user_agent);
    const end = h(
      "button.quiet.small",
      {
        type: "button",
        "aria-label": t("sessions.end_named", { device: name }),
        on: { click: () => busy(end, () => endOne(session)).catch(fail) },
      },
      t("account.sign_out"),
    );
    return h(
      "li.row",
      {},
      h(
        "div.row-main",
        {},
        h("p.row-title", {}, name),
        h(
          "p.meta",
          {},
          h("span", {}, t("sessions.since", { date: date(session.created_at) })),
          h("span", {}, t("sessions.used", { date: dateTime(session.last_used_at) })),
        ),
      ),
      session.current ? h("span.badge", {}, t("sessions.current")) : end,
    );
  }

  /** @param {ActiveSession} session */
  async function endOne(session) {
    await remove(`/me/sessions/${session.id}`);
    await showAfter(t("sessions.ended"));
  }

  async function endOthers() {
    await remove("/me/sessions");
    await showAfter(t("sessions.others_ended"));
  }

  /** @param {string} message */
  async function showAfter(message) {
    show((await get("/me/sessions?limit=100", { signal })).items);
    list.closest("section")?.querySelector("h2")?.scrollIntoView({ block: "nearest" });
    toast(message);
  }
}

/** A browser and its system from its user agent: "Firefox, Linux". @param {string} agent */
function device(agent) {
  const found = [BROWSERS, SYSTEMS]
    .map((known) => known.find(([, pattern]) => /** @type {RegExp} */ (pattern).test(agent))?.[0])
    .filter(Boolean);
  return found.length ? found.join(", ") : t("sessions.unknown");
}
