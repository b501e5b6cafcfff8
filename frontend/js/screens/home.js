/** The first screen: the dashboard of somebody who is signed in, and a welcome for everybody else. */

import { fetched } from "../api/http.js";
import { currentUser } from "../state/session.js";

/** @param {import("../state/navigation.js").Place} place */
export default async function home(place) {
  /** @type {Promise<import("../state/navigation.js").Screen>} */
  const screen = currentUser() ? import("./dashboard.js") : import("./welcome.js");
  return (await fetched(screen)).default(place);
}
