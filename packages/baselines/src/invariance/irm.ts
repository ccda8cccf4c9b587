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
import { residuals } from './residuals.ts';

const schema = networkSchema.extend({
  penalty: option(z.number().nonnegative(), {
    default: 100,
    description: 'Weight λ of the penalty.',
    space: space.logUniform(0.1, 1e5),
  }),
  anneal: annealSchema(0.1),
  l2: squaresSchema,
  environments: environmentsSchema,
});

/**
 * Invariant risk minimisation, IRMv1 (Arjovsky et al., 2019, equation IRMv1): the mean over environments of
 * R_e + λ · (∂R_e / ∂s at s = 1)², s a factor of the logits f. The slope is the mean of Σ_k p_k·f_k − f_y (f·(f − y) for a
 * continuous y), so one ordinary gradient of its square does.
 *
 * The square is the authors' form. DomainBed multiplies the slopes of two halves of the batch, which is unbiased, may be
 * negative, and is not a number for one row.
 */
export const irm = defineMethod({
  name: 'irm',
  summary: 'Asks that one head is the best for every value of a confounder at once.',
  source: 'Arjovsky et al., 2019, equation IRMv1',
  needs: { train: ['y', 'z'] },
  options: schema,
  create(context, options) {
    const { task, optimiser } = context;
    const environments = environmentsOf(task, options.environments, 'irm');
    const shape = shapeOf(context, options);
    const network = shapedNetwork(context, shape, 'none');
    const anneal = createAnneal(1, options.penalty, options.anneal, optimiser.updates);
    return supervised(context, network, {
      sampling: options.sampling ?? 'uniform',
      state: { anneal: anneal.state },
      objective({ batch, encode, losses, log }) {
        const { losses: rows, logits } = losses(encode(), 0);
        const slopes = tf.sum(tf.mul(residuals(task.y, logits, batch.y), logits), 1) as tf.Tensor1D;
        const members = environments.map((own) => own.member(batch));
        const penalty = average(
          members.map((member) => {
            const { means, present } = environmentMeans(slopes, member);
            return meanLoss(tf.square(means) as tf.Tensor1D, present);
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
    irm: z.input<typeof schema>;
  }
}
