/** Where the page is and going elsewhere. Routes live in the hash, so that the server needs no rewriting rules. */

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

/** Where the address bar says we are. */
export function here() {
  const [path, query = ""] = (location.hash.slice(1) || "/").split("?");
  return { path: path || "/", query: new URLSearchParams(query) };
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
