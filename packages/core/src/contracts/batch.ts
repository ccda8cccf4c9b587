import type * as tf from '@tensorflow/tfjs';

/**
 * How the rows of a batch are drawn.
 * - `uniform`: every training image equally often.
 * - `stratified`: as many images of each class of y.
 * - `group-balanced`: as many images of each group (combination of y and the categorical z).
 * - `overlap`: each combination of the categorical z as often in every class of y, and the more often the better it is
 *   known in all of them (overlap weights, Li, Morgan & Zaslavsky, JASA 2018).
 *
 * In all but the first the batch is y-major: the first `batch / classes` rows have y = 0, the next y = 1, and so on,
 * so that an expectation within y is a slice.
 */
export type Sampling = 'uniform' | 'stratified' | 'group-balanced' | 'overlap';

/** One batch on the device. All tensors have the same first dimension. */
export interface Batch {
  /** Images, [batch, height, width, channels] or [batch, depth, height, width, channels], float32. */
  readonly x: tf.Tensor;
  /** Class of the primary task, [batch] int32. */
  readonly y: tf.Tensor1D;
  /** Each confounder, [batch]: int32 codes if categorical, standardised float32 if continuous, 0 where missing. */
  readonly z: readonly tf.Tensor1D[];
  /** 1 where the confounder is known and 0 where it is missing, [batch] float32 for each confounder. */
  readonly known: readonly tf.Tensor1D[];
}

/** Draws batches. The caller of `next` disposes of the batch with `disposeBatch`. */
export interface BatchSource {
  readonly batchSize: number;
  readonly sampling: Sampling;
  next(): Promise<Batch>;
}

/** Frees the tensors of a batch. */
export function disposeBatch(batch: Batch): void {
  for (const tensor of [batch.x, batch.y, ...batch.z, ...batch.known]) tensor.dispose();
}
