import { digamma } from '@mimmx/mi-estimators';
import type { BenchmarkTask } from '../task.ts';
import { correlationFor, drawGaussian } from './gaussian.ts';

/** log Γ(x) for x > 0, by recurrence to x ≥ 8 and Stirling's series. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 8) {
    shift -= Math.log(z);
    z += 1;
  }
  const r = 1 / (z * z);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r / 1680))) / z;
  return shift + (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series;
}

/**
 * What the common scale of a Student-t vector adds to the mutual information of its normals in d + d dimensions, with ν
 * degrees of freedom (Arellano-Valle, Contreras-Reyes & Genton, Scand. J. Stat. 40, 2013, §3).
 */
export function studentExcess(d: number, nu: number): number {
  // Entropy of a standard Student-t in n dimensions, less ½ log |Σ|.
  const entropy = (n: number) =>
    logGamma(nu / 2) -
    logGamma((nu + n) / 2) +
    (n / 2) * Math.log(nu * Math.PI) +
    ((nu + n) / 2) * (digamma((nu + n) / 2) - digamma(nu / 2));
  return 2 * entropy(d) - entropy(2 * d);
}

/** Correlated normals divided by one common √(χ²_ν / ν): heavy tails, and dependence even without correlation. */
export const studentTask = (d: number, nu: number, nats: number): BenchmarkTask => ({
  name: `student-${d}d-${nu}dof-${nats}`,
  summary: `Student-t in ${d} + ${d} dimensions with ${nu} degrees of freedom: ${nats} nats of correlation and those of the common scale.`,
  truth: nats + studentExcess(d, nu),
  sample(rows, random) {
    const pair = drawGaussian(rows, d, correlationFor(nats, d), random);
    for (let row = 0; row < rows; row++) {
      let chi = 0;
      for (let k = 0; k < nu; k++) chi += random.normal() ** 2;
      const scale = Math.sqrt(nu / chi);
      for (const { values } of [pair.x, pair.y]) for (let c = 0; c < d; c++) values[row * d + c]! *= scale;
    }
    return pair;
  },
});
