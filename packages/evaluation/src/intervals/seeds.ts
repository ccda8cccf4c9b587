/** Mean and standard deviation over seeds. */
export interface MeanAndSd {
  readonly mean: number;
  /** Sample standard deviation (n − 1); NaN for one seed, since nothing is known of the spread. */
  readonly sd: number;
  readonly n: number;
}

/**
 * Summary over runs that differ in their seed only.
 *
 * @example
 * meanAndSd([0.78, 0.8, 0.79]); // { mean: 0.79, sd: 0.01, n: 3 }
 */
export function meanAndSd(values: readonly number[]): MeanAndSd {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN, n };
}
