import {
  type Batch,
  defineMethod,
  factorLosses,
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
import { requireConfounders } from '../requirements.ts';
import { adversarialLoss, adversaryOptions, createAdversary, opponent, outputsOf } from './adversary.ts';

const schema = networkSchema.extend({
  lambda: option(z.number().nonnegative(), {
    default: 0.01,
    description: 'Weight of Σ p·log p of the adversary’s probabilities: the encoder makes it unsure.',
    space: space.logUniform(0.001, 1),
  }),
  reversal: option(z.number().nonnegative(), {
    default: 0.1,
    description: 'Scale of the reversed gradient.',
    space: space.logUniform(0.01, 3.162),
  }),
  ...adversaryOptions,
});

/** Mean of Σ p·log p over the rows whose label is known: −ln K where it is wholly unsure, 0 where it is sure. */
export const negativeEntropy = (logits: tf.Tensor2D, known?: tf.Tensor1D): tf.Scalar =>
  meanLoss(tf.sum(tf.mul(tf.softmax(logits), tf.logSoftmax(logits)), 1) as tf.Tensor1D, known);

/**
 * Learning not to learn (Kim et al., CVPR 2019, equations 3 and 4): an adversary predicts each confounder from f_y; the
 * encoder lowers the negative entropy of what it says and receives its reversed gradient.
 */
export const lnl = defineMethod({
  name: 'lnl',
  summary: 'An adversary predicts each confounder; the encoder goes against it and keeps it unsure.',
  source: 'Kim et al., CVPR 2019, equations 3 and 4',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    requireConfounders('lnl', task);
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const [width] = network.slices.widths;
    const adversaries = task.z.map((factor) =>
      createAdversary(width!, outputsOf(factor), options.adversaryHidden, random),
    );
    const player = opponent(
      context,
      adversaries.flatMap(({ variables }) => variables),
      options,
    );
    const mean = (terms: readonly tf.Scalar[]): tf.Scalar =>
      (terms.length > 0 ? tf.div(tf.addN([...terms]), task.z.length) : tf.scalar(0)) as tf.Scalar;
    const loss = (features: tf.Tensor2D, { z, known }: Batch): tf.Scalar =>
      mean(
        task.z.map((factor, i) =>
          meanLoss(factorLosses(factor, adversaries[i]!.apply(features), z[i]!), known[i]),
        ),
      );
    // The adversary's weights stand still here: only the encoder is to make it unsure.
    const sureness = (features: tf.Tensor2D, { known }: Batch): tf.Scalar =>
      mean(
        task.z.flatMap((factor, i) =>
          factor.kind === 'categorical'
            ? [negativeEntropy(adversaries[i]!.apply(features, true), known[i])]
            : [],
        ),
      );

    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const features = network.features(encoded, 0, true);
        const adversary = adversarialLoss(player, features, options, options.reversal, (seen) =>
          loss(seen, batch),
        );
        log('loss.adversary', adversary);
        return tf.addN([
          meanLoss(losses(encoded, 0).losses),
          tf.mul(sureness(features, batch), options.lambda),
          adversary,
        ]) as tf.Scalar;
      },
      players: { adversary: player },
      settings: { ...shape, lambda: options.lambda, reversal: options.reversal },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    lnl: z.input<typeof schema>;
  }
}
