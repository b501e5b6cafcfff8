/** Net savings against ease: which process to take up first. */

import { h, s } from "../dom.js";
import { number, wholeMoney } from "../format.js";
import { t } from "../i18n.js";

const QUADRANTS = /** @type {const} */ (["quick_wins", "strategic", "fill_ins", "leave_alone"]);

/** @param {any} matrix @param {string} currency */
export function matrixView(matrix, currency) {
  const [size, edge] = [480, 8];
  const points = QUADRANTS.flatMap((quadrant) => matrix[quadrant]);
  const nets = points.map((/** @type {any} */ point) => Number(point.net));
  const split = Number(matrix.net_threshold ?? 0);
  const [low, high] = [Math.min(0, ...nets), Math.max(1, split * 2, ...nets)];
  const x = (/** @type {number} */ ease) => edge + (ease / 100) * (size - 2 * edge);
  // Savings differ by orders of magnitude: the root keeps the small ones apart, and the sign.
  const root = (/** @type {number} */ net) => Math.sign(net) * Math.sqrt(Math.abs(net));
  const y = (/** @type {number} */ net) => size - edge - ((root(net) - root(low)) / (root(high) - root(low))) * (size - 2 * edge);
  const [middle, level] = [x(Number(matrix.ease_threshold)), y(split)];
  /** @type {Record<string, [number, number, number, number]>} */
  const areas = {
    strategic: [0, 0, middle, level],
    quick_wins: [middle, 0, size - middle, level],
    leave_alone: [0, level, middle, size - level],
    fill_ins: [middle, level, size - middle, size - level],
  };
  return h(
    "div.matrix",
    {},
    h(
      "div.chart",
      {},
      s(
        "svg",
        { viewBox: `0 0 ${size} ${size + 24}`, role: "group", "aria-label": t("dashboard.matrix") },
        Object.entries(areas).map(([name, [left, top, width, height]]) => [
          s(`rect.quadrant.quadrant-${name}`, { x: left, y: top, width, height }),
          s("text", { x: left + 10, y: top + 20 }, t(`quadrant.${name}`)),
        ]),
        s("text", { x: size, y: size + 18, "text-anchor": "end" }, t("matrix.ease")),
        s("text", { x: 0, y: size + 18 }, t("matrix.net").replace("→", "↑")),
        QUADRANTS.map((quadrant) =>
          matrix[quadrant].map((/** @type {any} */ point) => {
            const label = t("matrix.point", { title: point.title, net: wholeMoney(point.net, currency), ease: number(point.ease) });
            return s("a", { href: `#/process/${point.id}`, "aria-label": label }, s("title", {}, label), s(`circle.point.point-${quadrant}`, { cx: x(Number(point.ease)), cy: y(Number(point.net)), r: 9 }));
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
            : h("ul", {}, matrix[quadrant].map((/** @type {any} */ point) => h("li", {}, h("a", { href: `#/process/${point.id}` }, point.title), h("span", {}, wholeMoney(point.net, currency))))),
        ),
      ),
      matrix.unplaced.length > 0 && h("p.hint", {}, t("dashboard.unplaced", { count: matrix.unplaced.length })),
    ),
  );
}
