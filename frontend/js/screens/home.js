/** The first screen: the dashboard of somebody who is signed in, and a welcome for everybody else. */

import { fetched } from "../http.js";
import { currentUser } from "../session.js";

/** @param {import("../router.js").Place} place */
export default async function home(place) {
  /** @type {Promise<import("../router.js").Screen>} */
  const screen = currentUser() ? import("./dashboard.js") : import("./welcome.js");
  return (await fetched(screen)).default(place);
}
