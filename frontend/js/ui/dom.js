/**
 * Elements from data. Text only ever becomes text nodes: nothing here parses markup.
 *
 * @typedef {Node | string | number | null | undefined | false | Child[]} Child
 * @typedef {Record<string, any>} Props
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an HTML element: `h("p.note", { id: "x", on: { click: go } }, "text")`.
 * @param {string} tag name, with classes behind dots
 * @param {Props} [props] attributes; `on` listeners, `data` data attributes, `value`, `checked` and the like as properties
 * @param {...Child} children
 * @returns {any} the element; its kind follows from `tag`
 */
export function h(tag, props, ...children) {
  return build((name) => document.createElement(name), tag, props, children);
}

/**
 * Make an SVG element; arguments as for `h`.
 * @param {string} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {any}
 */
export function s(tag, props, ...children) {
  return build((name) => document.createElementNS(SVG, name), tag, props, children);
}

/**
 * Replace what an element holds.
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** @param {Element} parent @param {Child[]} children */
function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.append(child);
    else if (child !== null && child !== undefined && child !== false) parent.append(String(child));
  }
}

const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "selected",
  "hidden",
  "open",
  "required",
  "readOnly",
  "indeterminate",
]);

/** @param {(name: string) => Element} create @param {string} tag @param {Props | undefined} props @param {Child[]} children */
function build(create, tag, props, children) {
  const [name, ...classes] = tag.split(".");
  const element = create(name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  append(element, children);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (key === "data") Object.assign(/** @type {HTMLElement} */ (element).dataset, value);
    else if (PROPERTIES.has(key)) /** @type {any} */ (element)[key] = value;
    else if (key === "href") element.setAttribute("href", safe(String(value)));
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  return element;
}

/**
 * Only web addresses and places of this page become links; anything else leads nowhere.
 * @param {string} address
 */
export function safe(address) {
  return /^(https?:\/\/|#|\?)/i.test(address) ? address : "#";
}

let last = 0;

/** A fresh id for an element. @param {string} prefix */
export function freshId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}
