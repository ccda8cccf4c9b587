import { KdTree } from './kd-tree.ts';

/** Counts a variable's rows near one of them. */
export interface BallCounter {
  /**
   * Number of rows, row `row` itself among them, within `radius` of it in the maximum norm. Rows equal to it count at any
   * radius.
   *
   * @param closed whether a row at exactly the radius counts
   */
  count(row: number, radius: number, closed: boolean): number;
}

/** One column is sorted and searched by halving; more make a k-d tree. @param points [rows, columns] */
export function ballCounter(points: Float64Array, columns: number): BallCounter {
  if (columns > 1) {
    const tree = new KdTree(points, columns);
    return { count: (row, radius, closed) => tree.count(points, row, radius, closed || radius === 0) };
  }
  const sorted = points.slice().sort();
  return {
    count(row, radius, closed) {
      const centre = points[row]!;
      // The comparisons are of differences, as the radius itself was, so that rounding cannot put a row on both sides.
      const near = (gap: number) => (closed ? gap <= radius : gap < radius);
      const from = firstWhere(sorted, (v) => v >= centre || near(centre - v));
      const to = firstWhere(sorted, (v) => v > centre && !near(v - centre));
      return to - from;
    },
  };
}

/** First index of a sorted array from which on a condition holds, or its length. */
function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
