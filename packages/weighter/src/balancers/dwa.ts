import { defineBalancer, option, options, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { positiveLosses } from './positive-losses.ts';
import { stateVariable } from './state.ts';
import { createWarmup, warmupOption } from './warmup.ts';

const schema = options({
  temperature: option(z.number().positive(), {
    default: 2,
    description: 'Temperature of the softmax.',
    space: space.logUniform(0.5, 8),
  }),
  window: option(z.int().positive(), {
    default: 50,
    description: 'Encoder steps whose mean loss counts as one epoch.',
    space: space.logInteger(10, 500),
  }),
  warmup: warmupOption,
});

/**
 * Dynamic weight average over the T terms: wᵢ = T softmaxᵢ((Lᵢ(t − 1) / Lᵢ(t − 2)) / temperature), where L(t) is the mean
 * over a window of steps; ones in the first two windows. Terms whose loss falls slowly gain weight; gradients are not
 * looked at.
 *
 * Source: published (Liu, Johns & Davison, CVPR 2019, eq. 7), with epochs for windows. Ours: windows of steps, and
 * softplus(MI) in place of an MI that may be ≤ 0.
 */
export const dwa = defineBalancer({
  name: 'dwa',
  summary: 'Gives weight to the terms whose loss falls slowly (dynamic weight average).',
  source: 'Liu et al., CVPR 2019, eq. 7',
  caution:
    'mimm-x did not learn y with it (61 % of a balanced test where it has 89 without the term): it looks at losses, not at gradients. Take gradient-ratio.',
  granularity: 'each',
  options: schema,
  create({ terms }, { temperature, window, warmup: warmupSettings }) {
    const count = terms.length;
    const sum = stateVariable<tf.Rank.R1>([count], 0);
    const last = stateVariable<tf.Rank.R1>([count], 1);
    const before = stateVariable<tf.Rank.R1>([count], 1);
    const steps = stateVariable<tf.Rank.R0>([], 0);
    const windows = stateVariable<tf.Rank.R0>([], 0);
    const warmup = createWarmup(count, warmupSettings);
    return {
      granularity: 'each',
      state: [sum, last, before, steps, windows, ...warmup.state],
      scale({ losses }) {
        const ready = tf.clipByValue(tf.sub(windows, 1), 0, 1);
        const weights = tf.mul(tf.softmax(tf.div(tf.div(last, before), temperature) as tf.Tensor1D), count);
        const scale = tf.add(tf.mul(ready, weights), tf.sub(1, ready)) as tf.Tensor1D;

        const total = tf.add(sum, positiveLosses(losses));
        const done = tf.add(steps, 1);
        const full = tf.cast(tf.greaterEqual(done, window), 'float32');
        const open = tf.sub(1, full);
        const choose = (ifFull: tf.Tensor, otherwise: tf.Tensor) =>
          tf.add(tf.mul(full, ifFull), tf.mul(open, otherwise)) as tf.Tensor1D;
        const [nextBefore, nextLast] = [choose(last, before), choose(tf.div(total, window), last)];
        before.assign(nextBefore);
        last.assign(nextLast);
        sum.assign(tf.mul(total, open) as tf.Tensor1D);
        steps.assign(tf.mul(done, open) as tf.Scalar);
        windows.assign(tf.minimum(tf.add(windows, full), 2) as tf.Scalar);
        return warmup.apply(scale);
      },
    };
  },
});

export type DwaOptions = z.input<typeof schema>;
