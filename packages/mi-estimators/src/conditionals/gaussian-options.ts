import { option, space } from '@mimmx/core';
import { z } from 'zod';

/** Option of every estimator whose q(y | x) has a mean that a network makes. */
export const meanOptions = {
  initialScale: option(z.number().positive(), {
    default: 0.3,
    description:
      'Factor of the initial weights. With small ones q begins as the marginal of y and its mean as a linear map of x; large ones must unlearn their bends first, which takes long in many columns.',
    space: space.choice(0.1, 0.3, 1),
  }),
};

/** Options of every estimator with a Gaussian q(y | x). */
export const gaussianOptions = {
  ...meanOptions,
  logVarianceLimit: option(z.number().positive(), {
    default: 8,
    description: 'The log variance of q(y | x) lies within ± this, by tanh (the CLUB paper’s code has 1).',
    space: space.choice(1, 4, 8),
  }),
};
