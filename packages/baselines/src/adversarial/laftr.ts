import {
  type Batch,
  defineMethod,
  meanLoss,
  option,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { requireClasses, requireClassesOfConfounders, requireConfounders } from '../requirements.ts';
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
  gamma: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the reversed gradient of the adversary’s loss.',
    space: space.uniform(0.01, 5),
  }),
  ...adversaryOptions,
});

/**
 * Adversarially fair representations for equalised odds (Madras et al., ICML 2018, equations 3 and 7): an adversary that is
 * told y gives each confounder's probabilities; its loss is what they miss of the truth, |1 − p|, every combination of y and the
 * confounder counting the same.
 */
export const laftr = defineMethod({
  name: 'laftr',
  summary: 'An adversary that knows y predicts each confounder by a loss that weighs all groups alike.',
  source: 'Madras et al., ICML 2018, equations 3 and 7',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    requireConfounders('laftr', task);
    const { classes } = requireClasses('laftr', task);
    requireClassesOfConfounders('laftr', task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const [width] = network.slices.widths;
    const adversaries = task.z.map((factor) =>
      createAdversary(width! + classes, outputsOf(factor), options.adversaryHidden, random),
    );
    const player = opponent(
      context,
      adversaries.flatMap(({ variables }) => variables),
      options,
    );
    const loss = (features: tf.Tensor2D, { y, z, known }: Batch): tf.Scalar => {
      const told = tf.concat([features, tf.oneHot(y, classes, 1, 0, 'float32')], 1) as tf.Tensor2D;
      const terms = task.z.map((factor, i) => {
        const values = outputsOf(factor);
        const truth = tf.oneHot(z[i]!, values, 1, 0, 'float32');
        const missed = tf.sub(1, tf.sum(tf.mul(tf.softmax(adversaries[i]!.apply(told)), truth), 1));
        const group = tf.add(tf.mul(y, tf.scalar(values, 'int32')), z[i]!) as tf.Tensor1D;
        return weightedMean(missed, classBalancedWeights(group, classes * values, known[i]!));
      });
      return tf.div(tf.addN(terms), task.z.length) as tf.Scalar;
    };

    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const adversary = adversarialLoss(player, features, options, options.gamma, (seen) =>
          loss(seen, batch),
        );
        log('loss.adversary', adversary);
        return tf.add(meanLoss(losses(encoded, 0).losses), adversary) as tf.Scalar;
      },
      players: { adversary: player },
      settings: { ...shape, gamma: options.gamma, adversarySteps: options.adversarySteps },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    laftr: z.input<typeof schema>;
  }
}
