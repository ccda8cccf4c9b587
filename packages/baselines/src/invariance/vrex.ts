import { defineMethod, meanLoss, shapedNetwork, shapeOf, supervised } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
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
  /** Weight λ of the penalty. Search: 10^U(−1, 5). */
  penalty: z.number().nonnegative().default(10),
  /** Share of the updates after which the penalty has it; 1 is the weight before. Search: 10^U(−3.5, 0). */
  anneal: annealSchema(0.1),
  /** Weight of Σ‖w‖² beside the risk, divided with it when the penalty jumps; 0 where the optimiser decays weights. */
  l2: squaresSchema,
  /** What an environment is, where there are several confounders. */
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
