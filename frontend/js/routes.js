/** Which screen each path shows, and whether it needs an account. Screens never import this table. */

/** @import { Screen } from "./state/navigation.js" */

/** @typedef {{ pattern: RegExp, load: () => Promise<Screen>, account: boolean }} Route */

/** @param {string} pattern @param {() => Promise<Screen>} load @param {boolean} account @returns {Route} */
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
  route("/sample(?:/:tab)?", () => import("./screens/sample.js"), false),
  route("/tools", () => import("./screens/tools.js"), false),
  route("/method", () => import("./screens/method.js"), false),
  route("/try", () => import("./screens/try.js"), false),
  route("/shared/:token", () => import("./screens/shared.js"), false),
  route("/processes", () => import("./screens/processes.js"), true),
  route("/trash", () => import("./screens/trash.js"), true),
  route("/process/:id/edit", () => import("./screens/describe.js"), true),
  route("/process/:id/compare/:a/:b", () => import("./screens/compare.js"), true),
  route("/process/:id(?:/:tab)?", () => import("./screens/process.js"), true),
  route("/analysis/:analysis(?:/:tab)?", () => import("./screens/process.js"), true),
  route("/reports", () => import("./screens/reports.js"), true),
  route("/account", () => import("./screens/account.js"), true),
];

/** @param {string} path @returns {{ route: Route, params: Record<string, string> } | null} */
export function match(path) {
  for (const candidate of ROUTES) {
    const found = candidate.pattern.exec(path);
    if (found) return { route: candidate, params: { ...found.groups } };
  }
  return null;
}
