import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { defineCriticBound } from './critic-bound.ts';
import { nguyenWainwrightJordan } from './expectations.ts';

/**
 * E T − E exp(T − 1) (Nguyen, Wainwright & Jordan 2010; "f-GAN KL" and "MINE-f"). A lower bound without bias in any
 * batch, with a variance that grows with exp(I). x, y: [batch, d], or classes [batch].
 */
export const nwj = defineCriticBound({
  name: 'nwj',
  summary: 'Unbiased lower bound of Nguyen, Wainwright and Jordan (f-GAN KL).',
  source: 'Nguyen, Wainwright & Jordan, IEEE Trans. Inf. Theory 2010',
  options: {},
  objective: () => ({
    loss: (scores) => tf.neg(nguyenWainwrightJordan(scores)),
    estimate: nguyenWainwrightJordan,
  }),
});

export type NwjOptions = InputOf<typeof nwj>;
