/** Net savings against ease: which process to start with. */

import { t } from "../texts/i18n.js";
import { h, s } from "../ui/dom.js";
import { number, wholeMoney } from "../ui/format.js";
import { pictureWidth } from "./charts.js";

/** @import { Matrix, MatrixPoint } from "#types/models" */

const QUADRANTS = /** @type {const} */ (["quick_wins", "strategic", "fill_ins", "leave_alone"]);

/** @param {Matrix} matrix @param {string} currency */
export function matrixView(matrix, currency) {
  const [width, height, edge] = [pictureWidth(560), pictureWidth(400), 16];
  const points = QUADRANTS.flatMap((quadrant) => matrix[quadrant]);
  const rank = (/** @type {MatrixPoint} */ point) => points.indexOf(point) + 1;
  const nets = points.map((point) => Number(point.net));
  const netThreshold = Number(matrix.net_threshold ?? 0);
  const [low, high] = [Math.min(0, ...nets), Math.max(0, ...nets)];
  const middleX = width / 2;
  const middleY = height / 2;
  const easeThreshold = Number(matrix.ease_threshold);
  // Each half has its own scale, so that the thresholds are in the middle; savings differ by orders of magnitude, so
  // their square root is drawn.
  const share = (/** @type {number} */ part, /** @type {number} */ whole) =>
    whole === 0 ? 0 : Math.sqrt(part / whole);
  const x = (/** @type {number} */ ease) =>
    ease >= easeThreshold
      ? middleX + edge + ((ease - easeThreshold) / (100 - easeThreshold)) * (middleX - 2 * edge)
      : edge + (ease / easeThreshold) * (middleX - 2 * edge);
  const y = (/** @type {number} */ net) =>
    net >= netThreshold
      ? middleY - edge - share(net - netThreshold, high - netThreshold) * (middleY - 4 * edge)
      : middleY + edge + share(netThreshold - net, netThreshold - low) * (middleY - 2 * edge);
  /** @type {Record<string, [number, number, number, number]>} */
  const areas = {
    strategic: [0, 0, middleX, middleY],
    quick_wins: [middleX, 0, width - middleX, middleY],
    leave_alone: [0, middleY, middleX, height - middleY],
    fill_ins: [middleX, middleY, width - middleX, height - middleY],
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
          matrix[quadrant].map((point) => {
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
                rank(point),
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
                matrix[quadrant].map((point) =>
                  h(
                    "li",
                    {},
                    h(`span.point-key.point-${quadrant}`, { "aria-hidden": "true" }, rank(point)),
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
