/** The first screen: the dashboard for users who are signed in, a welcome for everyone else. */

import { fetched } from "../api/http.js";
import { currentUser } from "../state/session.js";

/** @import { Place, Screen } from "../state/navigation.js" */

/** @param {Place} place */
export default async function home(place) {
  /** @type {Promise<Screen>} */
  const screen = currentUser() ? import("./dashboard.js") : import("./welcome.js");
  return (await fetched(screen)).default(place);
}
