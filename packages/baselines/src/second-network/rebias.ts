import {
  createNetwork,
  defineMethod,
  detach,
  factorLosses,
  MimmxError,
  meanLoss,
  option,
  pluginChoice,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { holding } from '../phases.ts';
import { unbiasedHsic } from './hsic.ts';

const schema = networkSchema.extend({
  biased: option(pluginChoice('encoder'), {
    absent: "the run's",
    description: 'Encoder of the biased network, one that can see little but the bias.',
  }),
  lambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the dependence that the network lowers.',
    space: space.logUniform(0.1, 31.62),
  }),
  biasedLambda: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the dependence that the biased network raises.',
    space: space.logUniform(0.1, 31.62),
  }),
  biasedLoss: option(z.number().nonnegative(), {
    default: 1,
    description: 'Weight of the biased network’s own loss of y.',
    space: space.choice(0, 1),
  }),
  sigma: option(z.number().positive(), {
    default: 1,
    description: 'Width of the Gaussian kernels.',
    space: space.choice(0.5, 1, 2),
  }),
});

/**
 * ReBias (Bahng et al., ICML 2020, equations 3 to 6): a network f learns y while being independent, by HSIC, of a second one g
 * that can represent little but the bias; g learns y and to be as dependent on f as it can.
 */
export const rebias = defineMethod({
  name: 'rebias',
  summary: 'Keeps f_y independent, by HSIC, of a network that can see little but the bias.',
  source: 'Bahng et al., ICML 2020, equations 3 to 6',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const { task, random, parts, optimiser } = context;
    if (optimiser.batchSize < 4) {
      throw new MimmxError(
        'E_BATCH_SIZE',
        `rebias: the batch size is ${optimiser.batchSize}, and unbiased HSIC needs 4 rows. Raise training.batchSize.`,
      );
    }
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const biased = createNetwork({
      task,
      encoder: (width) => parts.encoder(width, { choice: options.biased }),
      primaryWidth: shape.primaryWidth,
      confounderWidths: [],
      headHidden: shape.headHidden,
      standardise: shape.standardise,
      microBatch: context.optimiser.microBatch,
      random,
    });

    const method = supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective({ batch, encode, losses, log }) {
        const encoded = encode();
        const f = network.features(encoded, 0, true);
        const g = biased.features(biased.encode(batch.x, true), 0, true);
        const logits = biased.logits(g, 0);
        const own = factorLosses(task.y, logits, batch.y);
        const dependence = unbiasedHsic(f, detach(g), options.sigma);
        const sought = unbiasedHsic(detach(f), g, options.sigma);
        log('hsic', dependence);
        log('loss.biased', meanLoss(own));
        return tf.addN([
          meanLoss(losses(encoded, 0).losses),
          tf.mul(dependence, options.lambda),
          tf.mul(meanLoss(own), options.biasedLoss),
          tf.mul(sought, -options.biasedLambda),
        ]) as tf.Scalar;
      },
      variables: { biasedEncoder: biased.encoderVariables, biasedHeads: biased.headVariables },
      state: { biasedAverages: biased.state },
      settings: {
        ...shape,
        biased: options.biased?.name ?? 'as the run',
        lambda: options.lambda,
        sigma: options.sigma,
      },
    });
    return holding(method, biased);
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    rebias: z.input<typeof schema>;
  }
}
