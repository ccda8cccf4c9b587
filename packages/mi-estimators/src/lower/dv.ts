import type { InputOf } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { defineCriticBound } from './critic-bound.ts';
import { donskerVaradhan } from './expectations.ts';

/**
 * E T − log E exp T with the plain gradient of the batch (Donsker & Varadhan 1983; Belghazi et al., ICML 2018, eq. 5).
 * A lower bound up to the bias of the logarithm in small batches, upward. x, y: [batch, d], or classes [batch].
 */
export const dv = defineCriticBound({
  name: 'dv',
  summary: 'Donsker–Varadhan bound with a trained critic.',
  source: 'Donsker & Varadhan 1983; Belghazi et al., ICML 2018, eq. 5',
  options: {},
  objective: () => ({
    loss: (scores) => tf.neg(donskerVaradhan(scores)),
    estimate: donskerVaradhan,
  }),
});

export type DvOptions = InputOf<typeof dv>;
