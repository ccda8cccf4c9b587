import * as tf from '@mimmx/core/tf';
import { auroc, sampleOf } from '@mimmx/evaluation';
import { expect, test } from 'vitest';
import { type Attribute, attributeLoss, normalCdf, normalQuantile } from '../../src/index.ts';
import { cpu } from '../backends.ts';

await cpu.setup();

const attribute: Attribute = { name: 's', kind: 'categorical', labels: ['−', '+'] };
/** Quantiles of the standard normal stand for a sample of it. */
const noise = Array.from({ length: 2000 }, (_, i) => normalQuantile((i + 0.5) / 2000));

test('at x* = x the gradient by the logits is 0 with soft targets and p − 1 with hard ones', () => {
  const logits = tf.tensor2d([[0.3, -1.2]]);
  const gradient = (target: tf.Tensor2D) =>
    tf.tidy(() =>
      Array.from(
        tf
          .grad((l) => attributeLoss(attribute, l as tf.Tensor2D, target))(logits)
          .dataSync(),
      ),
    );
  const p = Array.from(tf.softmax(logits).dataSync());
  expect(Math.max(...gradient(tf.softmax(logits)).map(Math.abs))).toBeLessThan(1e-7);
  const hard = gradient(tf.tensor2d([[1, 0]]));
  expect(hard[0]).toBeCloseTo(p[0]! - 1, 6);
  expect(hard[1]).toBeCloseTo(p[1]!, 6);
});

/**
 * x = m·s + N(0, 1), s = ±1, read by p(s | x) = σ(2m·s·x). An intervention on something else may add δ·s to x.
 */
test('hard targets pull δ up from 0, soft ones do not', () => {
  const m = 0.6;
  const s = tf.tensor1d(noise.flatMap(() => [1, -1]));
  const x = s.mul(m).add(tf.tensor1d(noise.flatMap((e) => [e, e])));
  const logits = (of: tf.Tensor) => tf.stack([tf.zerosLike(of), of.mul(2 * m)], 1) as tf.Tensor2D;
  const slope = (target: tf.Tensor2D, at: number) =>
    tf
      .grad((delta) => attributeLoss(attribute, logits(x.add(s.mul(delta))), target))(tf.scalar(at))
      .dataSync()[0]!;
  const hard = tf.oneHot(tf.cast(s.greater(0), 'int32'), 2) as tf.Tensor2D;
  expect(slope(hard, 0)).toBeCloseTo(-0.436, 3);
  for (const delta of [0, 0.5, 1, 3]) expect(slope(hard, delta)).toBeLessThan(0);
  expect(Math.abs(slope(tf.softmax(logits(x)), 0))).toBeLessThan(1e-6);
});

const table = [
  [0.638, [12.2, 21.7, 32.3]],
  [0.802, [8.3, 13.8, 18.6]],
  [0.921, [4.0, 6.2, 7.6]],
  [0.99, [0.6, 0.9, 1.0]],
] as const;
test.each(table)('amplification where the real AUC is %d', (real, deltas) => {
  const m = normalQuantile(real) / Math.SQRT2;
  const aucOf = (delta: number) => {
    const scores = noise.flatMap((e) => [m + delta + e, -m - delta + e]);
    const probabilities = Float64Array.from(scores.flatMap((x) => [1 - normalCdf(x), normalCdf(x)]));
    return auroc.of(
      sampleOf(
        Int32Array.from(scores, (_, i) => 1 - (i % 2)),
        probabilities,
      ),
    );
  };
  for (const [i, delta] of [0.25, 0.5, 1].entries()) {
    const simulated = 100 * (aucOf(delta) - aucOf(0));
    const formula = 100 * (normalCdf(Math.SQRT2 * (m + delta)) - normalCdf(Math.SQRT2 * m));
    expect(Math.abs(simulated - formula)).toBeLessThan(0.1);
    expect(Math.abs(simulated - deltas[i]!)).toBeLessThan(0.5);
  }
});
