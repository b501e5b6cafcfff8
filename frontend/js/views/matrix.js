/** Net savings against ease: which process to start with. */

import { t } from "../texts/i18n.js";
import { h, s } from "../ui/dom.js";
import { number } from "../ui/format.js";
import { pictureWidth } from "./charts.js";
import { handMark, netText, verdictMarks } from "./marks.js";
import { spread } from "./spread.js";

/** @import { ListMark, Matrix, MatrixPoint } from "#types/models" */

const QUADRANTS = /** @type {const} */ (["quick_wins", "strategic", "fill_ins", "leave_alone"]);

/**
 * @param {Matrix} matrix
 * @param {Record<string, ListMark>} marks by process
 * @param {string} currency
 * @param {(point: MatrixPoint) => string | null} [address] of a process, null where the reader has none
 */
export function matrixView(matrix, marks, currency, address = (point) => `#/process/${point.id}`) {
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
  // What does not pay is better left alone however easy it would be: it is drawn where the list puts it.
  const across = (/** @type {MatrixPoint} */ point) =>
    x(point.quadrant === "leave_alone" ? Math.min(Number(point.ease), easeThreshold - 1) : Number(point.ease));
  const y = (/** @type {number} */ net) =>
    net >= netThreshold
      ? middleY - edge - share(net - netThreshold, high - netThreshold) * (middleY - 4 * edge)
      : middleY + edge + share(netThreshold - net, netThreshold - low) * (middleY - 2 * edge);
  const areas = /** @type {Record<typeof QUADRANTS[number], [number, number, number, number]>} */ ({
    strategic: [0, 0, middleX, middleY],
    quick_wins: [middleX, 0, width - middleX, middleY],
    leave_alone: [0, middleY, middleX, height - middleY],
    fill_ins: [middleX, middleY, width - middleX, height - middleY],
  });
  const crowd = Math.max(...QUADRANTS.map((quadrant) => matrix[quadrant].length));
  // Half of a corner's area is enough for circles to find a place each.
  const radius = Math.max(3, Math.min(13, Math.sqrt((middleX * (middleY - 24)) / (Math.max(crowd, 1) * 8))));
  const numbered = radius >= 9;
  const places = new Map(
    QUADRANTS.flatMap((quadrant) => {
      const [left, top, wide, high] = areas[quadrant];
      return spread(
        matrix[quadrant].map((point) => ({ id: point.id, x: across(point), y: y(Number(point.net)) })),
        { left: left + radius, top: top + 24 + radius, right: left + wide - radius, bottom: top + high - radius },
        2 * radius + 2,
      ).map((it) => [it.id, it]);
    }),
  );
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
            const label = `${rank(point)}. ${t("matrix.point", {
              title: point.title,
              net: netText(marks[point.id], point.net, currency),
              ease: number(point.ease),
            })}`;
            return [
              s(
                address(point) ? "a" : "g",
                address(point) ? { href: address(point), "aria-label": label } : { role: "img", "aria-label": label },
                s("title", {}, label),
                s(`circle.point.point-${quadrant}`, {
                  cx: places.get(point.id)?.x,
                  cy: places.get(point.id)?.y,
                  r: radius,
                }),
              ),
              // Beside the link, whose name begins with it.
              numbered &&
                s(
                  `text.point-number.on-${quadrant}`,
                  {
                    x: places.get(point.id)?.x,
                    y: (places.get(point.id)?.y ?? 0) + 4.5,
                    "text-anchor": "middle",
                    "aria-hidden": "true",
                  },
                  rank(point),
                ),
            ];
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
          h(
            "h3",
            {},
            listLink(quadrant, t("matrix.corner", { name: t(`quadrant.${quadrant}`), count: matrix[quadrant].length })),
          ),
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
                    h(
                      "div",
                      {},
                      address(point) ? h("a", { href: address(point) }, point.title) : h("span", {}, point.title),
                      h("p.meta", {}, marks[point.id] && verdictMarks(marks[point.id])),
                    ),
                    h(
                      "span.matrix-net",
                      {},
                      netText(marks[point.id], point.net, currency),
                      handMark(marks[point.id], "net_savings_per_year"),
                    ),
                  ),
                ),
              ),
        ),
      ),
      matrix.unplaced.length > 0 &&
        h("p.hint", {}, listLink("unplaced", t("dashboard.unplaced", { count: matrix.unplaced.length }))),
    ),
  );
}

/** A link to the processes of a corner. @param {string} quadrant @param {string} text */
const listLink = (quadrant, text) => h("a", { href: `#/processes?quadrant=${quadrant}&sort=-net_savings` }, text);
