import * as tf from '@mimmx/core/tf';
import { mixedImages, mixedLoss } from '../../src/mixing/partners.ts';
import { type Mutant, mean, mutant } from './mutant.ts';

/** Mistakes in whom rows are mixed with. */
export const mixing: readonly Mutant[] = [
  mutant('mixup', 'labels are not mixed', ({ random }) => ({
    objective({ batch, encode, losses }) {
      const partners = tf.tensor1d(random.permutation(10), 'int32');
      const kept = tf.fill([10], random.beta(0.2, 0.2)) as tf.Tensor1D;
      return mean(losses(encode(mixedImages(batch, { partners, kept })), 0).losses);
    },
  })),
  mutant('lisa', 'mixes any pair', ({ task, random }) => ({
    objective(step) {
      random.uniform();
      const keys = tf.tensor2d(
        Array.from({ length: 100 }, () => random.uniform()),
        [10, 10],
      );
      const kept = tf.fill([10], random.beta(2, 2)) as tf.Tensor1D;
      return mixedLoss(step, task, { partners: tf.argMax(keys, 1), kept });
    },
  })),
];
