import type * as tf from '../tf/index.ts';

/**
 * How the rows of a batch are drawn.
 * - `uniform`: every training image equally often.
 * - `stratified`: as many images of each class of y.
 * - `group-balanced`: as many images of each group (combination of y and the z that make cells).
 * - `overlap`: each combination of the z that make cells as often in every class of y, and the more often the better it is
 *   known in all of them (overlap weights, Li, Morgan & Zaslavsky, JASA 2018).
 *
 * In all but the first the batch is y-major: the first `batch / classes` rows have y = 0, the next y = 1, and so on,
 * so that an expectation within y is a slice. Of a continuous y or z its bins take the place of classes; a z without
 * bins makes no cells.
 */
export type Sampling = 'uniform' | 'stratified' | 'group-balanced' | 'overlap';

/** One batch on the device. All tensors have the same first dimension. */
export type Batch = {
  /** Images, [batch, height, width, channels] or [batch, depth, height, width, channels], float32. */
  readonly x: tf.Tensor;
  /** The primary task, [batch]: int32 classes, or the standardised value (float32) if it is continuous. */
  readonly y: tf.Tensor1D;
  /** Each confounder, [batch]: int32 codes if categorical, standardised float32 if continuous, 0 where missing. */
  readonly z: readonly tf.Tensor1D[];
  /** 1 where the confounder is known and 0 where it is missing, [batch] float32 for each confounder. */
  readonly known: readonly tf.Tensor1D[];
  /** Place of each row in its set, 0 … rows − 1, [batch] int32: the key to whatever a method keeps for each row. */
  readonly rows: tf.Tensor1D;
  /** Group (combination of y and the z that make cells) of each row, [batch] int32; −1 where one of them is missing. */
  readonly group: tf.Tensor1D;
};

/** Draws batches. The caller of `next` disposes of the batch with `disposeBatch`. */
export interface BatchSource {
  readonly batchSize: number;
  /** `weighted` where rows are drawn by weights of their own. */
  readonly sampling: Sampling | 'weighted';
  next(): Promise<Batch>;
  /**
   * Draws rows from now on in proportion to these weights, [rows] ≥ 0; for sources that were asked for by weights.
   *
   * @throws E_WEIGHTS if none is positive, one is not finite, or there are not as many as rows
   */
  reweigh(weights: Float32Array): void;
}

/** Frees the tensors of a batch. */
export function disposeBatch({ x, y, z, known, rows, group }: Batch): void {
  for (const tensor of [x, y, ...z, ...known, rows, group]) tensor.dispose();
}
