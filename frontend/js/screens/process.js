/**
 * One process: its analysis, under way or done, its figures, its versions. Also one earlier version of its analysis.
 */

import { analyst } from "../api/analyst.js";
import { call, get, idempotencyKey, patch, post } from "../api/client.js";
import { readFacts } from "../api/facts.js";
import { follow, isUnderWay } from "../api/follow.js";
import { ApiProblem } from "../api/http.js";
import { choices, STATUSES } from "../state/inputs.js";
import { go, reload, rememberPlace } from "../state/navigation.js";
import { has, t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy } from "../ui/form.js";
import { date, dateTime, number } from "../ui/format.js";
import { inPlace } from "../ui/in-place.js";
import { fail, toast } from "../ui/notices.js";
import { analysisTabs } from "../views/analysis.js";
import { askForAnalysis } from "../views/ask.js";
import { currentView } from "../views/current.js";
import { jobView } from "../views/job.js";
import { overrides } from "../views/override.js";
import { askForReport } from "../views/report.js";
import { tabs } from "../views/tabs.js";

/** @import { Activity, Analysis, AnalysisSummary, FinishedAnalysis, Job, ProcessPatch, Status } from "#types/models" */
/** @import { Known } from "../views/current.js" */
/** @import { Place, Turn } from "../state/navigation.js" */

/** @param {Place} place */
export default async function screen({ params, query, signal }) {
  const named = params.analysis ? await get(`/analyses/${params.analysis}`, { signal }) : null;
  const id = named?.process_id ?? params.id;
  const base = named ? `#/analysis/${named.id}` : `#/process/${id}`;
  // One that is under way or has failed left no version: the process is shown as it stands.
  const older = named?.result != null && !named.current;
  let searches = false;
  analyst().then((who) => {
    searches = who === "model";
  });
  let { process, versions, activity, ...known } = await load(older ? named : null);
  const newest = versions.items[0];
  const view = older
    ? null
    : currentView({
        known: { process, ...known },
        base,
        tab: params.tab,
        signal,
        link: linkToInput,
        ask,
        report: askReport,
        past,
      });
  const staying = view ?? earlier(/** @type {FinishedAnalysis} */ (known.analysis));
  const state = h("div.state", {});
  const stale = h("div.state", {});
  drawStale();

  if (newest && isUnderWay(newest.status)) followJob(newest);
  else if (!named && newest && (newest.status === "failed" || newest.status === "cancelled"))
    showEnd(newest).catch((error) => signal.aborted || fail(error));
  if (query.has("analyse")) {
    history.replaceState(null, "", `#/process/${id}`);
    if (!newest) queueMicrotask(ask);
  }

  const node = h(
    "div.page.stack.analysis",
    {},
    head(),
    state,
    older && h("p.note", {}, t("version.older"), " ", h("a", { href: `#/process/${id}` }, t("version.to_current"))),
    stale,
    staying.node,
  );
  return {
    title: process.title,
    nav: "processes",
    node,
    turn: (/** @type {Turn} */ place) =>
      (place.params.analysis ?? place.params.id) === (params.analysis ?? params.id)
        ? `${staying.open(place.params.tab).title} · ${process.title}`
        : null,
  };

  /** @param {Analysis | null} chosen the version to show, where the address names one */
  async function load(chosen) {
    const [process, versions, facts, activity] = await Promise.all([
      get(`/processes/${id}`, { signal }),
      get(`/processes/${id}/analyses?limit=50`, { signal }),
      readFacts(id, signal),
      get(`/activity?process_id=${id}&limit=20`, { signal }),
    ]);
    // An analysis may have ended between the two answers: the one that has it is right.
    const currentId = versions.items.find((it) => it.current)?.id ?? process.current_analysis_id;
    const read = chosen ?? (currentId ? await get(`/analyses/${currentId}`, { signal }) : null);
    const analysis =
      read?.result && read.assessment ? { ...read, result: read.result, assessment: read.assessment } : null;
    return { process, versions, facts, activity, analysis, stale: read?.stale ?? false };
  }

  /** An analysis has ended: what it read and wrote appears where the reader is. */
  async function arrive() {
    const found = await load(null);
    ({ process, versions, activity } = found);
    known = found;
    inPlace(node, () => {
      fill(state);
      drawStale();
      view?.arrived({ process, facts: found.facts, analysis: found.analysis });
    });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-analyse]")))
      fill(button, t("process.analyse_again"));
  }

  function drawStale() {
    fill(
      stale,
      known.stale &&
        !older &&
        h(
          "p.note.note-warn",
          {},
          t("process.stale"),
          " ",
          h("button.link", { type: "button", on: { click: ask } }, t("process.analyse_again")),
        ),
    );
  }

  function head() {
    return h(
      "header.process-head",
      {},
      h("p.crumb", {}, h("a", { href: "#/processes" }, t("nav.processes"))),
      h("h1", { lang: process.language }, process.title),
      h(
        "p.meta",
        {},
        h("span", {}, t(`industry.${process.industry}`)),
        process.tags.map((/** @type {string} */ tag) => h("span.tag", {}, tag)),
        h("span", {}, t("process.updated", { date: date(process.updated_at) })),
      ),
      h(
        "div.actions",
        {},
        h(
          "button",
          { type: "button", data: { analyse: "" }, on: { click: ask } },
          t(known.analysis ? "process.analyse_again" : "process.analyse"),
        ),
        h("button", { type: "button", on: { click: askReport } }, t("process.report")),
        h(
          "details.menu.more-menu",
          {},
          h("summary.button.quiet", {}, t("process.more")),
          h(
            "div.menu-list",
            {},
            h("a", { href: `#/process/${id}/edit` }, t("process.edit")),
            h("label.menu-field", {}, t("process.status"), statusSelect()),
            h(
              "button.link.delete",
              {
                type: "button",
                on: {
                  click: (event) => trash(/** @type {HTMLButtonElement} */ (event.currentTarget)),
                },
              },
              t("process.delete"),
            ),
          ),
        ),
      ),
    );
  }

  function statusSelect() {
    const control = h(
      "select.small",
      {
        on: { change: () => change({ status: /** @type {Status} */ (control.value) }) },
      },
      choices(STATUSES, "status").map(([key, text]) =>
        h("option", { value: key, selected: key === process.status }, text),
      ),
    );
    return control;
  }

  /** @param {FinishedAnalysis} analysis */
  function earlier(analysis) {
    const own = overrides(analysis.overrides, analysis.assessment.currency, null);
    const history = h("section.sheet.stack", {}, past({ process, facts: known.facts, analysis }));
    const list = analysisTabs(analysis, process, signal, own);
    return tabs(base, [...list, { name: "history", title: t("tab.history"), node: history }], params.tab);
  }

  /** What the history holds: versions, what was done, and how the analysis was made. @param {Known} shown */
  function past({ analysis }) {
    return [
      versions.items.length > 0 && versionList(),
      h("h2", {}, t("history.heading")),
      h("ul.log", {}, activity.items.map(entry)),
      analysis && [h("h2", {}, t("result.about")), details(analysis), h("div.actions", {}, !older && copyButton())],
    ];
  }

  /** @param {Activity} it */
  function entry(it) {
    return h(
      "li",
      {},
      h("span", {}, has(`activity.${it.action}`) ? t(`activity.${it.action}`) : it.action),
      h("span.hint", {}, dateTime(it.created_at)),
    );
  }

  function askReport() {
    askForReport({ scope: "process", process_ids: [id] });
  }

  /** @param {FinishedAnalysis} analysis */
  function details(analysis) {
    const cost = Number(analysis.usage.cost_usd ?? 0);
    return h(
      "dl.about",
      {},
      h("dt", {}, t("about.analyst")),
      h("dd", {}, t(`analyst.${analysis.analyst}`), analysis.analyst === "model" && ` (${analysis.model})`),
      analysis.fallback_reason && h("dd", {}, analysis.fallback_reason.message),
      h("dt", {}, t("about.depth")),
      h("dd", {}, t(`ask.${analysis.depth}`)),
      h("dt", {}, t("about.when")),
      h("dd", {}, dateTime(analysis.finished_at ?? analysis.created_at)),
      h("dt", {}, t("about.versions")),
      h(
        "dd",
        {},
        t("about.versions_text", { prompt: analysis.prompt_version ?? "–", formula: analysis.formula_version ?? "–" }),
      ),
      cost > 0 && [h("dt", {}, t("about.cost")), h("dd", {}, `${number(cost, 4)} USD`)],
      analysis.reused_from && [h("dt", {}, t("about.reused")), h("dd", {}, t("about.reused_text"))],
      analysis.result.notices.length > 0 && [
        h("dt", {}, t("about.notices")),
        h(
          "dd",
          {},
          h(
            "ul.plain",
            {},
            analysis.result.notices.map((it) => h("li", {}, t(`notice.${it.code}`, { count: it.count }))),
          ),
        ),
      ],
    );
  }

  function versionList() {
    const done = versions.items.filter((it) => it.version !== null);
    return [
      h("h2", {}, t("version.heading")),
      h(
        "ul.versions",
        {},
        versions.items.map((it) =>
          h(
            "li",
            {},
            it.version === null
              ? h("span", {}, t(`job.${it.status}`))
              : h(
                  "a",
                  { href: it.current ? `#/process/${id}` : `#/analysis/${it.id}` },
                  t("version.number", { version: it.version }),
                ),
            h(
              "span.hint",
              {},
              [dateTime(it.created_at), t(`ask.${it.depth}_short`), it.analyst && t(`analyst.${it.analyst}`)]
                .filter(Boolean)
                .join(" · "),
            ),
            it.current && h("span.badge", {}, t("version.current")),
            it.version !== null && compareLink(it),
          ),
        ),
      ),
    ];

    /** To the comparison with the version before. @param {AnalysisSummary} version */
    function compareLink(version) {
      const before = done[done.indexOf(version) + 1];
      return (
        before &&
        h(
          "a",
          { href: `#/process/${id}/compare/${before.id}/${version.id}` },
          t("version.compare", { version: String(before.version) }),
        )
      );
    }
  }

  function ask() {
    askForAnalysis(process, (job) => followJob(job)).catch(fail);
  }

  /** @param {Job} job */
  function followJob(job) {
    const view = jobView(
      job,
      () => reload(),
      signal,
      () => searches,
    );
    fill(state, view.node);
    follow(job.id, view.update, signal).then(
      (ended) => {
        if (ended.status === "succeeded") {
          toast(t("job.done"));
          // Another version than the current one stays as it is.
          if (older) go(`#/process/${id}`);
          else arrive().catch((error) => signal.aborted || fail(error));
        } else reload();
      },
      (error) => {
        if (!signal.aborted) fail(error);
      },
    );
  }

  /** How the newest job ended, where it ended without a result. @param {Job} job */
  async function showEnd(job) {
    const analysis = await get(`/analyses/${job.id}`, { signal });
    const retry = h(
      "button.small",
      {
        type: "button",
        on: {
          click: () =>
            busy(
              retry,
              async () => (await call("POST", `/analyses/${job.id}/retry`, { key: idempotencyKey() })).data,
            ).then(followJob, (error) =>
              error instanceof ApiProblem && error.code === "consent_required" ? ask() : fail(error),
            ),
        },
      },
      t("job.retry"),
    );
    fill(
      state,
      h(
        "div.note.note-bad",
        { role: "status" },
        h("p", {}, analysis.error?.message ?? t(`job.${analysis.status}`)),
        h("div.actions", {}, retry),
      ),
    );
  }

  function version() {
    return view?.version() ?? process.version;
  }

  /** @param {ProcessPatch} body what the figures do not depend on */
  async function change(body) {
    const stillHere = rememberPlace();
    try {
      const changed = await patch(`/processes/${id}`, body, version());
      view?.changed(changed.version);
      process.version = changed.version;
      toast(t("saved"));
    } catch (error) {
      fail(error);
      if (stillHere()) reload();
    }
  }

  /** @param {HTMLButtonElement} button */
  async function trash(button) {
    const stillHere = rememberPlace();
    try {
      await busy(button, () => call("DELETE", `/processes/${id}`, { version: version() }));
      toast(t("process.deleted", { title: process.title }), {
        label: t("undo"),
        run: async () => {
          await post(`/processes/${id}/restore`);
          go(`#/process/${id}`);
        },
      });
      if (stillHere()) go("#/processes");
    } catch (error) {
      fail(error);
    }
  }

  /** @param {string} name */
  function linkToInput(name) {
    return h("a", { href: `#/process/${id}/edit?field=${name}` }, t(`input.${name}`));
  }

  /**
   * Copies the text report. The clipboard takes a promise: some browsers do not allow copying once the click is over.
   */
  function copyButton() {
    const text = async () => new Blob([(await get(`/processes/${id}/text`)).text], { type: "text/plain" });
    const copy = async () => {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text() })]);
      toast(t("result.copied"));
    };
    const button = h(
      "button.small",
      { type: "button", on: { click: () => busy(button, copy).catch(fail) } },
      t("result.copy"),
    );
    return button;
  }
}
