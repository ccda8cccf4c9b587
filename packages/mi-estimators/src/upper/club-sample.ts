import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import {
  createLocationScale,
  defineFittedBound,
  gaussianLogDensity,
  gaussianOptions,
  type LocationScale,
} from '../conditionals/index.ts';
import { importance, partners } from '../pairs/index.ts';

/**
 * `club` with one random partner for each row in place of all pairs: E log q(y | x) − E log q(y′ | x) (Cheng et al., ICML
 * 2020, §3.3, CLUBSample). Noisier than `club`, which here costs no more; kept for comparison with published work.
 * x: [batch, dx] or classes [batch]; y: [batch, dy].
 */
export const clubSample = defineFittedBound({
  name: 'club-sample',
  summary: 'CLUB with one sampled partner for each row.',
  source: 'Cheng et al., ICML 2020, §3.3',
  bound: 'upper',
  y: ['continuous'],
  options: gaussianOptions,
  reading: (shape) => ({
    q: createLocationScale({ ...shape, limit: shape.options.logVarianceLimit }),
    read({ mean, logScale }: LocationScale, y, _uniform, weights) {
      const axis = y.rank - 2;
      const ring = partners(y.shape[axis]!, shape.context.random);
      const parameters = { mean: ring.own(mean, axis), logScale: ring.own(logScale, axis) };
      const positive = gaussianLogDensity(ring.own(y, axis), parameters);
      const negative = gaussianLogDensity(ring.next(y, axis), parameters);
      if (!weights) return tf.mean(tf.sub(positive, negative), -1);
      const own = ring.own(weights, axis);
      const pair = tf.mul(own, ring.next(weights, axis));
      return tf.sub(importance(own).expect(positive), importance(pair).expect(negative));
    },
  }),
});

export type ClubSampleOptions = InputOf<typeof clubSample>;
