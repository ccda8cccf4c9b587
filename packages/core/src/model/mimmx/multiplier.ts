import { detach } from '../../tensor/index.ts';
import * as tf from '../../tf/index.ts';

/** How hard a constraint is enforced. */
export interface MultiplierSettings {
  /** ε: the constraint is n ≤ ε. */
  readonly bound: number;
  /** η: λ grows by η·(n − ε) at each step. */
  readonly rate: number;
  /** d: the weight answers at once to d·(n − ε). */
  readonly damping: number;
  /** Largest λ and largest weight: what is done at most for a bound that cannot be met. */
  readonly limit: number;
  /** λ at the start. */
  readonly start: number;
  /** Share of the past in the value that is held against ε; 0 = the present value alone. */
  readonly memory: number;
}

/** The weight of one constraint. */
export interface Multiplier {
  /** λ, the moving value and the share that it has seen, to be saved with a checkpoint. */
  readonly state: readonly tf.Variable[];
  /**
   * Takes in the present value and a step of λ.
   *
   * @param value present value of n; no gradient passes through here
   * @returns n as it is held against ε, and the weight m, both as numbers
   */
  weigh(value: tf.Scalar): { value: tf.Scalar; weight: tf.Scalar };
}

/**
 * Minimises a loss subject to n ≤ ε: the encoder descends loss + m·n with
 *
 *     m = clamp(λ + d·(n − ε)),   λ ← clamp(λ + η·(n − ε)),   clamp to [0, limit].
 *
 * Source: the modified differential method of multipliers (Platt & Barr, NIPS 1987), whose damping d keeps λ and n
 * from swinging round each other. The clamp of m is ours: without it a constraint that is met by far is pulled back
 * to equality, which here would mean putting information into f_y. Where n stays below ε the weight is 0, and the
 * training is the one without the term.
 */
export function createMultiplier({
  bound,
  rate,
  damping,
  limit,
  start,
  memory,
}: MultiplierSettings): Multiplier {
  const number = (value: number) =>
    tf.tidy(() => tf.variable(tf.scalar(value), false)) as tf.Variable<tf.Rank.R0>;
  const [multiplier, sum, seen] = [number(start), number(0), number(0)];
  const clamp = (value: tf.Tensor) => tf.clipByValue(value, 0, limit) as tf.Scalar;
  const blend = (past: tf.Variable, now: tf.Tensor | number) =>
    tf.add(tf.mul(past, memory), tf.mul(now, 1 - memory)) as tf.Scalar;
  return {
    state: [multiplier, sum, seen],
    weigh(value) {
      const [total, share] = [blend(sum, detach(value)), blend(seen, 1)];
      sum.assign(total);
      seen.assign(share);
      // Neither information nor a rate is negative; an estimate below 0 is one of 0.
      const mean = tf.maximum(tf.div(total, share), 0) as tf.Scalar;
      const excess = tf.sub(mean, bound);
      const weight = clamp(tf.add(multiplier, tf.mul(excess, damping)));
      multiplier.assign(clamp(tf.add(multiplier, tf.mul(excess, rate))));
      return { value: mean, weight };
    },
  };
}
