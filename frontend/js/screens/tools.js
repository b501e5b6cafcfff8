/** The catalogue of tools that analyses recommend from, searched and filtered; no account is needed. */

import { open } from "../api/client.js";
import { choices, INDUSTRIES } from "../state/inputs.js";
import { currentPlace } from "../state/navigation.js";
import { t } from "../texts/i18n.js";
import { fill, h } from "../ui/dom.js";
import { field, select, values } from "../ui/form.js";
import { date } from "../ui/format.js";
import { announce, fail } from "../ui/notices.js";
import { orAll } from "../views/list.js";

/** @import { Tool } from "#types/models" */
/** @import { Place } from "../state/navigation.js" */

const DELAY = 250;

/** @param {Place} place */
export default async function tools({ path, query, signal }) {
  const list = h("ul.rows", {});
  const count = h("p.hint", {});
  const form = h(
    "form.filters",
    { role: "search", on: { submit: (event) => event.preventDefault(), input: schedule } },
    field({
      name: "search",
      label: t("filter.search"),
      control: h("input", {
        type: "search",
        maxlength: "200",
        autocomplete: "off",
        value: query.get("search") ?? "",
      }),
    }),
    field({
      name: "industry",
      label: t("process.industry"),
      control: select(orAll(choices(INDUSTRIES, "industry")), query.get("industry") ?? ""),
    }),
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let requests = 0;
  /** @type {Map<string, string>} */
  const names = new Map();
  await load();
  return {
    title: t("tools.title"),
    node: h("div.page.stack", {}, h("h1", {}, t("tools.title")), h("p.lead", {}, t("tools.lead")), form, count, list),
  };

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(() => load().catch((error) => signal.aborted || fail(error)), DELAY);
  }

  async function load() {
    requests += 1;
    const request = requests;
    const asked = new URLSearchParams(Object.entries(values(form)).filter(([, value]) => value)).toString();
    const found = await open("GET", `/tools?${asked}`, { signal });
    // An older answer does not replace a newer one.
    if (request !== requests) return;
    if (currentPlace().path === path) history.replaceState(history.state, "", `#${path}${asked && `?${asked}`}`);
    for (const tool of found.items) names.set(tool.id, tool.name);
    fill(
      count,
      t("tools.count", { count: found.items.length }),
      " ",
      t("tools.version", { version: date(found.version) }),
    );
    fill(list, found.items.map(row));
    announce(t("tools.count", { count: found.items.length }));
  }

  /** @param {Tool} tool */
  function row(tool) {
    const partners = tool.integrations.map((/** @type {string} */ id) => names.get(id) ?? id).join(", ");
    return h(
      "li.row",
      {},
      h(
        "div.row-main",
        {},
        h(
          "p.row-title",
          {},
          h("a", { href: tool.homepage, rel: "noopener noreferrer nofollow", target: "_blank" }, tool.name),
        ),
        h(
          "p.meta",
          {},
          [tool.vendor !== tool.name && tool.vendor, ...tool.categories]
            .filter(Boolean)
            .map((text) => h("span", {}, text)),
        ),
        h("p", {}, tool.capabilities.join(", ")),
        partners && h("p.hint", {}, t("tools.integrations", { names: partners })),
        h("p.hint", {}, tool.region, " ", tool.price),
      ),
    );
  }
}
