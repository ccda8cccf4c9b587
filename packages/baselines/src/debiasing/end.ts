import { defineMethod, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { average, environmentsOf, environmentsSchema } from '../environments.ts';
import { networkSchema } from '../network.ts';
import { classesOf } from '../refusals.ts';
import { cosines, pairMean, pairsOf } from './pairs.ts';

const schema = networkSchema.extend({
  alpha: option(z.number().nonnegative(), {
    default: 0.1,
    description: 'Weight α of the disentangling term: rows of one value shall be orthogonal.',
    space: space.uniform(0, 1),
  }),
  beta: option(z.number().nonnegative(), {
    default: 0.1,
    description: 'Weight β of the entangling term: rows of one class and different values shall agree.',
    space: space.uniform(0, 1),
  }),
  environments: environmentsSchema,
});

/**
 * EnD (Tartaglione, Barbano & Grangetto, CVPR 2021, equations 4 to 8) on unit features: α times the mean |cosine| of
 * pairs with the same value of the confounder, and β times 1 − the mean cosine of pairs of one class and different values.
 *
 * The authors' code takes the absolute value of the sum over pairs, in which cosines cancel, and counts half of the pairs
 * of the second term; here each pair counts once, with its own absolute value.
 */
export const end = defineMethod({
  name: 'end',
  summary: 'Makes features of one confounder orthogonal and those of one class parallel.',
  source: 'Tartaglione, Barbano & Grangetto, CVPR 2021, equations 4 to 8',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task } = context;
    const { classes } = classesOf(task, 'end');
    const environments = environmentsOf(task, options.environments, 'end');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const risk = tf.mean(losses(encoded, 0).losses);
        const gram = cosines(network.features(encoded, 0, true));
        const pairs = environments.map((own) => pairsOf(batch, classes, own));
        const apart = average(pairs.map(({ sameZ }) => pairMean(tf.abs(gram), sameZ)));
        const together = average(
          pairs.map(({ sameY, otherZ }) => pairMean(tf.sub(1, gram) as tf.Tensor2D, tf.mul(sameY, otherZ))),
        );
        log('penalty.apart', apart);
        log('penalty.together', together);
        return tf.addN([risk, tf.mul(apart, options.alpha), tf.mul(together, options.beta)]) as tf.Scalar;
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    end: z.input<typeof schema>;
  }
}
