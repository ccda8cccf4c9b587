import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Random } from '../tensor/random.ts';
import type * as tf from '../tf/index.ts';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';

/** Names and options of the estimators. Packages add theirs: `interface EstimatorOptions { mine: MineOptions }`. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface EstimatorOptions {}

/** Form of one side of a pair: real vectors of a width, or classes. */
export type VariableForm =
  | { readonly kind: 'continuous'; readonly width: number }
  | { readonly kind: 'discrete'; readonly classes: number };

/** What an estimator is made for. */
export interface EstimatorContext {
  readonly x: VariableForm;
  readonly y: VariableForm;
  /** Source of every random number the estimator uses: initial weights now, permutations at each call. */
  readonly random: Random;
  /** Rows of each call, where they are known: an estimator that needs more says so when it is made. */
  readonly rows?: number;
}

/**
 * An estimator whose value is a tensor expression, so that a compiled training step can contain it.
 * x: [batch, dx] float32 (or [batch] int32 if discrete); y likewise. Values are in nats, except for dependence
 * measures, which say so.
 */
export interface TensorEstimator {
  readonly form: 'tensor';
  /** Trained by `loss`. Empty for closed forms. */
  readonly variables: readonly tf.Variable[];
  /** Other variables to be saved with a checkpoint (moving averages). */
  readonly state: readonly tf.Variable[];
  /**
   * What the estimator's own optimiser minimises over `variables`, a scalar.
   * x and y must come detached: no gradient may be asked for them here.
   *
   * @param weights [batch] ≥ 0, importance of each pair under the wanted distribution; uniform if absent.
   */
  loss(x: tf.Tensor, y: tf.Tensor, weights?: tf.Tensor1D): tf.Scalar;
  /**
   * The present estimate, a scalar; differentiable in x and y where the definition says so.
   * It changes no variable.
   */
  estimate(x: tf.Tensor, y: tf.Tensor, weights?: tf.Tensor1D): tf.Scalar;
}

/** Row-major samples of one variable: [rows, columns], or classes if `classes` is given (columns = 1). */
export interface Samples {
  readonly values: Float32Array | Float64Array | Int32Array;
  readonly rows: number;
  readonly columns: number;
  readonly classes?: number;
}

/** An estimator that needs all samples at once, outside the tensor engine (nearest neighbours, histograms). */
export interface SampleEstimator {
  readonly form: 'sample';
  /** Estimate in nats. */
  measure(x: Samples, y: Samples): number;
}

export type Estimator = TensorEstimator | SampleEstimator;

/** Whether the expected value of the converged estimate lies below, above or on no known side of the truth. */
export type Bound = 'lower' | 'upper' | 'none';

export interface EstimatorDefinition<Name extends string = string, Options = unknown>
  extends Definition<'estimator', Name, EstimatorContext, Options, Estimator> {
  readonly bound: Bound;
  /** Which sides may be classes and which may be real vectors. */
  readonly accepts: {
    readonly x: readonly VariableForm['kind'][];
    readonly y: readonly VariableForm['kind'][];
  };
  /** Whether `estimate` has a gradient with respect to x. */
  readonly differentiable: boolean;
  /** `nats` for mutual information, `index` for dependence measures on a scale of their own. */
  readonly unit: 'nats' | 'index';
}

/** Declares an estimator plugin. Returns a plain value; nothing is registered. */
export function defineEstimator<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<EstimatorDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): EstimatorDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'estimator', contract: CONTRACTS.estimator, ...draft };
}
