import { type BenchmarkTask, realSamples } from '../task.ts';
import { correlationFor, drawGaussian } from './gaussian.ts';

/**
 * Two correlated normals of which one is rolled up in the plane: x ↦ (t cos t, t sin t) / 21, t = 3π (1 + 2u) / 2, u the logistic
 * function of 1.702 x, which is close to Φ (after Czyż
 * et al., NeurIPS 2023). The map is one-to-one, so that the mutual information stays.
 */
export const swissRollTask = (nats: number): BenchmarkTask => ({
  name: `swiss-roll-${nats}`,
  summary: `Two correlated normals, x rolled up in the plane: ${nats} nats.`,
  truth: nats,
  sample(rows, random) {
    const { x, y } = drawGaussian(rows, 1, correlationFor(nats, 1), random);
    const rolled = realSamples(rows, 2);
    for (let i = 0; i < rows; i++) {
      const t = 1.5 * Math.PI * (1 + 2 / (1 + Math.exp(-1.702 * x.values[i]!)));
      rolled.values[2 * i] = (t * Math.cos(t)) / 21;
      rolled.values[2 * i + 1] = (t * Math.sin(t)) / 21;
    }
    return { x: rolled, y };
  },
});
