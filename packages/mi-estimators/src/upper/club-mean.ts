import type { InputOf } from '@mimmx/core';
import { createLocationScale, defineFittedBound, meanOptions } from '../conditionals/index.ts';
import { contrast } from './contrast.ts';

/**
 * `club` with the variance of q(y | x) fixed at 1, which leaves a regression of y on x (CLUBMean of the CLUB paper's
 * code). Cheap and smooth, in units of the variance of y: a bound only where the true conditional variance is 1.
 * x: [batch, dx] or classes [batch]; y: [batch, dy].
 */
export const clubMean = defineFittedBound({
  name: 'club-mean',
  summary: 'CLUB with unit conditional variance: a regression of y on x.',
  source: 'Cheng et al., ICML 2020 (CLUBMean)',
  bound: 'none',
  y: ['continuous'],
  unit: 'index',
  options: meanOptions,
  reading: (shape) => ({ q: createLocationScale({ ...shape, limit: 0 }), read: contrast }),
});

export type ClubMeanOptions = InputOf<typeof clubMean>;
