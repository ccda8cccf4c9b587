import type { InputOf } from '@mimmx/core';
import { createLocationScale, defineFittedBound, gaussianOptions } from '../conditionals/index.ts';
import { contrast } from './contrast.ts';

/**
 * Contrastive log-ratio upper bound E log q(y | x) − E log q(y′ | x), y′ independent of x, with a Gaussian q fitted by
 * maximum likelihood (vCLUB; Cheng et al., ICML 2020, eq. 6 and 12). An upper bound if q is close to p(y | x), and
 * loose then. All pairs count, at the cost of the batch and not of its square.
 * x: [batch, dx] or classes [batch]; y: [batch, dy].
 */
export const club = defineFittedBound({
  name: 'club',
  summary: 'Contrastive log-ratio upper bound with a Gaussian conditional (vCLUB).',
  source: 'Cheng et al., ICML 2020, eq. 12',
  bound: 'upper',
  y: ['continuous'],
  options: gaussianOptions,
  reading: (shape) => ({
    q: createLocationScale({ ...shape, limit: shape.options.logVarianceLimit }),
    read: contrast,
  }),
});

export type ClubOptions = InputOf<typeof club>;
