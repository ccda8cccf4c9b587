import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createCategorical, defineFittedBound } from '../conditionals/index.ts';
import { encode } from '../pairs/index.ts';

/**
 * Contrastive log-ratio upper bound for a discrete y: E log q(y | x) − E log q(y′ | x), y′ independent of x, with a
 * softmax classifier q fitted by cross-entropy (Cheng et al., ICML 2020, eq. 6, with all pairs). The second
 * expectation runs over classes with their share of the batch, so that it costs batch × classes.
 *
 * With the exact q its mean exceeds I(x; y) by the divergence of the product of the marginals from the joint:
 * 0.51 nats for a binary y that agrees with x in nine cases of ten. To be minimised, not to be read as the size of
 * the dependence. x: [batch, dx] or classes [batch]; y: classes [batch].
 */
export const clubCategorical = defineFittedBound({
  name: 'club-categorical',
  summary: 'Contrastive log-ratio upper bound with a softmax classifier, for a discrete y (CLUB).',
  source: 'Cheng et al., ICML 2020, eq. 6',
  bound: 'upper',
  y: ['discrete'],
  options: {},
  reading: (shape) => ({
    q: createCategorical(shape),
    read(log: tf.Tensor, y, { expect, average }) {
      const codes = encode(shape.context.y, y);
      return expect(tf.sum(tf.mul(log, tf.sub(codes, average(codes))), -1));
    },
  }),
});

export type ClubCategoricalOptions = InputOf<typeof clubCategorical>;
