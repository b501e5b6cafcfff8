/** Where the page is and going elsewhere. Routes live in the hash, so that the server needs no rewriting rules. */

/**
 * @typedef {object} Place
 * @property {string} path
 * @property {Record<string, string>} params
 * @property {URLSearchParams} query
 * @property {AbortSignal} signal  aborted when the screen is left
 */

/** Another place of a screen that is shown. @typedef {Omit<Place, "signal">} Turn */

/**
 * @typedef {object} Shown
 * @property {string} title
 * @property {HTMLElement} node
 * @property {string} [nav]  which entry of the navigation it belongs to
 * @property {() => HTMLElement | null} [begin]  where the reader goes on, instead of the heading
 * @property {(place: Turn) => string | null} [turn]  shows another place of the same route and returns its title; null
 * where that has to be loaded
 */

/** @typedef {{ default: (place: Place) => Promise<Shown> | Shown }} Screen */

/** The path and the query of the address. */
export function currentPlace() {
  const [path, query = ""] = (location.hash.slice(1) || "/").split("?");
  return { path: path || "/", query: new URLSearchParams(query) };
}

/** @param {string} hash such as "#/processes" */
export function go(hash) {
  if (location.hash === hash) reload();
  else location.hash = hash;
}

/** Remember the current screen. @returns {() => boolean} whether the user is still there */
export function rememberPlace() {
  const place = location.hash;
  return () => location.hash === place;
}

/** Load and show the current screen again. */
export const reload = () => dispatchEvent(new Event("reload"));

/** Where a formula is explained. @param {string} name as the API names it */
export const formulaAddress = (name) => `#/method?formula=${encodeURIComponent(name)}`;
