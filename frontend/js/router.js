/** Routes live in the hash: the site needs no rewriting where it is served from. */

/**
 * @typedef {object} Place
 * @property {string} path
 * @property {Record<string, string>} params
 * @property {URLSearchParams} query
 * @property {AbortSignal} signal  aborted when the screen is left
 */

/**
 * @typedef {object} Shown
 * @property {string} title
 * @property {HTMLElement} node
 * @property {string} [nav]  which entry of the navigation it belongs to
 */

/** @typedef {{ default: (place: Place) => Promise<Shown> | Shown }} Screen */

/** @typedef {{ pattern: RegExp, load: () => Promise<Screen>, account: boolean }} Route */

/** @param {string} pattern @param {() => Promise<any>} load @param {boolean} account @returns {Route} */
const route = (pattern, load, account) => ({
  pattern: new RegExp(`^${pattern.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`),
  load,
  account,
});

const ROUTES = [
  route("/", () => import("./screens/home.js"), false),
  route("/signin", () => import("./screens/signin.js"), false),
  route("/signup", () => import("./screens/signin.js"), false),
  route("/forgot", () => import("./screens/forgot.js"), false),
  route("/reset/:token", () => import("./screens/reset.js"), false),
  route("/new", () => import("./screens/describe.js"), false),
  ...["/privacy", "/terms", "/accessibility"].map((path) => route(path, () => import("./screens/legal.js"), false)),
  route("/sample", () => import("./screens/sample.js"), false),
  route("/tools", () => import("./screens/tools.js"), false),
  route("/try", () => import("./screens/try.js"), false),
  route("/shared/:token", () => import("./screens/shared.js"), false),
  route("/processes", () => import("./screens/processes.js"), true),
  route("/trash", () => import("./screens/trash.js"), true),
  route("/process/:id", () => import("./screens/process.js"), true),
  route("/process/:id/edit", () => import("./screens/describe.js"), true),
  route("/process/:id/compare/:a/:b", () => import("./screens/compare.js"), true),
  route("/analysis/:analysis", () => import("./screens/process.js"), true),
  route("/reports", () => import("./screens/reports.js"), true),
  route("/account", () => import("./screens/account.js"), true),
];

/** Where the address bar says we are. */
export function here() {
  const [path, query = ""] = (location.hash.slice(1) || "/").split("?");
  return { path: path || "/", query: new URLSearchParams(query) };
}

/** @param {string} path @returns {{ route: Route, params: Record<string, string> } | null} */
export function match(path) {
  for (const candidate of ROUTES) {
    const found = candidate.pattern.exec(path);
    if (found) return { route: candidate, params: { ...found.groups } };
  }
  return null;
}

/** @param {string} hash such as "#/processes" */
export function go(hash) {
  if (location.hash === hash) dispatchEvent(new Event("hashchange"));
  else location.hash = hash;
}

/** Remembers the present screen. @returns {() => boolean} whether the person is still there */
export function staying() {
  const place = location.hash;
  return () => location.hash === place;
}

/** Show the present screen anew. */
export const again = () => dispatchEvent(new Event("hashchange"));
