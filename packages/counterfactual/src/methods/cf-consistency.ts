import {
  defineMethod,
  MimmxError,
  option,
  shapedNetwork,
  shapeOf,
  shapeSchema,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { withCounterfactuals } from './batches.ts';
import { oneByOne } from './one-by-one.ts';
import { generatorFor } from './open.ts';
import { generatorOptions, samplingOption } from './options.ts';

const schema = shapeSchema.extend({
  ...generatorOptions,
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the divergence beside the cross-entropy of y.',
    space: space.logUniform(0.1, 10),
  }),
  sampling: samplingOption,
});

/** KL(softmax(a) ‖ softmax(b)) of each row in nats, [rows]. */
export const klOfLogits = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D => {
  const [p, q] = [tf.logSoftmax(a), tf.logSoftmax(b)];
  return tf.sum(tf.mul(tf.exp(p), tf.sub(p, q)), 1) as tf.Tensor1D;
};

/**
 * Consistency under counterfactuals: cross-entropy of y on the real image, and λ · KL(p(y | x) ‖ p(y | x*)) to the image
 * whose confounders are drawn anew. It starts `from` any other method of the run as well, mimm-x included.
 */
export const cfConsistency = defineMethod({
  name: 'cf-consistency',
  summary: 'Learns y, and to say the same when a generator has drawn the confounders anew.',
  source: 'ours, after counterfactual invariance (Veitch et al., NeurIPS 2021)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { lambda, sampling, pixelNoise, generator, tuning, intervene, ...shape } = options;
    const { task } = context;
    if (task.y.kind !== 'categorical') {
      throw new MimmxError(
        'E_TASK',
        `cf-consistency: the primary task "${task.y.name}" is continuous, and this method needs classes. Cut it (data.task.y.cuts), or use "cf-augment".`,
      );
    }
    const open = generatorFor({
      folder: generator,
      tuning,
      intervene,
      task,
      shape: context.inputShape,
      backend: context.backend,
    });
    const data = withCounterfactuals(context.data, {
      task,
      open,
      pixelNoise,
      share: 1,
      random: context.random,
      form: 'paired',
    });
    const own = shapeOf(context, shape);
    const method = supervised({ ...context, data }, shapedNetwork(context, own, 'none'), {
      sampling,
      objective({ batch, encode, losses, log }) {
        const rows = batch.y.shape[0] / 2;
        const { losses: each, logits } = losses(encode(), 0);
        const [real, changed] = tf.split(logits, 2) as [tf.Tensor2D, tf.Tensor2D];
        const apart = tf.mean(klOfLogits(real, changed)) as tf.Scalar;
        log('consistency', apart);
        return tf.add(tf.mean(tf.slice(each, 0, rows)), tf.mul(lambda, apart)) as tf.Scalar;
      },
      settings: { ...own, lambda, pixelNoise, generator },
    });
    return oneByOne(method);
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'cf-consistency': z.input<typeof schema>;
  }
}
