import {
  defineMethod,
  detach,
  MimmxError,
  meanLoss,
  option,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { average, environmentsOf, environmentsSchema } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { annealSchema, createAnneal } from './anneal.ts';
import { residuals } from './residuals.ts';

const schema = networkSchema.extend({
  penalty: option(z.number().nonnegative(), {
    default: 1000,
    description: 'Weight λ of the penalty.',
    space: space.logUniform(10, 1e4),
  }),
  anneal: annealSchema(0.3),
  ema: option(z.number().min(0).lt(1), {
    default: 0.95,
    description: 'Share of the past in the moving average of the variances.',
    space: space.uniform(0.9, 0.99),
  }),
  environments: environmentsSchema,
});

/**
 * Fishr (Rame et al., ICML 2022, equations 3 and 4): the variances of the rows' gradients in the head shall be the same
 * in all environments. The gradient of row i in a linear head is (p − one-hot y) ⊗ [features, 1], so that the variances
 * are moments and need no gradient of each row. They are averaged over updates, v ← ema·v + (1 − ema)·now, and divided by
 * 1 − ema, so that the penalty's gradient does not depend on ema (authors' code). The squared difference is a mean over
 * the head's weights, as there. An environment with fewer than two rows in the batch waits for the next.
 */
export const fishr = defineMethod({
  name: 'fishr',
  summary: 'Asks that the gradients of the head vary alike for all values of a confounder.',
  source: 'Rame et al., ICML 2022, equations 3 and 4',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, optimiser } = context;
    const environments = environmentsOf(task, options.environments, 'fishr');
    if ((options.headHidden ?? context.network.headHidden) > 0) {
      throw new MimmxError(
        'E_OPTION',
        'fishr: takes the gradients of a linear head, and headHidden is not 0. Set headHidden: 0 for it.',
      );
    }
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const outputs = task.y.kind === 'categorical' ? task.y.classes : 1;
    const size = (shape.primaryWidth + 1) * outputs;
    const averages = environments.map(({ count }) =>
      tf.tidy(() => tf.variable(tf.zeros([count, size]), false)),
    ) as tf.Variable<tf.Rank.R2>[];
    const anneal = createAnneal(0, options.penalty, options.anneal, optimiser.updates);
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      state: { anneal: anneal.state, variances: averages },
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const risk = tf.mean(losses(encoded, 0).losses) as tf.Scalar;
        const features = network.features(encoded, 0, true);
        const gradients = headGradients(features, residuals(task.y, network.logits(features, 0), batch.y));
        const penalty = average(
          environments.map((own, i) => spread(gradients, own.member(batch), averages[i]!, options.ema)),
        );
        log('penalty', penalty);
        return anneal.combine(risk, penalty);
      },
      settings: { ...options, ...shape },
    });
  },
});

/** Gradient of each row's loss in the weights and biases of a linear head, [batch, (width + 1) · outputs]. */
function headGradients(features: tf.Tensor2D, residual: tf.Tensor2D): tf.Tensor2D {
  const inputs = tf.concat([features, tf.ones([features.shape[0], 1])], 1);
  const outer = tf.mul(tf.expandDims(inputs, 2), tf.expandDims(residual, 1));
  return outer.reshape([features.shape[0], inputs.shape[1]! * residual.shape[1]]) as tf.Tensor2D;
}

/** How far the environments' averaged variances lie from their mean; it moves the averages on. */
function spread(
  gradients: tf.Tensor2D,
  member: tf.Tensor2D,
  past: tf.Variable<tf.Rank.R2>,
  ema: number,
): tf.Scalar {
  const counts = tf.expandDims(tf.sum(member, 0), 1);
  const present = tf.cast(tf.greater(counts, 1.5), 'float32');
  const means = tf.div(tf.matMul(member, gradients, true), tf.maximum(counts, 1)) as tf.Tensor2D;
  const own = tf.expandDims(tf.sum(member, 1), 1);
  const centred = tf.mul(tf.sub(gradients, tf.matMul(member, means)), own);
  const now = tf.div(tf.matMul(member, tf.square(centred), true), tf.maximum(counts, 1));
  const next = tf.add(tf.mul(past, ema), tf.mul(now, 1 - ema));
  past.assign(detach(tf.add(tf.mul(next, present), tf.mul(past, tf.sub(1, present)))) as tf.Tensor2D);
  const variances = tf.div(next, 1 - ema);
  const mean = tf.div(tf.sum(tf.mul(variances, present), 0, true), tf.maximum(tf.sum(present), 1));
  const distances = tf.mean(tf.square(tf.sub(variances, mean)), 1) as tf.Tensor1D;
  return meanLoss(distances, present.squeeze([1]));
}

declare module '@mimmx/core' {
  interface MethodOptions {
    fishr: z.input<typeof schema>;
  }
}
