/** A mean with its standard error and the number of independent values behind it. */
export interface Spread {
  readonly value: number;
  readonly standardError: number;
  readonly degrees: number;
}

/** Weighted mean of values from disjoint rows, with the standard error of that mean. */
export function spreadOf(values: readonly number[], weights: readonly number[]): Spread {
  const total = weights.reduce((a, b) => a + b, 0);
  const value = values.reduce((sum, v, i) => sum + (v * weights[i]!) / total, 0);
  const m = values.length;
  if (m < 2) return { value, standardError: Number.NaN, degrees: 0 };
  const variance = values.reduce((sum, v, i) => sum + ((weights[i]! / total) * (v - value)) ** 2, 0);
  return { value, standardError: Math.sqrt((variance * m) / (m - 1)), degrees: m - 1 };
}

/** Weighted mean of independent spreads: groups that a condition makes. */
export function combine(spreads: readonly Spread[], shares: readonly number[]): Spread {
  const value = spreads.reduce((sum, s, i) => sum + shares[i]! * s.value, 0);
  const variance = spreads.reduce((sum, s, i) => sum + (shares[i]! * s.standardError) ** 2, 0);
  return { value, standardError: Math.sqrt(variance), degrees: Math.min(...spreads.map((s) => s.degrees)) };
}

/** 95 % interval by Student's t. */
export function intervalOf({ value, standardError, degrees }: Spread): readonly [number, number] {
  const half = studentQuantile(degrees) * standardError;
  return [value - half, value + half];
}

/** 97.5 % quantile of Student's t, by the expansion in 1/ν about the normal (Abramowitz & Stegun 26.7.5). */
function studentQuantile(degrees: number): number {
  const z = 1.959964;
  const v = degrees;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
  return z + g1 / v + g2 / v ** 2 + g3 / v ** 3 + g4 / v ** 4;
}
