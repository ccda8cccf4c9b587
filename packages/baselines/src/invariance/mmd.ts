import { defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { environmentsOf, environmentsSchema } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { comparisons, type Difference, meanDifference, withinSchema } from './cells.ts';

const schema = networkSchema.extend({
  penalty: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight γ of the penalty.',
    space: space.logUniform(0.1, 10),
  }),
  gammas: option(z.array(z.number().positive()).min(1), {
    default: [0.001, 0.01, 0.1, 1, 10, 100, 1000],
    description: 'The kernels exp(−γ·d²) that are summed.',
  }),
  within: withinSchema,
  environments: environmentsSchema,
});

/**
 * Maximum mean discrepancy between the features of environments (Gretton et al., JMLR 2012, equation 5, biased; as a
 * penalty Li et al., CVPR 2018): mean over pairs of environments of K̄_aa + K̄_bb − 2·K̄_ab, K a sum of Gaussians.
 */
export const mmd = defineMethod({
  name: 'mmd',
  summary: 'Makes the distribution of the features alike for all values of a confounder.',
  source: 'Li et al., CVPR 2018; Gretton et al., JMLR 2012, equation 5',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task } = context;
    const environments = environmentsOf(task, options.environments, 'mmd');
    const compared = comparisons(task, environments, options.within, 'mmd');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const risk = tf.mean(losses(encoded, 0).losses);
        const kernel = gaussians(network.features(encoded, 0, true), options.gammas);
        const penalty = meanDifference(compared(batch).map((member) => discrepancy(kernel, member)));
        log('penalty', penalty);
        return tf.add(risk, tf.mul(penalty, options.penalty)) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

/** Σ_γ exp(−γ·‖f_i − f_j‖²), [batch, batch]. */
function gaussians(features: tf.Tensor2D, gammas: readonly number[]): tf.Tensor2D {
  const centred = tf.sub(features, tf.mean(features, 0, true)) as tf.Tensor2D;
  const norms = tf.sum(tf.square(centred), 1, true);
  const products = tf.matMul(centred, centred, false, true);
  const squares = tf.relu(tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2)));
  return tf.addN(gammas.map((gamma) => tf.exp(tf.mul(squares, -gamma)))) as tf.Tensor2D;
}

/** Mean over the pairs of environments present of their squared discrepancy. */
function discrepancy(kernel: tf.Tensor2D, member: tf.Tensor2D): Difference {
  const counts = tf.sum(member, 0);
  const present = tf.cast(tf.greater(counts, 0), 'float32') as tf.Tensor1D;
  const shares = tf.div(member, tf.maximum(counts, 1)) as tf.Tensor2D;
  const means = tf.matMul(shares, tf.matMul(kernel, shares), true) as tf.Tensor2D;
  const own = tf.sum(tf.mul(means, tf.eye(member.shape[1])), 1);
  const squared = tf.sub(tf.add(tf.expandDims(own, 0), tf.expandDims(own, 1)), tf.mul(means, 2));
  // Of two equal environments it is 0, so the diagonal needs no mask.
  const pairs = tf.mul(tf.expandDims(present, 0), tf.expandDims(present, 1));
  const count = tf.sum(present);
  const ordered = tf.mul(count, tf.sub(count, 1));
  return {
    value: tf.div(tf.sum(tf.mul(squared, pairs)), tf.maximum(ordered, 1)) as tf.Scalar,
    there: tf.cast(tf.greater(count, 1.5), 'float32') as tf.Scalar,
  };
}

declare module '@mimmx/core' {
  interface MethodOptions {
    mmd: z.input<typeof schema>;
  }
}
