import {
  type Batch,
  defineMethod,
  factorLosses,
  meanLoss,
  normalTensor,
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

const schema = networkSchema.extend({
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the reversed gradient of the adversary’s loss.',
    space: space.logUniform(0.01, 100),
  }),
  ...adversaryOptions,
});

/**
 * Weights of the rows with a known label under which every class of y counts the same, [batch]: 1 over how often its
 * class is there.
 */
export function classBalancedWeights(y: tf.Tensor1D, classes: number, known: tf.Tensor1D): tf.Tensor1D {
  const member = tf.mul(tf.oneHot(y, classes), tf.expandDims(known, 1)) as tf.Tensor2D;
  const counts = tf.maximum(tf.sum(member, 0), 1);
  return tf.sum(tf.div(member, counts), 1) as tf.Tensor1D;
}

/**
 * Conditional domain-adversarial training (Li et al., ECCV 2018, in the form of DomainBed): the adversary also sees y, by
 * an embedding that it learns and that is added to f_y, and every class of y counts the same in its loss. What y itself
 * says of a confounder is thereby no reason to change f_y.
 */
export const cdann = defineMethod({
  name: 'cdann',
  summary: 'An adversary that knows y predicts each confounder from f_y; the encoder goes against it.',
  source: 'Li et al., ECCV 2018; Gulrajani & Lopez-Paz, ICLR 2021 (form)',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    requireConfounders('cdann', task);
    const { classes } = requireClasses('cdann', task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const [width] = network.slices.widths;
    const adversaries = task.z.map((factor) =>
      createAdversary(width!, outputsOf(factor), options.adversaryHidden, random),
    );
    const embedding = tf.tidy(() =>
      tf.variable(normalTensor(random, [classes, width!])),
    ) as tf.Variable<tf.Rank.R2>;
    const player = opponent(
      context,
      [...adversaries.flatMap(({ variables }) => variables), embedding],
      options,
    );
    const loss = (features: tf.Tensor2D, { y, z, known }: Batch): tf.Scalar => {
      const told = tf.add(
        features,
        tf.matMul(tf.oneHot(y, classes) as tf.Tensor2D, embedding),
      ) as tf.Tensor2D;
      return tf.div(
        tf.addN(
          task.z.map((factor, i) =>
            weightedMean(
              factorLosses(factor, adversaries[i]!.apply(told), z[i]!),
              classBalancedWeights(y, classes, known[i]!),
            ),
          ),
        ),
        task.z.length,
      ) as tf.Scalar;
    };

    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const adversary = adversarialLoss(player, features, options, options.lambda, (seen) =>
          loss(seen, batch),
        );
        log('loss.adversary', adversary);
        return tf.add(meanLoss(losses(encoded, 0).losses), adversary) as tf.Scalar;
      },
      players: { adversary: player },
      settings: { ...shape, lambda: options.lambda, adversarySteps: options.adversarySteps },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    cdann: z.input<typeof schema>;
  }
}
