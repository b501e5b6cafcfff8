/** The tabs of a screen, each with an address. What stands in a tab stays as it is while another is shown. */

import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";

/** @import { Child } from "#types/elements" */

/**
 * A tab without a node is not there. The first one has the screen's own address.
 * @typedef {{ name: string, title: string, node: HTMLElement | null }} Tab
 */

/**
 * @param {string} base address of the screen
 * @param {Tab[]} given
 * @param {string} [first] name of the tab to begin with
 */
export function tabs(base, given, first) {
  const bar = h("nav.sections.tabs", { "aria-label": t("tabs") });
  const panels = h("div", {});
  const node = h("div.stack", {}, bar, panels);
  /** @type {Map<string, number>} */
  const scrolled = new Map();
  let list = given;
  let current = "";
  show(given);
  choose(first);
  return { node, open, show };

  /** @param {string | undefined} name */
  function choose(name) {
    const tab = list.find((it) => it.node && it.name === name) ?? list[0];
    current = tab.name;
    for (const it of list) if (it.node) it.node.hidden = it !== tab;
    for (const link of bar.querySelectorAll("a")) {
      if (link.dataset.key === key(tab)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    return tab;
  }

  /** Show a tab where it was left; one that is new begins under the bar. @param {string | undefined} name */
  function open(name) {
    scrolled.set(current, scrollY);
    const before = current;
    const tab = choose(name);
    if (tab.name === before) return tab;
    const begin = Math.max(
      0,
      node.getBoundingClientRect().top + scrollY - Number.parseFloat(getComputedStyle(bar).top),
    );
    scrollTo({ top: scrolled.get(tab.name) ?? Math.min(scrollY, begin), behavior: "instant" });
    return tab;
  }

  /** Replace the tabs, as when an analysis has arrived. @param {Tab[]} changed */
  function show(changed) {
    list = changed;
    const there = list.filter((it) => it.node);
    fill(bar, there.map(link));
    for (const it of there) it.node?.setAttribute("aria-label", it.title);
    // What stays is not moved: taking it out and putting it back would lose the focus in it.
    const wanted = there.map((it) => /** @type {HTMLElement} */ (it.node));
    for (const panel of [...panels.children]) if (!wanted.includes(/** @type {HTMLElement} */ (panel))) panel.remove();
    for (const [index, panel] of wanted.entries())
      if (panels.children[index] !== panel) panels.insertBefore(panel, panels.children[index] ?? null);
    choose(current);
  }

  /** @param {Tab} tab @returns {Child} */
  function link(tab) {
    return h("a", { href: tab === list[0] ? base : `${base}/${tab.name}`, data: { key: key(tab) } }, tab.title);
  }

  /** @param {Tab} tab */
  function key(tab) {
    return `tab-${tab.name}`;
  }
}
