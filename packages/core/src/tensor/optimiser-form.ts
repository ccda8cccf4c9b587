import type * as tf from '../tf/index.ts';

/** An optimiser whose whole state is in variables, so that it compiles and can be saved to the last bit. */
export interface Optimiser {
  readonly state: readonly tf.Variable[];
  /** One update from gradients in the order of `variables`; a null gradient counts as zero. */
  apply(gradients: readonly (tf.Tensor | null)[]): void;
  /** One update that lowers the loss. Returns the loss before it. */
  minimize(loss: () => tf.Scalar): tf.Scalar;
  /** Forgets the moments and the place in the schedule: the next update is as the first. */
  reset(): void;
}
