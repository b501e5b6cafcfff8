/** What surrounds every screen: the header with navigation, the notice of being offline, the footer. */

import { analyst } from "../api/analyst.js";
import { open, put } from "../api/client.js";
import { reachability } from "../api/http.js";
import { clearDrafts } from "../state/drafts.js";
import { go } from "../state/navigation.js";
import { currentUser, setUser, signOut } from "../state/session.js";
import { language, t, withNodes } from "../texts/i18n.js";
import { fill, h, s } from "./dom.js";
import { busy } from "./form.js";
import { fail } from "./notices.js";

/** @import { Language, User } from "#types/models" */

const RETRY_INTERVAL = 5000;

/** @param {{ onLanguage: (wanted: Language) => Promise<void> }} options */
export function frame({ onLanguage }) {
  const main = h("main", { id: "main", tabindex: "-1" });
  const head = h("header.head");
  const foot = h("footer.foot");
  const offline = h("p.offline", { role: "status" });
  const skip = h("a.skip", {
    href: "#main",
    on: {
      click: (event) => {
        event.preventDefault();
        main.focus();
      },
    },
  });
  const terms = h("div.terms");
  const node = h("div.frame", {}, skip, head, offline, terms, main, foot);
  let marked = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;

  reachability.addEventListener("reach", (event) => showOffline(!(/** @type {CustomEvent} */ (event).detail)));
  addEventListener("offline", () => showOffline(true));
  addEventListener("online", () => showOffline(false));

  /** While the API cannot be reached, ask it at intervals whether it is back. @param {boolean} off */
  function showOffline(off) {
    const before = offline.hasChildNodes();
    if (off !== before) fill(offline, off && t("offline"));
    clearTimeout(retry);
    if (off) retry = setTimeout(() => open("GET", "/health").catch(() => undefined), RETRY_INTERVAL);
    else if (before) dispatchEvent(new Event("reconnected"));
  }

  function refresh() {
    const user = currentUser();
    fill(skip, t("skip"));
    fill(
      head,
      h(
        "div.head-row",
        {},
        brand(),
        user && navigation(),
        h("div.head-tools", {}, languageButtons(), themeButton(), user ? accountMenu(user) : signInLinks()),
      ),
    );
    fill(terms, user && !user.terms_accepted_at && termsRequest());
    fill(
      foot,
      h(
        "div.foot-row",
        {},
        h("p", {}, t("foot.estimate")),
        h(
          "p.foot-links",
          {},
          ["method", "tools", "privacy", "terms", "accessibility"].map((name) =>
            h("a", { href: `#/${name}` }, t(`foot.${name}`)),
          ),
        ),
        h("p", { id: "analyst" }),
      ),
    );
    analyst().then((who) => {
      if (who) fill(/** @type {Element} */ (foot.querySelector("#analyst")), t(`analyst.here_${who}`));
    });
    mark(marked);
  }

  /** @param {string} nav */
  function mark(nav) {
    marked = nav;
    for (const link of head.querySelectorAll("nav a")) {
      if (/** @type {HTMLElement} */ (link).dataset.nav === nav) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function languageButtons() {
    return h(
      "div.switch",
      { role: "group", "aria-label": t("language") },
      /** @type {const} */ ([
        ["pl", "Polski"],
        ["en", "English"],
      ]).map(([key, name]) =>
        h(
          "button",
          {
            type: "button",
            lang: key,
            title: name,
            "aria-label": `${key.toUpperCase()}, ${name}`,
            "aria-pressed": String(language === key),
            on: { click: () => onLanguage(key).catch(fail) },
          },
          key.toUpperCase(),
        ),
      ),
    );
  }

  return { node, main, refresh, mark };
}

function brand() {
  return h(
    "a.brand",
    { href: "#/" },
    h("img", { src: "images/mark.svg", alt: "", width: "28", height: "28" }),
    h("span", {}, "SmartFlow", h("b", {}, "AI")),
  );
}

function navigation() {
  const entries = [
    ["home", "#/"],
    ["processes", "#/processes"],
    ["reports", "#/reports"],
  ];
  return h(
    "nav",
    { "aria-label": t("nav") },
    entries.map(([key, href]) => h("a", { href, data: { nav: key } }, t(`nav.${key}`))),
  );
}

function signInLinks() {
  return h(
    "div.signs",
    {},
    h("a.button.quiet", { href: "#/signin" }, t("account.sign_in")),
    h("a.button.primary.small", { href: "#/signup" }, t("account.sign_up")),
  );
}

/** @param {User} user */
function accountMenu(user) {
  const menu = h(
    "details.menu",
    {
      on: {
        focusout: (event) => {
          if (!menu.contains(/** @type {Node} */ (event.relatedTarget))) menu.open = false;
        },
      },
    },
    h(
      "summary",
      { "aria-label": t("account.menu"), title: user.email },
      h("span.avatar", { data: { letter: (user.full_name || user.email).slice(0, 1).toUpperCase() } }),
    ),
    h(
      "div.menu-list",
      {},
      h("p.hint", {}, user.email),
      h(
        "a",
        {
          href: "#/account",
          on: {
            click: () => {
              menu.open = false;
            },
          },
        },
        t("nav.account"),
      ),
      h(
        "a",
        {
          href: "#/trash",
          on: {
            click: () => {
              menu.open = false;
            },
          },
        },
        t("nav.trash"),
      ),
      h("button.link", { type: "button", on: { click: () => signOutHere().catch(fail) } }, t("account.sign_out")),
    ),
  );
  menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  return menu;
}

/** Asks for consent to the current terms; the account can be used without it meanwhile. */
function termsRequest() {
  const accept = h(
    "button.small",
    { type: "button", on: { click: () => busy(accept, async () => setUser(await put("/me/terms"))).catch(fail) } },
    t("terms.accept"),
  );
  return h(
    "section.terms-row",
    { "aria-label": t("foot.terms") },
    h("p", {}, withNodes("terms.asked", { terms: h("a", { href: "#/terms" }, t("account.terms_link")) })),
    accept,
  );
}

async function signOutHere() {
  await signOut();
  clearDrafts();
  go("#/");
}

function themeButton() {
  const dark = () =>
    (document.documentElement.dataset.theme ??
      (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const button = h("button.icon", { type: "button", on: { click: change } });
  draw();

  function change() {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("smartflow.theme", next);
    draw();
  }

  function draw() {
    const label = t(dark() ? "theme.light" : "theme.dark");
    button.setAttribute("aria-label", label);
    button.title = label;
    const sun = s("path", {
      d:
        "M12 4v2m0 12v2M4 12h2m12 0h2M6.300 6.300l1.400 1.400m8.600 8.600 1.400 1.400m0-11.400-1.400 1.400" +
        "m-8.600 8.600-1.400 1.400M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7",
    });
    const moon = s("path", { d: "M19 14.500A7.500 7.500 0 0 1 9.500 5 7.500 7.500 0 1 0 19 14.500" });
    fill(
      button,
      s(
        "svg",
        {
          viewBox: "0 0 24 24",
          width: "20",
          height: "20",
          fill: "none",
          stroke: "currentColor",
          "stroke-width": "1.8",
          "stroke-linecap": "round",
          "aria-hidden": "true",
        },
        dark() ? sun : moon,
      ),
    );
  }

  return button;
}
