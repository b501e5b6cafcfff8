/**
 * A list with its state in the address: what is searched for, filters, order, how many pages are loaded, and the row
 * that was opened. Going back, a reload and a link lead to the same rows, and going back to the very row.
 */

import { currentPlace } from "../state/navigation.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { busy, field, problemText, select, values } from "../ui/form.js";
import { fail } from "../ui/notices.js";

/** @import { Child } from "#types/elements" */
/** @import { Place } from "../state/navigation.js" */

const DELAY = 250;
const MOST_PAGES = 20;
const PAGE = 25;

/**
 * One page, as the API answers.
 * @template Item
 * @typedef {{ items: Item[], next_cursor: string | null, total: number }} Page
 */

/**
 * @template {{ id: string }} Item
 * @typedef {object} Options
 * @property {(query: URLSearchParams, signal: AbortSignal) => Promise<Page<Item>>} read
 * @property {HTMLElement[]} fields  filters beside the search, each with an empty value that means all
 * @property {string[]} sorts  the first is the order to begin with
 * @property {(item: Item) => Child[]} row
 * @property {string} [rowClass]
 * @property {(total: number) => string} found  how many there are, in words
 * @property {() => Child} nothing  what is shown where there is nothing at all
 * @property {() => Record<string, string>} [more]  what else the address holds
 */

/** The choices of a filter. @param {[string, string][]} given @returns {[string, string][]} */
export const orAll = (given) => [["", t("filter.all")], ...given];

/**
 * @template {{ id: string }} Item
 * @param {Place} place
 * @param {Options<Item>} options
 */
export function list({ path, query, signal }, { read, fields, sorts, row, rowClass = "", found, nothing, more }) {
  const results = h("div.results", { "aria-busy": "true", on: { click: opens } });
  const count = h("p.hint", { role: "status" });
  const filters = h(
    fields.length > 0 ? "form.filters.folded" : "form.filters",
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
    fields.length > 0 &&
      h(
        "button.more",
        {
          type: "button",
          on: {
            click: () => {
              unfold();
              fields[0].querySelector("select")?.focus();
            },
          },
        },
        t("filter.unfold"),
      ),
    fields,
    field({
      name: "sort",
      label: t("filter.sort"),
      control: select(
        sorts.map((sort) => [sort, t(`sort.${sort}`)]),
        query.get("sort") ?? sorts[0],
      ),
    }),
  );
  let rows = h("ul.rows", {});
  let pages = 1;
  let opened = query.get("row") ?? "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let request = new AbortController();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    request.abort();
  });
  if (narrowed()) unfold();
  const ready = load(Math.min(Number(query.get("page")) || 1, MOST_PAGES));

  return {
    filters,
    count,
    results,
    ready,
    remember,
    /** Load what is shown again. */
    reload: () => load(pages),
    /** Draw one row again. @param {Item} item */
    redraw: (/** @type {Item} */ item) => {
      const shown = results.querySelector(`[data-key="row-${CSS.escape(item.id)}"]`);
      if (shown) fill(shown, row(item));
    },
    link,
    begin: () => link(opened),
  };

  /** What opens the item of a row. @param {string} id */
  function link(id) {
    return /** @type {HTMLElement | null} */ (results.querySelector(`[data-key="row-${CSS.escape(id)}"] a`));
  }

  /** The address says what is shown, so that it can be returned to, reloaded and passed on. */
  function remember() {
    if (signal.aborted || currentPlace().path !== path) return;
    const given = asked().filter(([name, value]) => !(name === "sort" && value === sorts[0]));
    const places = { page: pages > 1 ? String(pages) : "", ...more?.(), row: opened };
    const all = new URLSearchParams([...given, ...Object.entries(places).filter(([, value]) => value)]).toString();
    history.replaceState(history.state, "", `#${path}${all ? `?${all.replaceAll("%2C", ",")}` : ""}`);
  }

  /** @param {Event} event on a link of a row */
  function opens({ target }) {
    const followed = target instanceof Element && target.closest("a[href]");
    const key = followed && /** @type {HTMLElement | null} */ (followed.closest("li[data-key]"))?.dataset.key;
    if (!key) return;
    opened = key.replace("row-", "");
    remember();
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
    return asked().some(([name]) => name !== "search" && name !== "sort");
  }

  /** What is searched for, the filters that are set, and the order. */
  function asked() {
    return Object.entries(values(filters)).filter(([, value]) => value.trim());
  }

  /** @param {string | null} [cursor] */
  function queryString(cursor) {
    return new URLSearchParams([...asked(), ["limit", String(PAGE)], ...(cursor ? [["cursor", cursor]] : [])]);
  }

  /** @param {number} [wanted] pages */
  async function load(wanted = 1) {
    request.abort();
    const current = new AbortController();
    request = current;
    results.setAttribute("aria-busy", "true");
    try {
      // The rows change once: what is below is not moved page by page.
      let page = await read(queryString(), current.signal);
      const items = [...page.items];
      let loaded = 1;
      for (; loaded < wanted && page.next_cursor; loaded += 1) {
        page = await read(queryString(page.next_cursor), current.signal);
        items.push(...page.items);
      }
      if (current.signal.aborted) return;
      pages = loaded;
      show(items, page);
    } catch (error) {
      if (current.signal.aborted) return;
      fill(
        results,
        h(
          "div.empty",
          {},
          h("p", {}, problemText(error)),
          h("button", { type: "button", on: { click: () => load() } }, t("error.again")),
        ),
      );
    }
    results.setAttribute("aria-busy", "false");
    remember();
  }

  /** @param {Item[]} items @param {Page<Item>} page the last one */
  function show(items, page) {
    fill(count, found(page.total));
    const narrow = asked().some(([name]) => name !== "sort");
    // Where there is nothing at all, there is nothing to search either.
    filters.hidden = count.hidden = items.length === 0 && !narrow;
    if (items.length > 0) {
      rows = h("ul.rows", { data: { key: "rows" } }, items.map(drawn));
      fill(results, rows, h("div.actions", {}, next(page)));
    } else if (narrow) {
      fill(
        results,
        h(
          "div.empty",
          {},
          h("h2", {}, t("filter.nothing_found")),
          h("button", { type: "button", on: { click: clear } }, t("filter.clear")),
        ),
      );
    } else fill(results, h("div.empty", {}, nothing()));
  }

  /** @param {Item} item */
  function drawn(item) {
    return h(`li.row${rowClass}`, { data: { key: `row-${item.id}` } }, row(item));
  }

  /** @param {Page<Item>} page */
  function next({ next_cursor }) {
    if (!next_cursor) return null;
    const button = h(
      "button",
      {
        type: "button",
        data: { more: next_cursor },
        on: { click: () => busy(button, () => loadMore(button, next_cursor)).catch(fail) },
      },
      t("filter.more"),
    );
    return button;
  }

  /**
   * Show the next page under those that are shown; the first of its rows is where a keyboard goes on.
   * @param {HTMLElement} button @param {string} cursor
   */
  async function loadMore(button, cursor) {
    const page = await read(queryString(cursor), signal);
    const added = page.items.map(drawn);
    const focused = button === document.activeElement;
    rows.append(...added);
    fill(/** @type {Element} */ (button.parentElement), next(page));
    const begin = focused && /** @type {HTMLElement | null | undefined} */ (added[0]?.querySelector("a, button"));
    if (begin) begin.focus({ preventScroll: true });
    pages += 1;
    remember();
  }

  function clear() {
    for (const [name] of asked())
      Object.assign(/** @type {object} */ (filters.elements.namedItem(name)), {
        value: name === "sort" ? sorts[0] : "",
      });
    load();
    /** @type {HTMLElement} */ (filters.elements.namedItem("search")).focus();
  }
}
