/** What was typed but not saved, kept on this device until it is saved or discarded, or the user signs out. */

const PREFIX = "smartflow.draft.";

/** @typedef {{ values: Record<string, string>, version: number | null, at: string }} Draft */

/** @param {string} name @returns {Draft | null} */
export function draft(name) {
  const text = localStorage.getItem(PREFIX + name);
  if (!text) return null;
  try {
    const found = JSON.parse(text);
    return found && typeof found.values === "object" ? found : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {Record<string, string>} values
 * @param {number | null} version of the process it started from
 */
export function keepDraft(name, values, version) {
  localStorage.setItem(PREFIX + name, JSON.stringify({ values, version, at: new Date().toISOString() }));
}

/** @param {string} name */
export function dropDraft(name) {
  localStorage.removeItem(PREFIX + name);
}

/** Delete all drafts: another person may sign in here next. */
export function clearDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
