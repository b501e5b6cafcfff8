/** A made-up process for people who look around; its figures come from the engine like anybody's. */

import { open } from "./api.js";

const INPUTS = {
  runs: "200", frequency: "monthly", minutes_per_run: "12", people: "1", error_rate_percent: "5", rework_minutes: "20", systems: 3, exceptions_percent: "10",
  readiness: { rule_based: 4, digital_input: 4, structured_input: 3, stability: 4, documentation: 2 },
};

/** The sample's figures; the industry decides the defaults of what it leaves open. @param {AbortSignal} signal */
export const sampleFigures = (signal) => open("POST", "/estimate", { body: { ...INPUTS, fill_defaults: true, industry: "ecommerce_retail" }, signal });
