/** An analysis on its way: which stage it is in and how long it has been; never an invented percentage. */

import { post } from "../api/client.js";
import { fill, h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { clock } from "../ui/format.js";
import { clockAhead } from "../api/http.js";
import { t } from "../texts/i18n.js";
import { fail } from "../ui/notices.js";

const STAGES = ["queued", "reading", "searching", "writing", "checking", "calculating"];

/**
 * @param {any} job
 * @param {(ended: any) => void} cancelled
 * @param {AbortSignal} signal
 * @param {() => boolean} searches whether who writes here searches the web
 * @returns {{ node: HTMLElement, update: (job: any) => void }}
 */
export function jobView(job, cancelled, signal, searches) {
  const said = h("p.sr", { role: "status", "aria-live": "polite" });
  const stages = h("ol.stages", {});
  const passed = h("span.passed", {});
  const waiting = h("p.hint", {});
  const stop = h(
    "button.quiet",
    { type: "button", on: { click: () => busy(stop, () => post(`/analyses/${job.id}/cancel`)).then(cancelled, fail) } },
    t("job.cancel"),
  );
  const node = h(
    "section.sheet.job",
    { "aria-label": t("job.title") },
    said,
    h("div.job-head", {}, h("h2", {}, t("job.title")), passed),
    stages,
    waiting,
    h("div.actions", {}, stop),
  );
  const ticking = setInterval(tick, 1000);
  signal.addEventListener("abort", () => clearInterval(ticking));
  update(job);

  function tick() {
    fill(passed, clock(Date.now() + clockAhead - Date.parse(job.created_at)));
  }

  /** @param {any} changed */
  function update(changed) {
    job = changed;
    const present = job.status === "queued" ? "queued" : (job.stage ?? "reading");
    const shown = STAGES.filter(
      (stage) => stage !== "searching" || present === "searching" || (searches() && job.depth !== "basic"),
    );
    const reached = shown.indexOf(present);
    fill(
      stages,
      shown.map((stage, index) =>
        h(
          index < reached ? "li.stage.stage-past" : index === reached ? "li.stage.stage-now" : "li.stage",
          { "aria-current": index === reached ? "step" : null },
          t(`stage.${stage}`),
        ),
      ),
    );
    fill(said, t("job.now", { stage: t(`stage.${present}`) }));
    fill(
      waiting,
      job.retry_at && Date.parse(job.retry_at) > Date.now() + clockAhead + 2000 && present === "queued"
        ? t("job.waiting")
        : t("job.safe"),
    );
    tick();
  }

  return { node, update };
}
