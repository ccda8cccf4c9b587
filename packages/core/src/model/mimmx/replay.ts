import type { Batch, Task } from '../../contracts/index.ts';
import * as tf from '../../tf/index.ts';

/** What estimators learn from: features of a batch, its labels and its weights. */
export interface EstimatorBatch {
  /** [batch, slices] */
  readonly present: tf.Tensor2D;
  readonly batch: Batch;
  readonly weights: tf.Tensor1D | undefined;
}

/**
 * Features of the last batches, on which estimators go on learning: a critic that only sees what the encoder does now
 * forgets what it did before, and the two run round in circles.
 */
export interface Replay {
  readonly state: readonly tf.Variable[];
  /** The `turn`-th of the batches kept, spread over their ages; the present one while there is none that old. */
  recall(turn: number, now: EstimatorBatch): EstimatorBatch;
  /** Keeps a batch and forgets the oldest. */
  remember(now: EstimatorBatch): void;
}

/**
 * @param kept batches that are kept
 * @param batch images of a batch
 * @param width of all slices together
 */
export function createReplay(kept: number, batch: number, width: number, task: Task): Replay {
  const zeros = (shape: number[]) => tf.tidy(() => tf.variable(tf.zeros(shape), false));
  const features = zeros([kept, batch, width]);
  // One row each for the confounders' labels, whether they are known, and the weights; float32, codes are small.
  const columns = zeros([kept, 2 * task.z.length + 1, batch]);
  const count = zeros([]);
  const isDiscrete = task.z.map((factor) => factor.kind === 'categorical');

  const pack = ({ batch: { z, known }, weights }: EstimatorBatch): tf.Tensor =>
    tf.stack([...z.map((column) => tf.cast(column, 'float32')), ...known, weights ?? tf.onesLike(known[0]!)]);
  const push = (store: tf.Variable, newest: tf.Tensor) => {
    const rest = store.shape.slice(1);
    const kept_ = tf.slice(store, [1, ...rest.map(() => 0)], [kept - 1, ...rest]);
    store.assign(kept > 1 ? tf.concat([kept_, tf.expandDims(newest, 0)]) : tf.expandDims(newest, 0));
  };

  return {
    state: [features, columns, count],
    recall(turn, now) {
      // Golden-ratio steps visit all ages evenly, however many turns there are.
      const age = Math.floor((((turn + 1) * 0.618034) % 1) * kept);
      const there = tf.greater(count, age);
      const at = (store: tf.Variable, other: tf.Tensor) => {
        const rest = store.shape.slice(1);
        const old = tf.slice(store, [kept - 1 - age, ...rest.map(() => 0)], [1, ...rest]).reshape(rest);
        return tf.where(there, old, other);
      };
      const rows = tf.unstack(at(columns, pack(now)));
      const n = task.z.length;
      return {
        present: at(features, now.present) as tf.Tensor2D,
        batch: {
          ...now.batch,
          z: rows.slice(0, n).map((row, i) => (isDiscrete[i] ? tf.cast(row, 'int32') : row) as tf.Tensor1D),
          known: rows.slice(n, 2 * n) as tf.Tensor1D[],
        },
        weights: now.weights && (rows[2 * n] as tf.Tensor1D),
      };
    },
    remember(now) {
      push(features, now.present);
      push(columns, pack(now));
      count.assign(tf.minimum(tf.add(count, 1), kept));
    },
  };
}
