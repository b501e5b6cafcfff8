/** What `h` and `s` of frontend/js/ui/dom.js take and give: `h("p.note")` is an HTMLParagraphElement. */

export type Child = Node | string | number | null | undefined | false | readonly Child[];

type TagName<Tag extends string> = Tag extends `${infer Name}.${string}` ? Name : Tag;

export type HtmlElement<Tag extends string> =
  TagName<Tag> extends infer Name extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Name] : HTMLElement;

export type SvgElement<Tag extends string> =
  TagName<Tag> extends infer Name extends keyof SVGElementTagNameMap ? SVGElementTagNameMap[Name] : SVGElement;

type EventMap = HTMLElementEventMap & { reveal: CustomEvent };

type Listeners = { [Name in keyof EventMap]?: (event: EventMap[Name]) => void };

/**
 * `on`: listeners; `data`: data attributes; anything else is an attribute, or a property where an attribute would not
 * do.
 */
export interface Props {
  on?: Listeners;
  data?: Record<string, string>;
  [attribute: string]: unknown;
}
