import type { Random } from '@mimmx/core';
import type { Features } from './frechet.ts';

export interface KernelDistanceSettings {
  readonly random: Random;
  /** Subsets to average over. */
  readonly subsets?: number;
  /** Rows of each set in a subset. */
  readonly size?: number;
}

/**
 * Kernel distance: the unbiased squared maximum mean discrepancy with the kernel (a·b / width + 1)³, mean over subsets
 * (Bińkowski et al., ICLR 2018). About 0, and at times below, for two samples of one distribution.
 */
export function kernelDistance(
  a: Features,
  b: Features,
  { random, subsets = 10, size = 200 }: KernelDistanceSettings,
): number {
  const { width } = a;
  const kernel = (x: Features, i: number, y: Features, j: number) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += x.values[i * width + k]! * y.values[j * width + k]!;
    return (sum / width + 1) ** 3;
  };
  const rowsOf = ({ values }: Features) => values.length / width;
  const m = Math.min(size, rowsOf(a), rowsOf(b));
  let total = 0;
  for (let subset = 0; subset < subsets; subset++) {
    const [x, y] = [a, b].map((one) => random.permutation(rowsOf(one)).subarray(0, m));
    let [within, between] = [0, 0];
    for (let i = 0; i < m; i++)
      for (let j = 0; j < m; j++) {
        between += kernel(a, x![i]!, b, y![j]!);
        if (i !== j) within += kernel(a, x![i]!, a, x![j]!) + kernel(b, y![i]!, b, y![j]!);
      }
    total += within / (m * (m - 1)) - (2 * between) / (m * m);
  }
  return total / subsets;
}
