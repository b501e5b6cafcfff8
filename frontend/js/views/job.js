/** An analysis under way: its stage and the time since its start; never an invented percentage. */

import { post } from "../api/client.js";
import { clockAhead } from "../api/http.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { clock } from "../ui/format.js";
import { fail } from "../ui/notices.js";

/** @import { Analysis, Job } from "#types/models" */

const STAGES = ["queued", "reading", "searching", "writing", "checking", "calculating"];

/**
 * @param {Job} job
 * @param {(ended: Analysis) => void} cancelled
 * @param {AbortSignal} signal
 * @param {() => boolean} searches whether analyses here search the web
 * @returns {{ node: HTMLElement, update: (job: Job) => void }}
 */
export function jobView(job, cancelled, signal, searches) {
  const announcement = h("p.sr", { role: "status", "aria-live": "polite" });
  const stages = h("ol.stages", {});
  const elapsed = h("span.passed", {});
  const waiting = h("p.hint", {});
  const stop = h(
    "button.quiet",
    { type: "button", on: { click: () => busy(stop, () => post(`/analyses/${job.id}/cancel`)).then(cancelled, fail) } },
    t("job.cancel"),
  );
  const node = h(
    "section.sheet.job",
    { "aria-label": t("job.title") },
    announcement,
    h("div.job-head", {}, h("h2", {}, t("job.title")), elapsed),
    stages,
    waiting,
    h("div.actions", {}, stop),
  );
  const timer = setInterval(tick, 1000);
  signal.addEventListener("abort", () => clearInterval(timer));
  update(job);

  function tick() {
    fill(elapsed, clock(Date.now() + clockAhead - Date.parse(job.created_at)));
  }

  /** @param {Job} changed */
  function update(changed) {
    job = changed;
    const currentStage = job.status === "queued" ? "queued" : (job.stage ?? "reading");
    const shown = STAGES.filter(
      (stage) => stage !== "searching" || currentStage === "searching" || (searches() && job.depth !== "basic"),
    );
    const currentIndex = shown.indexOf(currentStage);
    fill(
      stages,
      shown.map((stage, index) =>
        h(
          index < currentIndex ? "li.stage.stage-past" : index === currentIndex ? "li.stage.stage-now" : "li.stage",
          { "aria-current": index === currentIndex ? "step" : null },
          t(`stage.${stage}`),
        ),
      ),
    );
    fill(announcement, t("job.now", { stage: t(`stage.${currentStage}`) }));
    fill(
      waiting,
      job.retry_at && Date.parse(job.retry_at) > Date.now() + clockAhead + 2000 && currentStage === "queued"
        ? t("job.waiting")
        : t("job.safe"),
    );
    tick();
  }

  return { node, update };
}
