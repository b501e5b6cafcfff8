/** The made-up process for people who look around: written, analysed and reckoned by the service, in the page's language. */

import { open } from "./client.js";
import { language } from "../texts/i18n.js";

/** @param {AbortSignal} signal @param {string} more @returns {Promise<any>} */
const first = async (signal, more = "") =>
  (await open("GET", `/samples?language=${language}${more}`, { signal })).items[0];

/** The whole sample: process, analysis, figures. @param {AbortSignal} signal */
export const sample = (signal) => first(signal);

/** Its figures and the words they were read from, light enough for the first view. @param {AbortSignal} signal */
export const sampleInBrief = (signal) => first(signal, "&brief=true");
