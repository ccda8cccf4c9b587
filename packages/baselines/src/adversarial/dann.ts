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
    default: 1,
    description: 'Weight of the reversed gradient of the adversary’s loss.',
    space: space.logUniform(0.01, 100),
  }),
  ...adversaryOptions,
});

/**
 * Domain-adversarial training (Ganin et al., JMLR 2016, equations 13 to 15), the confounders in the place of domains: an
 * adversary for each predicts it from f_y, and the encoder receives the reversed gradient of their mean loss.
 */
export const dann = defineMethod({
  name: 'dann',
  summary: 'An adversary predicts each confounder from f_y; the encoder goes against it.',
  source: 'Ganin et al., JMLR 2016, equations 13 to 15',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    requireConfounders('dann', task);
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
    const loss = (features: tf.Tensor2D, { z, known }: Batch): tf.Scalar =>
      tf.div(
        tf.addN(
          task.z.map((factor, i) =>
            meanLoss(factorLosses(factor, adversaries[i]!.apply(features), z[i]!), known[i]),
          ),
        ),
        task.z.length,
      ) as tf.Scalar;

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
    dann: z.input<typeof schema>;
  }
}
