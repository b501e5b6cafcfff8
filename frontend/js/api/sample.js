/** The sample process for visitors: described, analysed and computed by the service, in the page's language. */

import { language } from "../texts/i18n.js";
import { open } from "./client.js";

/** @import { BriefSamplePage, SamplePage } from "#types/models" */

/** The whole sample: process, analysis, figures. @param {AbortSignal} signal */
export async function sample(signal) {
  const page = await open("GET", `/samples?language=${language}`, { signal });
  return /** @type {SamplePage} */ (page).items[0];
}

/** Its figures and the words they were read from, small enough for the first view. @param {AbortSignal} signal */
export async function sampleInBrief(signal) {
  const page = await open("GET", `/samples?language=${language}&brief=true`, { signal });
  return /** @type {BriefSamplePage} */ (page).items[0];
}
