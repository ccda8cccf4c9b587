import * as tf from '../tf/index.ts';

/** How a learning rate changes. */
export type RateSchedule =
  /** To zero along half a cosine over so many updates (Loshchilov & Hutter, 2017). */
  | { readonly kind: 'cosine'; readonly over: number }
  /** Times `factor` after each of these numbers of updates. */
  | { readonly kind: 'step'; readonly at: readonly number[]; readonly factor: number };

/** A learning rate that counts its updates in a variable. */
export interface Rate {
  /** The count; nothing if the rate is constant. */
  readonly state: readonly tf.Variable[];
  /** Of the next update, a scalar. */
  now(): tf.Tensor;
  /** Counts one update. */
  advance(): void;
}

export function createRate(learningRate: number, schedule?: RateSchedule): Rate {
  if (!schedule) return { state: [], now: () => tf.scalar(learningRate), advance: () => {} };
  const done = tf.tidy(() => tf.variable(tf.scalar(0), false));
  return {
    state: [done],
    now() {
      if (schedule.kind === 'cosine') {
        const progress = tf.minimum(done.div(schedule.over), 1);
        return tf
          .cos(progress.mul(Math.PI))
          .add(1)
          .mul(learningRate / 2);
      }
      const one = tf.scalar(1);
      const factor = tf.scalar(schedule.factor);
      return schedule.at.reduce<tf.Tensor>(
        (rate, at) => rate.mul(tf.where(tf.greaterEqual(done, at), factor, one)),
        tf.scalar(learningRate),
      );
    },
    advance: () => done.assign(done.add(1) as tf.Scalar),
  };
}
