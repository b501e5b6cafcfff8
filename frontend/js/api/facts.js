/** What a person decides of the facts of a process, and the figures that follow at once. */

import { call, open } from "./client.js";
import { ApiProblem } from "./http.js";

/** @import { Decision, Facts, FirstFigures } from "#types/models" */

/**
 * The facts with the figures in force, and the version that a decision must name.
 * @typedef {Facts & { version: number }} KnownFacts
 */

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<KnownFacts>} */
export async function readFacts(id, signal) {
  return known(await call("GET", `/processes/${id}/facts`, { signal }));
}

/**
 * @param {string} id
 * @param {number} version
 * @param {Decision[]} decisions
 * @returns {Promise<KnownFacts>}
 * @throws {ApiProblem} whose pointers name the field or member at fault, or the process was changed elsewhere (412)
 */
export async function decideFacts(id, version, decisions) {
  try {
    return known(await call("POST", `/processes/${id}/facts`, { body: { decisions }, version }));
  } catch (error) {
    throw atFields(error, decisions);
  }
}

/**
 * What the rules read in a description, with the decisions on it so far; nothing is stored.
 * @param {{ description: string, currency: string, decisions: Decision[] }} body
 * @param {AbortSignal} signal
 * @throws {ApiProblem} whose pointers name the field or member at fault
 */
export async function firstFigures(body, signal) {
  try {
    return /** @type {FirstFigures} */ (await open("POST", "/first-figures", { body, signal }));
  } catch (error) {
    throw atFields(error, body.decisions);
  }
}

/** @param {{ data: object, etag: string | null }} answer @returns {KnownFacts} */
const known = ({ data, etag }) => ({
  .../** @type {Facts} */ (data),
  version: Number.parseInt(etag?.replace('"', "") ?? "", 10),
});

/** @param {unknown} error @param {Decision[]} decisions */
function atFields(error, decisions) {
  if (error instanceof ApiProblem) for (const fault of error.errors) fault.pointer = atField(fault.pointer, decisions);
  return error;
}

/**
 * "/decisions/0/value" or "/decisions/0/state/value" as the field it speaks of.
 * @param {string} pointer
 * @param {Decision[]} decisions
 */
function atField(pointer, decisions) {
  const [, index, member] = /^\/decisions\/(\d+)\/(?:\w+\/)?(\w+)$/.exec(pointer) ?? [];
  const decision = decisions[Number(index)];
  return decision?.action === "state" ? `/${decision.field}` : `/${member ?? ""}`;
}
