import type { BenchmarkTask } from '../task.ts';
import { correlationFor, drawGaussian } from './gaussian.ts';

/**
 * Correlated normals in 3 + 3 dimensions, each side turned about its third axis by an angle that grows with the distance
 * from the origin: v ↦ R(|v|² / s) v (Czyż et al., NeurIPS 2023, "spiral"). A diffeomorphism: the mutual information stays.
 */
export const spiralTask = (nats: number): BenchmarkTask => ({
  name: `spiral-3d-${nats}`,
  summary: `Correlated normals in 3 + 3 dimensions, twisted into spirals: ${nats} nats.`,
  truth: nats,
  sample(rows, random) {
    const pair = drawGaussian(rows, 3, correlationFor(nats, 3), random);
    for (const { values } of [pair.x, pair.y]) {
      for (let o = 0; o < values.length; o += 3) {
        const [a, b, c] = [values[o]!, values[o + 1]!, values[o + 2]!];
        const angle = (a * a + b * b + c * c) / 3;
        values[o] = a * Math.cos(angle) - b * Math.sin(angle);
        values[o + 1] = a * Math.sin(angle) + b * Math.cos(angle);
      }
    }
    return pair;
  },
});
