import type { Batch, Factor, Task, TrainingSet } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * The columns of a linear model of features: 1, the classes of y but the first, and each confounder (its classes but the
 * first, or its standardised value), centred, with 0 where its label is missing.
 */
export interface Metadata {
  /** Columns of 1 and y, which stay in the features. */
  readonly kept: number;
  /** Columns of the confounders, which are taken out. */
  readonly removed: number;
  /** (XᵀX / rows)⁻¹ over the training set, row-major. */
  readonly inverse: Float64Array;
  /** Columns of 1 and y of a batch, [batch, kept]. */
  keep(batch: Pick<Batch, 'y'>): tf.Tensor2D;
  /** Columns of the confounders, [batch, removed]. */
  remove(batch: Pick<Batch, 'z' | 'known'>): tf.Tensor2D;
}

/** Share of the mean square of a column that is added to the diagonal, so that constant columns do no harm. */
const RIDGE = 1e-6;

const widthOf = (factor: Factor): number => (factor.kind === 'categorical' ? factor.classes - 1 : 1);

/** @param classes of y */
export function createMetadata(set: TrainingSet, task: Task, classes: number): Metadata {
  const raw = task.z.map((factor, i) => columnsOf(factor, set.z[i]!));
  const means = raw.map((columns) =>
    columns.map((column) => {
      const known = column.filter((value) => !Number.isNaN(value));
      return known.reduce((a, b) => a + b, 0) / Math.max(known.length, 1);
    }),
  );
  const columns = [
    Float64Array.from(set.y, () => 1),
    ...Array.from({ length: classes - 1 }, (_, c) => Float64Array.from(set.y, (y) => (y === c + 1 ? 1 : 0))),
    ...raw.flatMap((own, i) =>
      own.map((column, k) => column.map((value) => (Number.isNaN(value) ? 0 : value - means[i]![k]!))),
    ),
  ];
  return {
    kept: classes,
    removed: columns.length - classes,
    inverse: invert(momentsOf(columns), columns.length),
    keep({ y }) {
      const oneHot = tf.oneHot(y, classes, 1, 0, 'float32') as tf.Tensor2D;
      return tf.concat(
        [tf.onesLike(tf.slice(oneHot, [0, 0], [-1, 1])), tf.slice(oneHot, [0, 1], [-1, -1])],
        1,
      );
    },
    remove: ({ z, known }) =>
      tf.concat(
        task.z.map((factor, i) => {
          const values =
            factor.kind === 'categorical'
              ? tf.slice(tf.oneHot(z[i]!, factor.classes, 1, 0, 'float32') as tf.Tensor2D, [0, 1], [-1, -1])
              : tf.expandDims(z[i]!, 1);
          return tf.mul(tf.sub(values, tf.tensor1d(means[i]!)), tf.expandDims(known[i]!, 1)) as tf.Tensor2D;
        }),
        1,
      ),
  };
}

/** A confounder's columns, NaN where it is missing. */
function columnsOf(factor: Factor, values: Int32Array | Float32Array): Float64Array[] {
  if (factor.kind === 'continuous')
    return [Float64Array.from(values, (value) => (value - factor.mean) / factor.sd)];
  return Array.from({ length: widthOf(factor) }, (_, c) =>
    Float64Array.from(values, (code) => (code < 0 ? Number.NaN : code === c + 1 ? 1 : 0)),
  );
}

/** XᵀX / rows with a ridge. */
function momentsOf(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length;
  const moments = new Float64Array(p * p);
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < p; b++) {
      let sum = 0;
      for (const [row, value] of columns[a]!.entries()) sum += value * columns[b]![row]!;
      moments[a * p + b] = sum / columns[a]!.length + (a === b ? RIDGE : 0);
    }
  }
  return moments;
}

/** Inverse of a positive definite matrix (Gauss and Jordan). */
function invert(matrix: Float64Array, p: number): Float64Array {
  const left = Float64Array.from(matrix);
  const right = Float64Array.from({ length: p * p }, (_, i) => (i % (p + 1) === 0 ? 1 : 0));
  for (let k = 0; k < p; k++) {
    const pivot = left[k * p + k]!;
    for (let j = 0; j < p; j++) {
      left[k * p + j]! /= pivot;
      right[k * p + j]! /= pivot;
    }
    for (let i = 0; i < p; i++) {
      const factor = left[i * p + k]!;
      if (i === k || factor === 0) continue;
      for (let j = 0; j < p; j++) {
        left[i * p + j]! -= factor * left[k * p + j]!;
        right[i * p + j]! -= factor * right[k * p + j]!;
      }
    }
  }
  return right;
}
