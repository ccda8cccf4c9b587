import { defineBalancer, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Factor λ of the MI term, beside the one of the method. MIMM (2023): 0.3 to 0.5.',
    space: space.logUniform(0.03, 3),
  }),
  warmup: warmupOption,
});

/**
 * Scales [1, λ κ(t)]: L = L_task + λ L_MI.
 *
 * Source: published (MIMM, Fay et al., 2023; thesis of 2024, eq. 2.10).
 */
export const constant = defineBalancer({
  name: 'constant',
  summary: 'A fixed weight on the MI term.',
  source: 'Fay et al., IEEE Access 2023; eq. 2.10 of the thesis of 2024',
  caution:
    "mimm-x did not learn y with it (61 % of a balanced test where it has 89 without the term): the term's gradient is not held to the task's. Take gradient-ratio, or a weight far below 1.",
  granularity: 'grouped',
  options: schema,
  create({ terms }, settings) {
    const warmup = createWarmup(terms.length, settings.warmup);
    return {
      granularity: 'grouped',
      state: warmup.state,
      scale: () =>
        warmup.apply(tf.tensor1d(terms.map((_, i) => (i === terms.length - 1 ? settings.lambda : 1)))),
    };
  },
});

export type ConstantOptions = z.input<typeof schema>;
