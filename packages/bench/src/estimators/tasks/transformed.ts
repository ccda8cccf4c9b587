import type { BenchmarkTask } from '../task.ts';
import { correlationFor, drawGaussian } from './gaussian.ts';

/** Φ, the distribution function of the standard normal (Abramowitz & Stegun 7.1.26, to 1.5e−7). */
function normalCdf(v: number): number {
  const z = Math.abs(v) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - series * Math.exp(-z * z);
  return v < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}

/** Strictly monotone maps of one column, which leave mutual information as it is. */
const maps = {
  cubic: (v: number) => v ** 3,
  'half-cube': (v: number) => Math.sign(v) * Math.abs(v) ** 1.5,
  asinh: (v: number) => Math.asinh(v),
  'normal-cdf': normalCdf,
};

export type ColumnMap = keyof typeof maps;

/** Correlated normals with every column of y (cubic) or of both (the others) mapped (Czyż et al., NeurIPS 2023). */
export const transformedTask = (map: ColumnMap, d: number, nats: number): BenchmarkTask => ({
  name: `${map}-${d}d-${nats}`,
  summary: `Correlated normals in ${d} + ${d} dimensions through ${map}, which keeps their ${nats} nats.`,
  truth: nats,
  sample(rows, random) {
    const { x, y } = drawGaussian(rows, d, correlationFor(nats, d), random);
    for (const { values } of map === 'cubic' ? [y] : [x, y]) {
      for (let i = 0; i < values.length; i++) values[i] = maps[map](values[i]!);
    }
    return { x, y };
  },
});
