import type { Random, Samples } from '@mimmx/core';

/** A pair of variables whose mutual information is known. */
export interface BenchmarkTask {
  readonly name: string;
  /** One sentence: what the variables are, and where the truth is from. */
  readonly summary: string;
  /** I(x; y) in nats. */
  readonly truth: number;
  /** Independent rows of x and y. */
  sample(rows: number, random: Random): { readonly x: Samples; readonly y: Samples };
}

/** Real samples, [rows, columns]. */
export const realSamples = (rows: number, columns: number): Samples & { readonly values: Float64Array } => ({
  values: new Float64Array(rows * columns),
  rows,
  columns,
});
