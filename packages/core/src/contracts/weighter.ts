import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Random } from '../tensor/random.ts';
import type * as tf from '../tf/index.ts';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';

/** Names and options of the weighters, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface WeighterOptions {}

export interface WeighterContext {
  /** Number of confounders N. */
  readonly confounders: number;
  /** Width of f_y. */
  readonly primaryWidth: number;
  /** Width of each f_zi. */
  readonly confounderWidths: readonly number[];
  readonly random: Random;
}

/** Decides how much each confounder counts in the MI term. */
export interface Weighter {
  readonly variables: readonly tf.Variable[];
  /** Who trains `variables`: together with the estimators (ascent), with the encoder (descent), or nobody. */
  readonly player: 'estimator' | 'encoder' | 'nobody';
  /** True if `weights` needs the present MI of every confounder, which then costs an estimator for each. */
  readonly needsMi: boolean;
  /**
   * Weights [N], each ≥ 0, summing to 1.
   *
   * @param primary f_y, [batch, primaryWidth]
   * @param confounders f_z1 … f_zN, each [batch, width]
   * @param mi current MI of f_y with each confounder in nats, [N]; detached
   */
  weights(primary: tf.Tensor2D, confounders: readonly tf.Tensor2D[], mi?: tf.Tensor1D): tf.Tensor1D;
  /**
   * Width of what one estimator sees in place of the N confounders' features; absent if every confounder keeps
   * its own estimator and the weights multiply the N terms.
   */
  readonly summaryWidth?: number;
  /** The summary, [batch, summaryWidth]; present exactly if `summaryWidth` is. */
  summarize?(confounders: readonly tf.Tensor2D[], weights: tf.Tensor1D): tf.Tensor2D;
}

export interface WeighterDefinition<Name extends string = string, Options = unknown>
  extends Definition<'weighter', Name, WeighterContext, Options, Weighter> {}

/** Declares a weighter plugin. */
export function defineWeighter<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<WeighterDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): WeighterDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'weighter', contract: CONTRACTS.weighter, ...draft };
}
