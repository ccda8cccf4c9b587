import { type InputOf, option, space } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { defineCriticBound } from './critic-bound.ts';
import { logMeanExp } from './expectations.ts';
import { logMovingAverage } from './moving-average.ts';

/** The same value; the gradient of exp(`value`) / exp(`logAverage`), with the average held constant. */
function correctedLog(value: tf.Tensor, logAverage: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((v, average, save) => {
    (save as tf.GradSaveFunc)([v as tf.Tensor, average as tf.Tensor]);
    return {
      value: (v as tf.Tensor).clone(),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [now, mean] = saved as [tf.Tensor, tf.Tensor];
        return [tf.mul(dy, tf.exp(tf.sub(now, mean))), tf.zerosLike(mean)];
      },
    };
  });
  return op(value, logAverage);
}

/**
 * Mutual information neural estimation: the Donsker–Varadhan value E T − log E exp T of a trained critic, whose
 * gradient divides by a moving average of E exp T instead of the batch's own, which is biased (Belghazi et al., ICML
 * 2018, eq. 12 and §3.2). A lower bound up to the bias of the logarithm in small batches.
 *
 * `loss` moves the average; `estimate` reads it and does not. x, y: [batch, d], or classes [batch].
 */
export const mine = defineCriticBound({
  name: 'mine',
  summary: 'Donsker–Varadhan bound with a trained critic and a moving average in its gradient (MINE).',
  source: 'Belghazi et al., ICML 2018, eq. 12',
  options: {
    emaRate: option(z.number().gt(0).max(1), {
      default: 0.01,
      description:
        'Share of the newest batch in the moving average of E exp T; 1 for the plain gradient (as `dv`).',
      space: space.logUniform(0.001, 1),
    }),
  },
  objective({ options, lead }) {
    const average = logMovingAverage(lead, options.emaRate);
    const plain = options.emaRate === 1;
    return {
      state: plain ? [] : average.state,
      loss(scores) {
        const value = logMeanExp(scores);
        const log = plain ? value : correctedLog(value, average.update(value));
        return tf.sub(log, scores.expect(scores.joint));
      },
      estimate(scores) {
        const value = logMeanExp(scores);
        const log = plain ? value : correctedLog(value, average.peek(value));
        return tf.sub(scores.expect(scores.joint), log);
      },
    };
  },
});

export type MineOptions = InputOf<typeof mine>;
