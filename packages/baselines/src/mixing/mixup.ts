import {
  defineMethod,
  option,
  permutationTensor,
  shapedNetwork,
  shapeOf,
  space,
  supervised,
} from '@mimmx/core';
import { z } from 'zod';
import { networkSchema } from '../network.ts';
import { mixedLoss, sharedShare } from './partners.ts';

const schema = networkSchema.extend({
  alpha: option(z.number().positive(), {
    default: 0.2,
    description: 'α of Beta(α, α), from which the share of the first image is drawn.',
    space: space.logUniform(0.1, 10),
  }),
});

/**
 * mixup (Zhang et al., ICLR 2018, equation 2): images and labels of random pairs of the batch are mixed,
 * λ·a + (1 − λ)·b with one λ ~ Beta(α, α) for each batch. It knows no confounder.
 */
export const mixup = defineMethod({
  name: 'mixup',
  summary: 'Learns y from mixtures of random pairs of images.',
  source: 'Zhang et al., ICLR 2018, equation 2',
  needs: { train: ['y'] },
  options: schema,
  create(context, options) {
    const { task, random } = context;
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      objective(step) {
        const rows = step.batch.y.shape[0];
        return mixedLoss(step, task, {
          partners: permutationTensor(random, rows),
          kept: sharedShare(random, options.alpha, rows),
        });
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    mixup: z.input<typeof schema>;
  }
}
