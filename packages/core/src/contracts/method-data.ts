import type { Batch, BatchSource, Sampling } from './batch.ts';

/** A set of labelled rows that a method may learn from. */
export interface TrainingSet {
  readonly name: string;
  /** Row of the data set's table of each sample; its length is the number of samples. */
  readonly rows: Int32Array;
  /** Class of the primary task, or its bin if it is continuous. */
  readonly y: Int32Array;
  /** Each confounder: codes (−1 missing), or numbers in their own unit (NaN missing). */
  readonly z: readonly (Int32Array | Float32Array)[];
  /** Group of each sample (combination of y and the z that make cells), −1 where one of them is missing. */
  readonly group: Int32Array;
  readonly groups: { readonly count: number };
}

/**
 * - `train`: the confounded training set.
 * - `validation`: like it, of other patients; there if `data.split.validation` is set.
 * - `balanced`: from the training patients, with y and the confounders independent.
 */
export type SetRole = 'train' | 'validation' | 'balanced';

/** How a source draws: by a named sampling, or rows in proportion to weights, [rows]. */
export type Draw = Sampling | Float32Array;

/**
 * The data of a run as a method sees it. Sets are drawn when they are first asked for. Every source must be asked for
 * while the method is made, in the same order each time: its place is saved with the checkpoint.
 */
export interface MethodData {
  /** @throws E_NEED if the run has no such set */
  set(role: SetRole): TrainingSet;
  /**
   * The training set in two parts that share no patient.
   *
   * @param fraction of the patients that are held out
   */
  holdOut(fraction: number): { readonly train: TrainingSet; readonly heldOut: TrainingSet };
  /** Endless batches of a set. `batchSize` is the run's if absent. @throws E_BATCH_SIZE, E_EMPTY_CELL, E_WEIGHTS */
  batches(set: TrainingSet, draw: Draw, settings?: { readonly batchSize?: number }): BatchSource;
  /**
   * Every row of a set once, in order, in batches of one size: the last is filled up with its last row. The caller
   * disposes of each.
   */
  pass(set: TrainingSet, batchSize?: number): AsyncIterable<Batch>;
}
