import * as tf from '../../tf/index.ts';
import { createMultiplier } from './multiplier.ts';
import type { MimmxSettings } from './settings.ts';

/** The weight of the MI term after balancing. */
export interface TermWeight {
  readonly state: readonly tf.Variable[];
  /** Whether the weight depends on the term's value on a batch of which the estimators have learned nothing yet. */
  readonly needsValue: boolean;
  /**
   * The weight of this update, and what to log of it.
   *
   * @param value the term's value, if `needsValue`
   */
  weigh(value: tf.Scalar | null): { weight: tf.Scalar; log: Readonly<Record<string, tf.Scalar>> };
}

/** Share of the past in the value that is held against the bound: about twenty batches. */
const MEMORY = 0.95;

/** A fixed λ, one by what goes with y in the training images, or the multiplier of a bound in nats. */
export function createTermWeight(
  { weight, associations }: Pick<MimmxSettings, 'weight' | 'associations'>,
  updates: number,
): TermWeight {
  if (weight.kind === 'fixed') {
    return { state: [], needsValue: false, weigh: () => ({ weight: tf.scalar(weight.lambda), log: {} }) };
  }
  if (weight.kind === 'association') {
    const lambda = weight.each * Object.values(associations).reduce((a, b) => a + b, 0);
    return rising(lambda, Math.max(1, Math.round(weight.rise * updates)));
  }
  const { nats, release, damping, limit, start } = weight;
  // Where f_y says nothing of the confounders the multiplier falls by rate · nats at each update.
  const rate = limit / (nats * release * updates);
  const multiplier = createMultiplier({ bound: nats, rate, damping, limit, start, memory: MEMORY });
  return {
    state: multiplier.state,
    needsValue: true,
    weigh(value) {
      const held = multiplier.weigh(value ?? tf.scalar(0));
      return {
        weight: held.weight,
        log: {
          'bound.value': held.value,
          'bound.excess': tf.sub(held.value, nats) as tf.Scalar,
          'bound.multiplier': held.weight,
        },
      };
    },
  };
}

/** A weight that grows from 0 to λ in so many updates, and stays. */
function rising(lambda: number, steps: number): TermWeight {
  const done = tf.tidy(() => tf.variable(tf.scalar(0), false)) as tf.Variable<tf.Rank.R0>;
  return {
    state: [done],
    needsValue: false,
    weigh() {
      const weight = tf.mul(tf.div(done, steps), lambda) as tf.Scalar;
      done.assign(tf.minimum(tf.add(done, 1), steps) as tf.Scalar);
      return { weight, log: { 'weight.mi': weight } };
    },
  };
}
