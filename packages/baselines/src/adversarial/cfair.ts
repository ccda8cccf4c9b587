import {
  type Batch,
  defineMethod,
  factorLosses,
  option,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { requireClasses, requireConfounders } from '../requirements.ts';
import {
  adversarialLoss,
  adversaryOptions,
  createAdversary,
  opponent,
  outputsOf,
  weightedMean,
} from './adversary.ts';
import { classBalancedWeights } from './cdann.ts';

const schema = networkSchema.extend({
  mu: option(z.number().nonnegative(), {
    default: 0.1,
    description: 'Weight of the reversed gradient of the adversaries’ loss.',
    space: space.uniform(0.01, 5),
  }),
  ...adversaryOptions,
});

/**
 * Conditional fair representations (Zhao et al., ICLR 2020, equation 3): the balanced error of y, against one adversary for
 * each class of y that predicts the confounder on the rows of its class, each value of the confounder counting the same.
 */
export const cfair = defineMethod({
  name: 'cfair',
  summary: 'Learns y by its balanced error, against an adversary for each confounder within each class.',
  source: 'Zhao et al., ICLR 2020, equation 3',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    requireConfounders('cfair', task);
    const { classes } = requireClasses('cfair', task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const [width] = network.slices.widths;
    // One for each confounder and class of y.
    const adversaries = task.z.map((factor) =>
      Array.from({ length: classes }, () =>
        createAdversary(width!, outputsOf(factor), options.adversaryHidden, random),
      ),
    );
    const player = opponent(
      context,
      adversaries.flat().flatMap(({ variables }) => variables),
      options,
    );
    const loss = (features: tf.Tensor2D, { y, z, known }: Batch): tf.Scalar => {
      const terms = task.z.flatMap((factor, i) =>
        adversaries[i]!.map((adversary, c) => {
          const here = tf.mul(
            known[i]!,
            tf.cast(tf.equal(y, tf.scalar(c, 'int32')), 'float32'),
          ) as tf.Tensor1D;
          const weights =
            factor.kind === 'categorical' ? classBalancedWeights(z[i]!, factor.classes, here) : here;
          return weightedMean(factorLosses(factor, adversary.apply(features), z[i]!), weights);
        }),
      );
      return tf.div(tf.addN(terms), task.z.length) as tf.Scalar;
    };

    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const adversary = adversarialLoss(player, features, options, options.mu, (seen) => loss(seen, batch));
        log('loss.adversary', adversary);
        const balanced = classBalancedWeights(batch.y, classes, tf.onesLike(batch.known[0]!));
        return tf.add(weightedMean(losses(encoded, 0).losses, balanced), adversary) as tf.Scalar;
      },
      players: { adversary: player },
      settings: { ...shape, mu: options.mu, adversarySteps: options.adversarySteps },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    cfair: z.input<typeof schema>;
  }
}
