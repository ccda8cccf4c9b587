import * as tf from '@mimmx/core/tf';

/** Running averages of weights, to evaluate with. */
export interface Averages {
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** Moves the averages towards the weights. @param step number of updates so far, a scalar */
  update(step: tf.Tensor): void;
  /** Exchanges weights and averages. */
  swap(): void;
}

/**
 * Exponential averages with the decay min(decay, (1 + n) / (10 + n)) at step n, so that they fit short runs.
 *
 * @param weights the variables to follow, by name
 */
export function createAverages(weights: Readonly<Record<string, tf.Variable>>, decay: number): Averages {
  const names = Object.keys(weights);
  const kept = names.map((name) => tf.tidy(() => tf.variable(weights[name]!.clone(), false)));
  return {
    variables: Object.fromEntries(names.map((name, i) => [name, kept[i]!])),
    update(step) {
      const share = tf.minimum(decay, tf.add(step, 1).div(tf.add(step, 10)));
      for (const [i, name] of names.entries()) {
        const average = kept[i]!;
        average.assign(average.mul(share).add(weights[name]!.mul(tf.sub(1, share))));
      }
    },
    swap() {
      tf.tidy(() => {
        for (const [i, name] of names.entries()) {
          const [weight, average] = [weights[name]!.clone(), kept[i]!.clone()];
          weights[name]!.assign(average);
          kept[i]!.assign(weight);
        }
      });
    },
  };
}
