import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import {
  type ConditionalParameters,
  createConditional,
  defineFittedBound,
  gaussianOptions,
} from '../conditionals/index.ts';
import { NEVER, safeLog } from '../pairs/index.ts';
import { logSumExp } from '../tensor/index.ts';

/**
 * Leave-one-out upper bound E[log q(yᵢ | xᵢ) − log of the mean of q(yᵢ | xⱼ) over j ≠ i] (Poole et al., ICML 2019, §2.1).
 * Tighter than `club`; an upper bound if q is close to p(y | x). q is Gaussian for a continuous y, a softmax classifier
 * for a discrete one. x: [batch, dx] or classes [batch]; y: [batch, dy] or classes [batch].
 */
export const l1Out = defineFittedBound({
  name: 'l1-out',
  summary: 'Leave-one-out upper bound with a fitted conditional (L1Out).',
  source: 'Poole et al., ICML 2019, §2.1',
  bound: 'upper',
  y: ['continuous', 'discrete'],
  options: gaussianOptions,
  reading(shape) {
    const q = createConditional(shape);
    return {
      q,
      read(parameters: ConditionalParameters, y, { probability, expect }) {
        const own = q.logDensity(parameters, y);
        const table = q.logTable(parameters, y);
        const batch = table.shape.at(-1)!;
        const others = tf.add(table, tf.mul(tf.eye(batch), NEVER));
        if (!probability) return expect(tf.sub(own, tf.sub(logSumExp(others), Math.log(batch - 1))));
        const weighted = tf.add(others, tf.expandDims(safeLog(probability), probability.rank - 1));
        return expect(tf.sub(own, tf.sub(logSumExp(weighted), safeLog(tf.sub(1, probability)))));
      },
    };
  },
});

export type L1OutOptions = InputOf<typeof l1Out>;
