import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Scores } from '../pairs/index.ts';
import { createBaseline } from './baseline.ts';
import { defineCriticBound } from './critic-bound.ts';
import { rowLogSums } from './expectations.ts';

/**
 * 1 + E[T − log a] − E[exp T / a] with a learned baseline a of one side (Barber & Agakov 2003; Poole et al., ICML
 * 2019, eq. 8, "tractable unnormalised"). `nwj` is the case a = e. A lower bound without bias in any batch.
 * x, y: [batch, d], or classes [batch].
 */
export const tuba = defineCriticBound({
  name: 'tuba',
  summary: 'Unbiased lower bound with a trained critic and a learned baseline (TUBA).',
  source: 'Poole et al., ICML 2019, eq. 8',
  options: {},
  objective(parts) {
    const baseline = createBaseline(parts);
    const value = (scores: Scores) => {
      const log = baseline.log(scores.rows);
      const marginal = tf.sum(tf.exp(tf.sub(rowLogSums(scores), log)), -1);
      return tf.sub(tf.add(scores.expect(tf.sub(scores.joint, log)), 1), marginal);
    };
    return { variables: baseline.variables, loss: (scores) => tf.neg(value(scores)), estimate: value };
  },
});

export type TubaOptions = InputOf<typeof tuba>;
