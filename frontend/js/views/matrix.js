/** Net savings against ease: which process to take up first. */

import { h, s } from "../ui/dom.js";
import { number, wholeMoney } from "../ui/format.js";
import { t } from "../texts/i18n.js";
import { pictureWidth } from "./charts.js";

const QUADRANTS = /** @type {const} */ (["quick_wins", "strategic", "fill_ins", "leave_alone"]);

/** @param {any} matrix @param {string} currency */
export function matrixView(matrix, currency) {
  const [width, height, edge] = [pictureWidth(560), pictureWidth(400), 16];
  const points = QUADRANTS.flatMap((quadrant) => matrix[quadrant]);
  const place = (/** @type {any} */ point) => points.indexOf(point) + 1;
  const nets = points.map((/** @type {any} */ point) => Number(point.net));
  const split = Number(matrix.net_threshold ?? 0);
  const [low, high] = [Math.min(0, ...nets), Math.max(0, ...nets)];
  const middle = width / 2;
  const level = height / 2;
  const bend = Number(matrix.ease_threshold);
  // Each half has a scale of its own, so that the thresholds stand in the middle; savings differ by orders of magnitude, so by their root.
  const share = (/** @type {number} */ part, /** @type {number} */ whole) =>
    whole === 0 ? 0 : Math.sqrt(part / whole);
  const x = (/** @type {number} */ ease) =>
    ease >= bend
      ? middle + edge + ((ease - bend) / (100 - bend)) * (middle - 2 * edge)
      : edge + (ease / bend) * (middle - 2 * edge);
  const y = (/** @type {number} */ net) =>
    net >= split
      ? level - edge - share(net - split, high - split) * (level - 4 * edge)
      : level + edge + share(split - net, split - low) * (level - 2 * edge);
  /** @type {Record<string, [number, number, number, number]>} */
  const areas = {
    strategic: [0, 0, middle, level],
    quick_wins: [middle, 0, width - middle, level],
    leave_alone: [0, level, middle, height - level],
    fill_ins: [middle, level, width - middle, height - level],
  };
  return h(
    "div.matrix",
    {},
    h(
      "div.chart",
      {},
      s(
        "svg",
        { viewBox: `0 0 ${width} ${height + 24}`, role: "group", "aria-label": t("dashboard.matrix") },
        Object.entries(areas).map(([name, [left, top, width, height]]) => [
          s(`rect.quadrant.quadrant-${name}`, { x: left, y: top, width, height }),
          s("text", { x: left + 10, y: top + 20 }, t(`quadrant.${name}`)),
        ]),
        s("text", { x: width, y: height + 18, "text-anchor": "end" }, t("matrix.ease")),
        s("text", { x: 0, y: height + 18 }, t("matrix.net").replace("→", "↑")),
        QUADRANTS.map((quadrant) =>
          matrix[quadrant].map((/** @type {any} */ point) => {
            const label = t("matrix.point", {
              title: point.title,
              net: wholeMoney(point.net, currency),
              ease: number(point.ease),
            });
            return s(
              "a",
              { href: `#/process/${point.id}`, "aria-label": label },
              s("title", {}, label),
              s(`circle.point.point-${quadrant}`, { cx: x(Number(point.ease)), cy: y(Number(point.net)), r: 13 }),
              s(
                "text.point-number",
                {
                  x: x(Number(point.ease)),
                  y: y(Number(point.net)) + 4.5,
                  "text-anchor": "middle",
                  "aria-hidden": "true",
                },
                place(point),
              ),
            );
          }),
        ),
      ),
    ),
    h(
      "div.matrix-lists",
      {},
      QUADRANTS.map((quadrant) =>
        h(
          "div",
          {},
          h("h3", {}, t(`quadrant.${quadrant}`)),
          matrix[quadrant].length === 0
            ? h("p.hint", {}, t("matrix.none"))
            : h(
                "ul",
                {},
                matrix[quadrant].map((/** @type {any} */ point) =>
                  h(
                    "li",
                    {},
                    h(`span.point-key.point-${quadrant}`, { "aria-hidden": "true" }, place(point)),
                    h("a", { href: `#/process/${point.id}` }, point.title),
                    h("span", {}, wholeMoney(point.net, currency)),
                  ),
                ),
              ),
        ),
      ),
      matrix.unplaced.length > 0 && h("p.hint", {}, t("dashboard.unplaced", { count: matrix.unplaced.length })),
    ),
  );
}
