import { z } from 'zod';
import { option } from '../options.ts';

/** Option of every estimator with a Gaussian q(y | x). */
export const gaussianOptions = {
  logVarianceLimit: option(
    z.number().positive(),
    8,
    'The log variance of q(y | x) lies within ± this, by tanh (the CLUB paper’s code has 1).',
    { values: [1, 4, 8] },
  ),
};
