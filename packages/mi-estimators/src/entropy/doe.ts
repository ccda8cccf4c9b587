import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import {
  createCategorical,
  createLocationScale,
  defineFittedBound,
  gaussianLogDensity,
  gaussianOptions,
  type LocationScale,
  logisticLogDensity,
} from '../conditionals/index.ts';
import { constantVariable } from '../networks/index.ts';
import { encode, type Importance, widthOf } from '../pairs/index.ts';
import { classEntropy } from './class-entropy.ts';

/**
 * Difference of entropies: the cross-entropy of y under a learned q(y) less that under a learned q(y | x), each
 * minimised by itself (McAllester & Stratos, AISTATS 2020, eq. 2). Neither an upper nor a lower bound, and therefore not
 * held to log N as the lower bounds are: the one to take for large mutual information, where the family fits y.
 * For a discrete y the first term is the entropy of the classes. x: [batch, dx] or classes [batch]; y: [batch, dy] or
 * classes [batch].
 */
export const doe = defineFittedBound({
  name: 'doe',
  summary: 'Difference of two learned cross-entropies, Gaussian or logistic (DoE).',
  source: 'McAllester & Stratos, AISTATS 2020',
  bound: 'none',
  y: ['continuous', 'discrete'],
  options: {
    ...gaussianOptions,
    density: option(z.enum(['gaussian', 'logistic']), {
      default: 'gaussian',
      description: 'Family of q(y) and q(y | x).',
      space: space.choice('gaussian', 'logistic'),
    }),
  },
  reading(shape) {
    const { context, options, lead } = shape;
    if (context.y.kind === 'discrete') {
      const q = createCategorical(shape);
      return {
        q,
        read: (log: tf.Tensor, y: tf.Tensor, importance: Importance) =>
          tf.add(classEntropy(encode(context.y, y), importance), importance.expect(q.logDensity(log, y))),
      };
    }
    const logDensity = options.density === 'gaussian' ? gaussianLogDensity : logisticLogDensity;
    const q = createLocationScale({ ...shape, limit: options.logVarianceLimit, logDensity });
    const mean = constantVariable(lead, [1, widthOf(context.y)], 0);
    const logScale = constantVariable(lead, [1, widthOf(context.y)], 0);
    const marginal = (y: tf.Tensor, { expect }: Importance) =>
      tf.neg(expect(logDensity(y, { mean, logScale })));
    return {
      q,
      variables: [mean, logScale],
      regret: marginal,
      read: (parameters: LocationScale, y: tf.Tensor, importance: Importance) =>
        tf.add(marginal(y, importance), importance.expect(q.logDensity(parameters, y))),
    };
  },
});

export type DoeOptions = InputOf<typeof doe>;
