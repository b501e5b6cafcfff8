/** The first screen: the dashboard of somebody who is signed in, and a welcome for everybody else. */

import { currentUser } from "../session.js";

/** @param {import("../router.js").Place} place */
export default async function home(place) {
  const screen = currentUser() ? import("./dashboard.js") : import("./welcome.js");
  return (await screen).default(place);
}
