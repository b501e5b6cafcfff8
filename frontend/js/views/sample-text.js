/** The sample's description; what its figures were read from stands in brackets in the texts and is marked here. */

import { h } from "../dom.js";
import { t } from "../i18n.js";

/** @returns {import("../dom.js").Child} */
export const sampleText = () => t("try.description").split(/[[\]]/).map((part, index) => (index % 2 ? h("mark", {}, part) : part));
