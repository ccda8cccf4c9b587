import { defineMethod, meanLoss, option, shapedNetwork, shapeOf, space, supervised } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import {
  average,
  environmentMeans,
  environmentRisk,
  environmentsOf,
  environmentsSchema,
} from '../environments.ts';
import { networkSchema } from '../network.ts';
import { annealSchema, createAnneal, squaresSchema, withSquares } from './anneal.ts';

const schema = networkSchema.extend({
  penalty: option(z.number().nonnegative(), {
    default: 10,
    description: 'Weight λ of the penalty.',
    space: space.logUniform(0.1, 1e5),
  }),
  anneal: annealSchema(0.1),
  l2: squaresSchema,
  environments: environmentsSchema,
});

/**
 * Variance risk extrapolation (Krueger et al., ICML 2021, equation 8): the mean over environments of their risks, and λ
 * times the variance of these risks (over the environments, divided by their number).
 */
export const vrex = defineMethod({
  name: 'vrex',
  summary: 'Asks that the loss is the same for every value of a confounder.',
  source: 'Krueger et al., ICML 2021, equation 8',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const environments = environmentsOf(context.task, options.environments, 'vrex');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const anneal = createAnneal(1, options.penalty, options.anneal, context.optimiser.updates);
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      state: { anneal: anneal.state },
      objective({ batch, encode, losses, log }) {
        const { losses: rows } = losses(encode(), 0);
        const members = environments.map((own) => own.member(batch));
        const penalty = average(
          members.map((member) => {
            const { means, present } = environmentMeans(rows, member);
            const mean = meanLoss(means, present);
            return meanLoss(tf.square(tf.sub(means, mean)) as tf.Tensor1D, present);
          }),
        );
        log('penalty', penalty);
        const risk = average(members.map((member) => environmentRisk(rows, member)));
        return anneal.combine(withSquares(risk, network, options.l2), penalty);
      },
      settings: { ...options, ...shape },
    });
  },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    vrex: z.input<typeof schema>;
  }
}
