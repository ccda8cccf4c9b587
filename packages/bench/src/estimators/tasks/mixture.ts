import { type BenchmarkTask, realSamples } from '../task.ts';

/**
 * I(x; c) of two balanced classes at ∓ δ in one column of unit variance: log 2 − E log(1 + exp(−2 δ v)), v ~ N(δ, 1), by the
 * trapezoid rule over ± 10 standard deviations (its error is below 1e−12 here).
 */
export function mixtureInformation(delta: number): number {
  const steps = 4000;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const z = -10 + (20 * i) / steps;
    const weight = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    sum += weight * Math.log1p(Math.exp(-2 * delta * (delta + z))) * (20 / steps);
  }
  return Math.log(2) - sum;
}

/** Two overlapping normals, one for each class, beside columns of noise: the feature of a weak factor. */
export const mixtureTask = (delta: number, noise: number): BenchmarkTask => ({
  name: `mixture-${delta}`,
  summary: `A class that moves one of ${1 + noise} normal columns by ± ${delta} standard deviations.`,
  truth: mixtureInformation(delta),
  sample(rows, random) {
    const d = 1 + noise;
    const x = realSamples(rows, d);
    const codes = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      codes[i] = random.integer(2);
      for (let c = 0; c < d; c++) x.values[i * d + c] = random.normal();
      x.values[i * d]! += (2 * codes[i]! - 1) * delta;
    }
    return { x, y: { values: codes, rows, columns: 1, classes: 2 } };
  },
});
