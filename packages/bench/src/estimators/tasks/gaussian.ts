import type { Random } from '@mimmx/core';
import { type BenchmarkTask, realSamples } from '../task.ts';

/** Correlation of each of d pairs of columns that gives so many nats: I = −(d/2) log(1 − ρ²). */
export const correlationFor = (nats: number, d: number): number => Math.sqrt(1 - Math.exp((-2 * nats) / d));

/** x and y in R^d, normal, with the i-th columns correlated by ρ and all others independent. */
export function drawGaussian(rows: number, d: number, rho: number, random: Random) {
  const x = realSamples(rows, d);
  const y = realSamples(rows, d);
  const rest = Math.sqrt(1 - rho * rho);
  for (let i = 0; i < rows * d; i++) {
    x.values[i] = random.normal();
    y.values[i] = rho * x.values[i]! + rest * random.normal();
  }
  return { x, y };
}

/** Correlated normals, the standard task (Belghazi et al. 2018; Poole et al. 2019). */
export const gaussianTask = (d: number, nats: number): BenchmarkTask => ({
  name: `gaussian-${d}d-${nats}`,
  summary: `Correlated normals in ${d} + ${d} dimensions, −(d/2) log(1 − ρ²) = ${nats} nats.`,
  truth: nats,
  sample: (rows, random) => drawGaussian(rows, d, correlationFor(nats, d), random),
});
