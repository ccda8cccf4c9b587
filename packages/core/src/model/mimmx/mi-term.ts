import type { Batch } from '../../contracts/index.ts';
import type * as tf from '../../tf/index.ts';

/** The MI part of the objective: every dependence, and how they are summed up. */
export interface MiTerm {
  readonly estimatorVariables: readonly tf.Variable[];
  /** Trained with the encoder (a weighter that asks for it). */
  readonly encoderVariables: readonly tf.Variable[];
  readonly state: readonly tf.Variable[];
  /** Gives one critic of every pair new first weights. */
  restart(critic: number): void;
  /** What the estimators' optimiser lowers, on detached slices. */
  estimatorLoss(slices: readonly tf.Tensor2D[], batch: Batch, weights?: tf.Tensor1D): tf.Scalar;
  /** The MI that the encoder lowers, in nats, and the numbers to log. */
  value(
    slices: readonly tf.Tensor2D[],
    batch: Batch,
    weights?: tf.Tensor1D,
  ): { mi: tf.Scalar; log: Record<string, tf.Scalar> };
}
