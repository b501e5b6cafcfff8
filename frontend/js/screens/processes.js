/** The list of processes: search, filter, sort. */

import { call, get, post } from "../api/client.js";
import { choices, INDUSTRIES, STATUSES } from "../state/inputs.js";
import { reload } from "../state/navigation.js";
import { currentUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { field, problemText, select, values } from "../ui/form.js";
import { hours, months, UNKNOWN, wholeMoney } from "../ui/format.js";
import { fail, toast } from "../ui/notices.js";
import { askForReport } from "../views/report.js";

/** @import { Child } from "#types/elements" */
/** @import { ProcessPage, ProcessSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const SORTS = ["-created_at", "-updated_at", "title", "-net_savings"];
const DELAY = 250;

/** @param {Place} place */
export default async function processes({ query, signal }) {
  const categories = await get("/categories", { signal });
  const currency = currentUser()?.currency ?? "PLN";
  const list = h("div.results", { "aria-busy": "true" });
  const count = h("p.sr", { role: "status" });
  /** @type {Set<string>} */
  const chosen = new Set();
  const reportButton = h("button", {
    type: "button",
    hidden: true,
    on: { click: () => askForReport({ scope: chosen.size === 1 ? "process" : "portfolio", process_ids: [...chosen] }) },
  });
  const all = (/** @type {[string, string][]} */ given) =>
    /** @type {[string, string][]} */ ([["", t("filter.all")], ...given]);
  const filters = h(
    "form.filters.folded",
    {
      role: "search",
      data: { keep: "filters" },
      on: { input: changed, submit: (event) => event.preventDefault() },
    },
    field({
      name: "search",
      label: t("filter.search"),
      control: h("input", { type: "search", maxlength: "200", value: query.get("search") ?? "" }),
    }),
    h(
      "button.more",
      {
        type: "button",
        on: {
          click: () => {
            unfold();
            /** @type {HTMLElement} */
            (filters.elements.namedItem("status")).focus();
          },
        },
      },
      t("filter.unfold"),
    ),
    field({
      name: "status",
      label: t("process.status"),
      control: select(all(choices(STATUSES, "status")), query.get("status") ?? ""),
    }),
    field({
      name: "category_id",
      label: t("process.category"),
      control: select(all(categories.items.map((it) => [it.id, it.name])), query.get("category_id") ?? ""),
    }),
    field({
      name: "industry",
      label: t("process.industry"),
      control: select(all(choices(INDUSTRIES, "industry")), query.get("industry") ?? ""),
    }),
    field({
      name: "difficulty",
      label: t("figure.difficulty"),
      control: select(all(choices(["easy", "medium", "hard"], "difficulty")), query.get("difficulty") ?? ""),
    }),
    field({
      name: "analysed",
      label: t("filter.analysed"),
      control: select(
        all([
          ["true", t("filter.analysed_yes")],
          ["false", t("filter.analysed_no")],
        ]),
        query.get("analysed") ?? "",
      ),
    }),
    field({
      name: "sort",
      label: t("filter.sort"),
      control: select(choices(SORTS, "sort"), query.get("sort") ?? "-created_at"),
    }),
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let request = new AbortController();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    request.abort();
  });
  if (narrowed()) unfold();
  await load();

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
        h("div.actions", {}, reportButton, h("a.button.primary", { href: "#/new" }, t("process.new"))),
      ),
      filters,
      count,
      list,
    ),
  };

  /** On a phone most filters are folded until the user unfolds them or one of them is set. */
  function unfold() {
    filters.classList.remove("folded");
  }

  function changed() {
    if (narrowed()) unfold();
    clearTimeout(timer);
    timer = setTimeout(load, DELAY);
  }

  function narrowed() {
    return Object.entries(values(filters)).some(([name, value]) => name !== "search" && name !== "sort" && value);
  }

  async function load() {
    request.abort();
    const current = new AbortController();
    request = current;
    list.setAttribute("aria-busy", "true");
    try {
      const page = await get(`/processes?${queryString()}`, { signal: current.signal });
      if (current.signal.aborted) return;
      show(page);
    } catch (error) {
      if (current.signal.aborted) return;
      fill(
        list,
        h(
          "div.empty",
          {},
          h("p", {}, problemText(error)),
          h("button", { type: "button", on: { click: load } }, t("error.again")),
        ),
      );
    }
    list.setAttribute("aria-busy", "false");
  }

  /** @param {string | null} [cursor] */
  function queryString(cursor) {
    const given = Object.entries(values(filters)).filter(([, value]) => value.trim());
    return new URLSearchParams([...given, ["limit", "25"], ...(cursor ? [["cursor", cursor]] : [])]);
  }

  /** @param {ProcessPage} page */
  function show(page) {
    const filtered = Object.entries(values(filters)).some(([name, value]) => name !== "sort" && value.trim());
    fill(count, t("filter.found", { count: page.items.length }));
    if (page.items.length === 0) {
      fill(
        list,
        filtered
          ? h(
              "div.empty",
              {},
              h("h2", {}, t("filter.nothing_found")),
              h("button", { type: "button", on: { click: clear } }, t("filter.clear")),
            )
          : h(
              "div.empty",
              {},
              h("h2", {}, t("process.none")),
              h("p", {}, t("process.none_hint")),
              h("a.button.primary", { href: "#/new" }, t("process.new")),
            ),
      );
      return;
    }
    const rows = h("ul.rows", {}, page.items.map(row));
    fill(list, rows, more(page, rows));
  }

  /** @param {ProcessPage} page @param {HTMLElement} rows @returns {HTMLButtonElement | null} */
  function more({ next_cursor }, rows) {
    if (!next_cursor) return null;
    const button = h("button", { type: "button", on: { click: loadMore } }, t("filter.more"));
    return button;

    async function loadMore() {
      try {
        const next = await get(`/processes?${queryString(next_cursor)}`, { signal });
        rows.append(...next.items.map(row));
        const following = more(next, rows);
        if (following) button.replaceWith(following);
        else button.remove();
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    }
  }

  /** @param {ProcessSummary} it */
  function row(it) {
    const figure = (/** @type {string} */ label, /** @type {string} */ value) =>
      h("div", {}, h("dt", {}, label), h("dd", {}, value));
    return h(
      "li.row.process-row",
      {},
      h(
        "label.row-check",
        {},
        h("input", {
          type: "checkbox",
          "aria-label": t("process.choose", { title: it.title }),
          on: {
            change: (event) => choose(it.id, /** @type {HTMLInputElement} */ (event.target).checked),
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
          h("span.badge", {}, t(`status.${it.status}`)),
          (it.stale || !it.current_analysis_id) &&
            h("span", {}, t(it.stale ? "process.is_stale" : "process.not_analysed")),
          it.tags.map((/** @type {string} */ tag) => h("span.tag", {}, tag)),
        ),
      ),
      h(
        "dl.row-figures",
        {},
        figure(t("figure.net_short"), wholeMoney(it.net_savings_per_year, currency)),
        figure(t("figure.hours_short"), hours(it.hours_saved_per_year, 0)),
        figure(t("figure.payback"), it.net_savings_per_year === null ? UNKNOWN : months(it.payback_months)),
      ),
      h(
        "button.icon",
        {
          type: "button",
          "aria-label": t("process.delete_named", { title: it.title }),
          title: t("process.delete"),
          on: { click: () => trash(it) },
        },
        "×",
      ),
    );
  }

  /** @param {string} id @param {boolean} on */
  function choose(id, on) {
    if (on) chosen.add(id);
    else chosen.delete(id);
    reportButton.hidden = chosen.size === 0;
    fill(reportButton, t("report.of_chosen", { count: chosen.size }));
  }

  /** @param {ProcessSummary} it */
  async function trash(it) {
    try {
      await call("DELETE", `/processes/${it.id}`, { version: it.version });
      toast(t("process.deleted", { title: it.title }), {
        label: t("undo"),
        run: async () => {
          await post(`/processes/${it.id}/restore`);
          reload();
        },
      });
      await load();
    } catch (error) {
      fail(error);
    }
  }

  function clear() {
    filters.reset();
    load();
  }
}
