/**
 * The list of processes: search, filter, sort, selection. All of it is in the address, and so are the pages loaded and
 * the row that was opened: going back leads to that row.
 */

import { call, get, post } from "../api/client.js";
import { ApiProblem } from "../api/http.js";
import { choices, INDUSTRIES, STATUSES } from "../state/inputs.js";
import { currentPlace } from "../state/navigation.js";
import { currentUser } from "../state/session.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, problemText, select, values } from "../ui/form.js";
import { inPlace } from "../ui/in-place.js";
import { fail, toast } from "../ui/notices.js";
import { handMark, hoursText, netText, paybackText, verdictMarks } from "../views/marks.js";
import { askForReport } from "../views/report.js";

/** @import { Child } from "#types/elements" */
/** @import { ProcessPage, ProcessSummary } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const SORTS = ["-created_at", "-updated_at", "title", "-net_savings"];
const FIGURES = ["priced", "not_priced", "unconfirmed", "on_defaults"];
const QUADRANTS = ["worth_doing", "quick_wins", "strategic", "fill_ins", "leave_alone", "unplaced"];
const DELAY = 250;
const MOST_PAGES = 20;
const PAGE = 25;

/** @param {Place} place */
export default async function processes({ query, signal }) {
  const categories = await get("/categories", { signal });
  const currency = currentUser()?.currency ?? "PLN";
  const list = h("div.results", { "aria-busy": "true" });
  const count = h("p.hint", { role: "status" });
  /** Chosen for a report, by id; a title that is not known yet is empty. @type {Map<string, string>} */
  const chosen = new Map(
    (query.get("selected") ?? "")
      .split(",")
      .filter(Boolean)
      .map((id) => [id, ""]),
  );
  let pages = 1;
  let opened = query.get("row") ?? "";
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
      name: "figures",
      label: t("filter.figures"),
      control: select(all(choices(FIGURES, "filter")), query.get("figures") ?? ""),
    }),
    field({
      name: "quadrant",
      label: t("dashboard.matrix"),
      control: select(all(choices(QUADRANTS, "quadrant")), query.get("quadrant") ?? ""),
    }),
    field({
      name: "sort",
      label: t("filter.sort"),
      control: select(choices(SORTS, "sort"), query.get("sort") ?? "-created_at"),
    }),
  );
  let rows = h("ul.rows", {});
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let request = new AbortController();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    request.abort();
  });
  if (narrowed()) unfold();
  await load(Math.min(Number(query.get("page")) || 1, MOST_PAGES));
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
      filters,
      selection,
      count,
      list,
    ),
    begin: () => /** @type {HTMLElement | null} */ (list.querySelector(`[data-key="row-${CSS.escape(opened)}"] a`)),
  };

  /** The address says what is shown, so that it can be returned to, reloaded and passed on. */
  function remember() {
    const given = Object.entries(values(filters)).filter(
      ([name, value]) => value.trim() && !(name === "sort" && value === SORTS[0]),
    );
    const places = { page: pages > 1 ? String(pages) : "", selected: [...chosen.keys()].join(","), row: opened };
    const all = new URLSearchParams([...given, ...Object.entries(places).filter(([, value]) => value)]).toString();
    history.replaceState(history.state, "", `#/processes${all ? `?${all.replaceAll("%2C", ",")}` : ""}`);
  }

  /** On a phone most filters are folded until the user unfolds them or one of them is set. */
  function unfold() {
    filters.classList.remove("folded");
  }

  function changed() {
    if (narrowed()) unfold();
    clearTimeout(timer);
    timer = setTimeout(() => load(), DELAY);
  }

  function narrowed() {
    return Object.entries(values(filters)).some(([name, value]) => name !== "search" && name !== "sort" && value);
  }

  /** @param {number} [wanted] pages */
  async function load(wanted = 1) {
    request.abort();
    const current = new AbortController();
    request = current;
    list.setAttribute("aria-busy", "true");
    try {
      const page = await get(`/processes?${queryString()}`, { signal: current.signal });
      if (current.signal.aborted) return;
      pages = 1;
      inPlace(list, () => show(page));
      while (pages < wanted && list.querySelector("[data-more]")) await loadMore(current.signal);
    } catch (error) {
      if (current.signal.aborted) return;
      fill(
        list,
        h(
          "div.empty",
          {},
          h("p", {}, problemText(error)),
          h("button", { type: "button", on: { click: () => load() } }, t("error.again")),
        ),
      );
    }
    list.setAttribute("aria-busy", "false");
    if (!signal.aborted && currentPlace().path === "/processes") remember();
  }

  /** @param {string | null} [cursor] */
  function queryString(cursor) {
    const given = Object.entries(values(filters)).filter(([, value]) => value.trim());
    return new URLSearchParams([...given, ["limit", String(PAGE)], ...(cursor ? [["cursor", cursor]] : [])]);
  }

  /** @param {ProcessPage} page */
  function show(page) {
    const filtered = Object.entries(values(filters)).some(([name, value]) => name !== "sort" && value.trim());
    fill(count, t("filter.found", { count: page.total }));
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
    rows = h("ul.rows", { data: { key: "rows" } }, page.items.map(row));
    fill(list, rows, more(page));
  }

  /** @param {ProcessPage} page */
  function more({ next_cursor }) {
    if (!next_cursor) return null;
    const button = h(
      "button",
      {
        type: "button",
        data: { more: next_cursor },
        on: { click: () => busy(button, () => loadMore(signal)).catch(fail) },
      },
      t("filter.more"),
    );
    return button;
  }

  /**
   * Show the next page under those that are shown; the first of its rows is where a keyboard goes on.
   * @param {AbortSignal} alive
   */
  async function loadMore(alive) {
    const button = /** @type {HTMLElement} */ (list.querySelector("[data-more]"));
    const next = await get(`/processes?${queryString(button.dataset.more)}`, { signal: alive });
    const added = next.items.map(row);
    const focused = button === document.activeElement;
    rows.append(...added);
    button.replaceWith(...[more(next)].filter((it) => it !== null));
    if (focused) added[0]?.querySelector("a")?.focus({ preventScroll: true });
    pages += 1;
    remember();
  }

  /** @param {ProcessSummary} it */
  function row(it) {
    const figure = (/** @type {string} */ label, /** @type {string} */ value, /** @type {string} */ field) =>
      h("div", {}, h("dt", {}, label), h("dd", {}, value, handMark(it, field)));
    if (chosen.has(it.id)) chosen.set(it.id, it.title);
    return h(
      "li.row.process-row",
      { data: { key: `row-${it.id}` } },
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
        h(
          "a.row-title",
          { href: `#/process/${it.id}`, lang: it.language, on: { click: () => leaveBy(it.id) } },
          it.title,
        ),
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
    );
  }

  /** @param {string} id of the row to return to */
  function leaveBy(id) {
    opened = id;
    remember();
  }

  /** @param {ProcessSummary} it @param {boolean} on */
  function choose(it, on) {
    if (on) chosen.set(it.id, it.title);
    else chosen.delete(it.id);
    showChosen();
    remember();
  }

  function chooseNone() {
    chosen.clear();
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("[data-choose]")))
      box.checked = false;
    showChosen();
    remember();
    /** @type {HTMLElement} */ (filters.elements.namedItem("search")).focus();
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
          await load(pages);
        },
      });
      chosen.delete(it.id);
      showChosen();
      await load(pages);
    } catch (error) {
      fail(error);
    }
  }

  function clear() {
    for (const name of Object.keys(values(filters)))
      Object.assign(/** @type {object} */ (filters.elements.namedItem(name)), {
        value: name === "sort" ? SORTS[0] : "",
      });
    load();
  }
}
