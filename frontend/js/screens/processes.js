/** The list of processes, some of them chosen for a report; what is chosen is in the address too. */

import { call, get, post } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { choices, INDUSTRIES, STATUSES } from "../state/inputs.js";
import { currentUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { field, select } from "../ui/form.js";
import { fail, toast } from "../ui/notices.js";
import { list, orAll } from "../views/list.js";
import { handMark, hoursText, netText, paybackText, verdictMarks } from "../views/marks.js";
import { askForReport } from "../views/report.js";

/** @import { ProcessSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const SORTS = ["-created_at", "-updated_at", "title", "-net_savings"];
const FIGURES = ["priced", "not_priced", "unconfirmed", "on_defaults"];
const QUADRANTS = ["worth_doing", "quick_wins", "strategic", "fill_ins", "leave_alone", "unplaced"];

/** @param {Place} place */
export default async function processes(place) {
  const { query, signal } = place;
  const categories = await get("/categories", { signal });
  const currency = currentUser()?.currency ?? "PLN";
  /** Chosen for a report, by id; a title that is not known yet is empty. @type {Map<string, string>} */
  const chosen = new Map(
    (query.get("selected") ?? "")
      .split(",")
      .filter(Boolean)
      .map((id) => [id, ""]),
  );
  const reportButton = h("button.primary.small", { type: "button", on: { click: askReport } });
  const names = h("p", {});
  const selection = h(
    "div.selection",
    { role: "group", "aria-label": t("selection.label"), hidden: true },
    names,
    h(
      "div.actions",
      {},
      reportButton,
      h("button.quiet.small", { type: "button", on: { click: chooseNone } }, t("selection.clear")),
    ),
  );
  const filter = (/** @type {string} */ name, /** @type {string} */ label, /** @type {[string, string][]} */ given) =>
    field({ name, label: t(label), control: select(orAll(given), query.get(name) ?? "") });
  const shown = list(place, {
    read: (asked, alive) => get(`/processes?${asked}`, { signal: alive }),
    fields: [
      filter("status", "process.status", choices(STATUSES, "status")),
      filter(
        "category_id",
        "process.category",
        categories.items.map((it) => [it.id, it.name]),
      ),
      filter("industry", "process.industry", choices(INDUSTRIES, "industry")),
      filter("difficulty", "figure.difficulty", choices(["easy", "medium", "hard"], "difficulty")),
      filter("analysed", "filter.analysed", [
        ["true", t("filter.analysed_yes")],
        ["false", t("filter.analysed_no")],
      ]),
      filter("figures", "filter.figures", choices(FIGURES, "filter")),
      filter("quadrant", "dashboard.matrix", choices(QUADRANTS, "quadrant")),
    ],
    sorts: SORTS,
    row,
    rowClass: ".process-row",
    found: (count) => t("filter.found", { count }),
    nothing: () => [
      h("h2", {}, t("process.none")),
      h("p", {}, t("process.none_hint")),
      h("a.button.primary", { href: "#/new" }, t("process.new")),
    ],
    more: () => ({ selected: [...chosen.keys()].join(",") }),
  });
  await shown.ready;
  nameChosen().catch((error) => signal.aborted || fail(error));

  return {
    title: t("nav.processes"),
    nav: "processes",
    node: h(
      "div.page.stack",
      {},
      h(
        "div.title-row",
        {},
        h("h1", {}, t("nav.processes")),
        h("a.button.primary", { href: "#/new" }, t("process.new")),
      ),
      shown.filters,
      selection,
      shown.count,
      shown.results,
    ),
    begin: shown.begin,
  };

  /** @param {ProcessSummary} it */
  function row(it) {
    const figure = (/** @type {string} */ label, /** @type {string} */ value, /** @type {string} */ field) =>
      h("div", {}, h("dt", {}, label), h("dd", {}, value, handMark(it, field)));
    if (chosen.has(it.id)) chosen.set(it.id, it.title);
    return [
      h(
        "label.row-check",
        {},
        h("input", {
          type: "checkbox",
          "aria-label": t("process.choose", { title: it.title }),
          checked: chosen.has(it.id),
          data: { choose: it.id },
          on: {
            change: (event) => choose(it, /** @type {HTMLInputElement} */ (event.target).checked),
          },
        }),
      ),
      h(
        "div.row-main",
        {},
        h("a.row-title", { href: `#/process/${it.id}`, lang: it.language }, it.title),
        h("p.excerpt", { lang: it.language }, it.excerpt),
        h(
          "p.meta",
          {},
          verdictMarks(it),
          h("span", {}, t(`status.${it.status}`)),
          (it.stale || !it.current_analysis_id) &&
            h("span", {}, t(it.stale ? "process.is_stale" : "process.not_analysed")),
          it.tags.map((/** @type {string} */ tag) => h("span.tag", {}, tag)),
        ),
      ),
      h(
        "dl.row-figures",
        {},
        figure(t("figure.net_short"), netText(it, it.net_savings_per_year, currency), "net_savings_per_year"),
        figure(t("figure.hours_short"), hoursText(it, it.hours_saved_per_year), "hours_saved_per_year"),
        figure(t("figure.payback"), paybackText(it.payback_months, it.net_savings_per_year), "payback_months"),
      ),
      h(
        "button.icon",
        {
          type: "button",
          "aria-label": t("process.delete_named", { title: it.title }),
          title: t("process.delete"),
          data: { key: `delete-${it.id}` },
          on: { click: () => trash(it) },
        },
        "×",
      ),
    ];
  }

  /** @param {ProcessSummary} it @param {boolean} on */
  function choose(it, on) {
    if (on) chosen.set(it.id, it.title);
    else chosen.delete(it.id);
    showChosen();
    shown.remember();
  }

  function chooseNone() {
    chosen.clear();
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (shown.results.querySelectorAll("[data-choose]")))
      box.checked = false;
    showChosen();
    shown.remember();
    /** @type {HTMLElement} */ (shown.filters.elements.namedItem("search")).focus();
  }

  /** What is chosen is named, whether or not the list shows it. */
  function showChosen() {
    selection.hidden = chosen.size === 0;
    fill(reportButton, t("report.of_chosen", { count: chosen.size }));
    fill(names, h("b", {}, t("selection.label"), ": "), [...chosen.values()].filter(Boolean).join(", "));
  }

  /** Titles of what was chosen on a page or under filters that are not shown; what is gone is no longer chosen. */
  async function nameChosen() {
    showChosen();
    const unknown = [...chosen].filter(([, title]) => !title).map(([id]) => id);
    await Promise.all(
      unknown.map((id) =>
        get(`/processes/${encodeURIComponent(id)}`, { signal }).then(
          (process) => chosen.set(id, process.title),
          (error) => {
            if (error instanceof ApiProblem && error.status < 500 && error.status > 0) chosen.delete(id);
            else throw error;
          },
        ),
      ),
    );
    if (unknown.length > 0) showChosen();
  }

  function askReport() {
    askForReport({
      scope: chosen.size === 1 ? "process" : "portfolio",
      process_ids: [...chosen.keys()],
      titles: [...chosen.values()],
    });
  }

  /** @param {ProcessSummary} it */
  async function trash(it) {
    try {
      await call("DELETE", `/processes/${it.id}`, { version: it.version });
      toast(t("process.deleted", { title: it.title }), {
        label: t("undo"),
        run: async () => {
          await post(`/processes/${it.id}/restore`);
          if (signal.aborted) return;
          await shown.reload();
          shown.link(it.id)?.focus();
        },
      });
      chosen.delete(it.id);
      showChosen();
      await shown.reload();
    } catch (error) {
      fail(error);
    }
  }
}
