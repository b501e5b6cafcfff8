/** Points of a picture that would hide each other. */

/**
 * Points moved apart until none hides another; each stays within its corner, near its place. Where they are too many
 * for that, they stand in rows.
 * @template {{ x: number, y: number }} Point
 * @param {Point[]} points
 * @param {{ left: number, top: number, right: number, bottom: number }} area
 * @param {number} distance between the centres of two points
 * @returns {Point[]}
 */
export function spread(points, area, distance) {
  const placed = points.map((point) => within({ ...point }, area));
  const rounds = Math.min(400, 40_000 / points.length);
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (const [index, a] of placed.entries()) {
      for (const [before, b] of placed.slice(0, index).entries()) {
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        if (apart >= distance) continue;
        moved = true;
        // Points at the very same place part in a direction of their own.
        const angle = apart > 0.01 ? Math.atan2(a.y - b.y, a.x - b.x) : 2.4 * (index + before);
        const push = (distance - apart) / 2 + 0.5;
        a.x += Math.cos(angle) * push;
        a.y += Math.sin(angle) * push;
        b.x -= Math.cos(angle) * push;
        b.y -= Math.sin(angle) * push;
        within(a, area);
        within(b, area);
      }
    }
    if (!moved) return placed;
  }
  return inRows(placed, area, distance);
}

/**
 * @template {{ x: number, y: number }} Point
 * @param {Point[]} points
 * @param {{ left: number, top: number, right: number, bottom: number }} area
 * @param {number} distance
 * @returns {Point[]}
 */
function inRows(points, area, distance) {
  const inOneRow = Math.floor((area.right - area.left) / distance) + 1;
  const rows = Math.ceil(points.length / inOneRow);
  const highest = [...points].sort((a, b) => a.y - b.y);
  return Array.from({ length: rows }, (_, row) =>
    highest
      .slice(row * inOneRow, (row + 1) * inOneRow)
      .sort((a, b) => a.x - b.x)
      .map((point, index) => ({ ...point, x: area.left + index * distance, y: area.top + row * distance })),
  ).flat();
}

/**
 * @template {{ x: number, y: number }} Point
 * @param {Point} point
 * @param {{ left: number, top: number, right: number, bottom: number }} area
 */
function within(point, area) {
  point.x = Math.min(Math.max(point.x, area.left), area.right);
  point.y = Math.min(Math.max(point.y, area.top), area.bottom);
  return point;
}
