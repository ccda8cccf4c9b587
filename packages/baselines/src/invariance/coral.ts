import { defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { environmentsOf, environmentsSchema } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { comparisons, type Difference, meanDifference, meanSquaredDistance, withinSchema } from './cells.ts';

const schema = networkSchema.extend({
  penalty: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight γ of the penalty.',
    space: space.logUniform(0.1, 10),
  }),
  within: withinSchema,
  environments: environmentsSchema,
});

/**
 * Deep CORAL (Sun & Saenko, ECCV 2016, equations 1 to 3, without the factor 1/4; means as in DomainBed): for every pair
 * of environments the mean squared difference of the features' means and of their covariances (n − 1), averaged over the
 * pairs. An environment with fewer than two rows in the batch has no covariance and is left out of it.
 */
export const coral = defineMethod({
  name: 'coral',
  summary: 'Makes mean and covariance of the features alike for all values of a confounder.',
  source: 'Sun & Saenko, ECCV 2016, equations 1 to 3; means as in Gulrajani & Lopez-Paz, ICLR 2021',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task } = context;
    const environments = environmentsOf(task, options.environments, 'coral');
    const compared = comparisons(task, environments, options.within, 'coral');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const risk = tf.mean(losses(encoded, 0).losses);
        const features = network.features(encoded, 0, true);
        const penalty = meanDifference(compared(batch).map((member) => momentDistance(features, member)));
        log('penalty', penalty);
        return tf.add(risk, tf.mul(penalty, options.penalty)) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

/** Mean over pairs of environments of how far their means and covariances lie apart. */
function momentDistance(features: tf.Tensor2D, member: tf.Tensor2D): Difference {
  const width = features.shape[1];
  const counts = tf.sum(member, 0);
  const present = tf.cast(tf.greater(counts, 1.5), 'float32') as tf.Tensor1D;
  const means = tf.div(
    tf.matMul(member, features, true),
    tf.expandDims(tf.maximum(counts, 1), 1),
  ) as tf.Tensor2D;
  const covariances = tf.split(member, member.shape[1], 1).map((own, e) => {
    const centred = tf.mul(tf.sub(features, tf.slice(means, [e, 0], [1, width])), own) as tf.Tensor2D;
    return tf.div(tf.matMul(centred, centred, true), tf.maximum(tf.sub(tf.sum(own), 1), 1)).flatten();
  });
  const ofMeans = meanSquaredDistance(means, present);
  const ofCovariances = meanSquaredDistance(tf.stack(covariances) as tf.Tensor2D, present);
  return {
    value: tf.add(tf.div(ofMeans.value, width), tf.div(ofCovariances.value, width * width)) as tf.Scalar,
    there: ofMeans.there,
  };
}

declare module '@mimmx/core' {
  interface MethodOptions {
    coral: z.input<typeof schema>;
  }
}
