/** The catalogue of tools that analyses recommend from, searched and filtered; no account is needed. */

import { open } from "../api.js";
import { fill, h } from "../dom.js";
import { field, select, values } from "../form.js";
import { t } from "../i18n.js";
import { choices, INDUSTRIES } from "../inputs.js";
import { fail, say } from "../notices.js";

const PAUSE = 250;

/** @param {import("../router.js").Place} place */
export default async function tools({ signal }) {
  const list = h("ul.rows", {});
  const count = h("p.hint", {});
  const form = h(
    "form.filters",
    { role: "search", on: { submit: (/** @type {Event} */ event) => event.preventDefault(), input: later } },
    field({ name: "search", label: t("filter.search"), control: h("input", { type: "search", maxlength: "200", autocomplete: "off" }) }),
    field({ name: "industry", label: t("process.industry"), control: select([["", t("filter.all")], ...choices(INDUSTRIES, "industry")], "") }),
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  let asked = 0;
  await load();
  return {
    title: t("tools.title"),
    node: h("div.page.stack", {}, h("h1", {}, t("tools.title")), h("p.lead", {}, t("tools.lead")), form, count, list),
  };

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(() => load().catch((error) => signal.aborted || fail(error)), PAUSE);
  }

  async function load() {
    const turn = (asked += 1);
    const query = new URLSearchParams(Object.entries(values(form)).filter(([, value]) => value));
    const found = await open("GET", `/tools?${query}`, { signal });
    if (turn !== asked) return;
    fill(count, t("tools.count", { count: found.items.length }), " ", t("tools.version", { version: found.version }));
    fill(list, found.items.map(row));
    say(t("tools.count", { count: found.items.length }));
  }
}

/** @param {any} tool */
function row(tool) {
  return h(
    "li.row",
    {},
    h(
      "div.row-main",
      {},
      h("p.row-title", {}, h("a", { href: tool.homepage, rel: "noopener noreferrer nofollow", target: "_blank" }, tool.name)),
      h("p.meta", {}, [tool.vendor, ...tool.categories].map((text) => h("span", {}, text))),
      h("p", {}, tool.capabilities.join(", ")),
      tool.integrations.length > 0 && h("p.hint", {}, t("tools.integrations", { names: tool.integrations.join(", ") })),
      h("p.hint", {}, tool.region, " · ", tool.price),
    ),
  );
}
