import { type InputOf, withDefault } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { criticOptions } from '../options.ts';
import type { Scores } from '../pairs/index.ts';
import { logAddExp } from '../tensor/index.ts';
import { defineCriticBound } from './critic-bound.ts';
import { rowLogMeans } from './expectations.ts';

/** E[T(x, y) − log of the mean of exp T over the own y and the row's others], never above log(others + 1). */
function contrast(scores: Scores): tf.Tensor {
  const own = tf.add(scores.joint, tf.log(scores.ownShare));
  const others = tf.add(rowLogMeans(scores), tf.log(tf.sub(1, scores.ownShare)));
  return scores.expect(tf.sub(scores.joint, logAddExp(own, others)));
}

/**
 * Noise-contrastive bound log B + E[T(x, y) − log Σⱼ exp T(x, yⱼ)] (van den Oord et al. 2018, eq. 4; Poole et al.,
 * ICML 2019, eq. 10). The least variable of the lower bounds and capped at the logarithm of the number of y in a row:
 * the batch, or `permutations` + 1. x, y: [batch, d], or classes [batch].
 */
export const infoNce = defineCriticBound({
  name: 'info-nce',
  summary: 'Noise-contrastive lower bound, capped at the logarithm of the batch (InfoNCE, CPC).',
  source: 'van den Oord et al. 2018, eq. 4',
  options: {
    // Few partners would cap it at the logarithm of few; many are cheap with a separable critic alone.
    critic: withDefault(criticOptions.critic, 'separable'),
    marginals: withDefault(criticOptions.marginals, 'all-pairs'),
  },
  objective: () => ({ loss: (scores) => tf.neg(contrast(scores)), estimate: contrast }),
});

export type InfoNceOptions = InputOf<typeof infoNce>;
