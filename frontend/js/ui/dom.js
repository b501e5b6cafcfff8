/** Elements from data. Text only ever becomes text nodes: nothing here parses markup. */

import { inPlace } from "./in-place.js";

/** @import { Child, HtmlElement, Props, SvgElement } from "#types/elements" */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an HTML element: `h("p.note", { id: "x", on: { click: go } }, "text")`.
 * @template {string} Tag
 * @param {Tag} tag name, with classes behind dots
 * @param {Props} [props] attributes; `on` listeners, `data` data attributes, `value`, `checked` and the like as
 * properties
 * @param {...Child} children
 * @returns {HtmlElement<Tag>}
 */
export function h(tag, props, ...children) {
  const element = build((name) => document.createElement(name), tag, props, children);
  return /** @type {HtmlElement<Tag>} */ (element);
}

/**
 * Make an SVG element; arguments as for `h`.
 * @template {string} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {SvgElement<Tag>}
 */
export function s(tag, props, ...children) {
  const element = build((name) => document.createElementNS(SVG, name), tag, props, children);
  return /** @type {SvgElement<Tag>} */ (element);
}

/**
 * Draw what an element holds again. Focus, selected text, place in the window and typed values stay, see `inPlace`.
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  inPlace(parent, () => replace(parent, ...children));
}

/**
 * Put something else in the place of what an element holds, as another screen does: nothing of it stays.
 * @param {Element} parent
 * @param {...Child} children
 */
export function replace(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

/** @param {Element} parent @param {readonly Child[]} children */
function append(parent, children) {
  for (const child of children) {
    if (child instanceof Node) parent.append(child);
    else if (typeof child === "object" && child !== null) append(parent, child);
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

/**
 * @param {(name: string) => Element} create
 * @param {string} tag
 * @param {Props | undefined} props
 * @param {Child[]} children
 */
function build(create, tag, { on = {}, data = {}, ...attributes } = {}, children) {
  const [name, ...classes] = tag.split(".");
  const element = create(name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  append(element, children);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (PROPERTIES.has(key)) Object.assign(element, { [key]: value });
    else if (key === "href") element.setAttribute("href", safe(String(value)));
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  Object.assign(/** @type {HTMLElement} */ (element).dataset, data);
  for (const [event, listener] of Object.entries(on))
    element.addEventListener(event, /** @type {EventListener} */ (listener));
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

/** An id that no other element has. @param {string} prefix */
export function uniqueId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}
