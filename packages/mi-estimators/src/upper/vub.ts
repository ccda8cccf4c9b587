import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import {
  createLocationScale,
  defineFittedBound,
  gaussianOptions,
  type LocationScale,
} from '../conditionals/index.ts';

/**
 * Variational upper bound E KL(q(y | x) ‖ N(0, 1)) with a fitted Gaussian q (Alemi et al., ICLR 2017; Poole et al., ICML
 * 2019, eq. 2). Loose by the divergence of p(y) from N(0, 1): standardise y. To be read, not minimised: with q held fixed
 * it does not see y, so that its gradient with respect to x shrinks q's mean and lowers no dependence. x: [batch, dx] or classes [batch];
 * y: [batch, dy], standardised.
 */
export const vub = defineFittedBound({
  name: 'vub',
  summary: 'Variational upper bound against a standard normal marginal (VUB, the information bottleneck’s).',
  source: 'Alemi et al., ICLR 2017; Poole et al., ICML 2019, eq. 2',
  bound: 'upper',
  y: ['continuous'],
  differentiable: false,
  options: gaussianOptions,
  reading: (shape) => ({
    q: createLocationScale({ ...shape, limit: shape.options.logVarianceLimit }),
    read({ mean, logScale }: LocationScale, _y, { expect }) {
      const terms = tf.sub(tf.add(tf.square(mean), tf.exp(logScale)), tf.add(logScale, 1));
      return expect(tf.mul(tf.sum(terms, -1), 0.5));
    },
  }),
});

export type VubOptions = InputOf<typeof vub>;
