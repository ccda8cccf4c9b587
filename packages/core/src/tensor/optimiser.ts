import type { OptimiserSettings } from '../contracts/index.ts';
import type * as tf from '../tf/index.ts';
import { adam } from './adam.ts';
import type { Optimiser } from './optimiser-form.ts';
import type { RateSchedule } from './rate.ts';
import { sgd } from './sgd.ts';

/**
 * The optimiser that a run gives to every method's encoder and heads.
 *
 * - `adamw`: Adam, weights decayed apart from the gradient (Loshchilov & Hutter, 2019).
 * - `adam`: Adam, the gradient of ½·decay·‖w‖² added to the loss's, as most published protocols have it.
 * - `sgd`: stochastic gradient descent with momentum and the same added gradient.
 *
 * @param settings of the run; a method of several phases gives each phase its own number of updates
 * @throws E_OPTION if there is nothing to train
 */
export function createOptimiser(settings: OptimiserSettings, variables: readonly tf.Variable[]): Optimiser {
  const { optimiser = 'adamw', learningRate, weightDecay, momentum = 0.9, nesterov = false } = settings;
  const schedule = scheduleOf(settings);
  const shared = { variables, learningRate, ...(schedule && { schedule }) };
  switch (optimiser) {
    case 'adamw':
      return adam({ ...shared, weightDecay });
    case 'adam':
      return adam({ ...shared, l2: weightDecay });
    case 'sgd':
      return sgd({ ...shared, l2: weightDecay, momentum, nesterov });
  }
}

function scheduleOf({ schedule, updates, decayAt, decayFactor }: OptimiserSettings): RateSchedule | null {
  switch (schedule) {
    case 'constant':
      return null;
    case 'cosine':
      return { kind: 'cosine', over: updates };
    case 'step':
      return {
        kind: 'step',
        at: (decayAt ?? [1 / 3, 2 / 3]).map((share) => Math.round(share * updates)),
        factor: decayFactor ?? 0.1,
      };
  }
}
