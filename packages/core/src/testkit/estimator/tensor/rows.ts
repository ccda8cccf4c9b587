import * as tf from '../../../tf/index.ts';
import { assertThat } from '../../assert-that.ts';
import type { Check } from '../../check.ts';
import { numbers } from '../../tensors.ts';
import { BATCH, type Setup } from './setup.ts';

/** What the order and the weights of the rows mean. */
export const rowChecks = ({ owner, create, each, batchOf, meanValue, isRandom }: Setup): Check[] => [
  each('does not depend on the order of the rows', async (forms) => {
    const estimator = create(forms, 1);
    const batch = batchOf(forms, 2);
    const turned = tf.tidy(() => ({ x: tf.reverse(batch.x, 0), y: tf.reverse(batch.y, 0) }));
    const random = await isRandom(estimator, batch);
    const draws = random ? 60 : 1;
    const [a, b] = [
      await meanValue(estimator, batch, undefined, draws),
      await meanValue(estimator, turned, undefined, draws),
    ];
    assertThat(
      Math.abs(a - b) < (random ? 0.1 : 1e-4) * (1 + Math.abs(a)),
      `${owner}: ${a}, with the rows turned round ${b}.`,
    );
  }),

  each('counts rows by their weights, and rows of weight zero not at all', async (forms) => {
    const estimator = create(forms, 1);
    const batch = batchOf(forms, 2);
    const kept = BATCH / 2;
    const part = tf.tidy(() => ({
      x: tf.slice(batch.x, 0, kept),
      y: tf.slice(batch.y, 0, kept),
    }));
    const equal = tf.fill([BATCH], 0.3) as tf.Tensor1D;
    const half = tf.tensor1d(Array.from({ length: BATCH }, (_, i) => (i < kept ? 2 : 0)));
    const random = await isRandom(estimator, batch);
    const draws = random ? 80 : 1;
    const tolerance = (a: number) => (random ? 0.15 : 1e-3) * (0.01 + Math.abs(a)) + (random ? 0.05 : 0);
    const plain = await meanValue(estimator, batch, undefined, draws);
    const same = await meanValue(estimator, batch, equal, draws);
    assertThat(
      Math.abs(plain - same) < tolerance(plain),
      `${owner}: ${plain} without weights, ${same} with equal ones.`,
    );
    const subset = await meanValue(estimator, part, undefined, draws);
    const masked = await meanValue(estimator, batch, half, draws);
    assertThat(
      Math.abs(subset - masked) < tolerance(subset),
      `${owner}: ${subset} of half the rows, ${masked} of all with weight 0 for the other half.`,
    );
    if (estimator.variables.length === 0 || random) return;
    const [a] = await numbers(() => estimator.loss(part.x, part.y));
    const [b] = await numbers(() => estimator.loss(batch.x, batch.y, half));
    assertThat(
      Math.abs(a! - b!) < 1e-3 * (1 + Math.abs(a!)),
      `${owner}: the loss of half the rows is ${a}, with weight 0 for the other half ${b}.`,
    );
  }),
];
