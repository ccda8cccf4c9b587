import type { Matrix } from './ten-rows.ts';

const kernel = (a: readonly number[], b: readonly number[], sigma: number) =>
  Math.exp(-a.reduce((sum, v, k) => sum + (v - b[k]!) ** 2, 0) / (2 * sigma * sigma));

/** HSIC as the U-statistic it is: the mean over all quadruples of different rows. */
export function hsicOf(x: Matrix, y: Matrix, sigma: number): number {
  const [k, l] = [x, y].map((m) => m.map((a) => m.map((b) => kernel(a, b, sigma)))) as [Matrix, Matrix];
  let [sum, count] = [0, 0];
  const n = x.length;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let q = 0; q < n; q++)
        for (let r = 0; r < n; r++) {
          if (new Set([i, j, q, r]).size < 4) continue;
          sum += k[i]![j]! * (l[i]![j]! + l[q]![r]! - 2 * l[i]![q]!);
          count++;
        }
  return sum / count;
}
