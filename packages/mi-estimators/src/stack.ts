import type { EstimatorContext, EstimatorDefinition, TensorEstimator } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import type { Lead } from './networks/index.ts';

/**
 * An estimator for a stack of pairs of variables of the same form, whose weights and arithmetic are stacked too:
 * x is [pairs, batch, dx] where a single estimator has [batch, dx], and a value is [pairs] instead of a scalar.
 */
export interface StackedEstimator {
  readonly variables: readonly tf.Variable[];
  readonly state: readonly tf.Variable[];
  loss(x: tf.Tensor, y: tf.Tensor, weights?: tf.Tensor): tf.Tensor;
  estimate(x: tf.Tensor, y: tf.Tensor, weights?: tf.Tensor): tf.Tensor;
}

/** A definition whose estimators can also be made in stacks, to be trained in one step. */
export interface StackableDefinition<Name extends string = string, Options = unknown>
  extends EstimatorDefinition<Name, Options> {
  /** As `create`, for so many pairs of variables at once; `[]` for a single pair. */
  stack(context: EstimatorContext, options: Options, lead: Lead): StackedEstimator;
}

/** The contract's form of a stack without a leading dimension. */
export const single = (stack: StackedEstimator): TensorEstimator => ({
  form: 'tensor',
  variables: stack.variables,
  state: stack.state,
  loss: (x, y, weights) => stack.loss(x, y, weights) as tf.Scalar,
  estimate: (x, y, weights) => stack.estimate(x, y, weights) as tf.Scalar,
});

/** Whether estimators of that definition can be stacked. */
export const isStackable = (definition: EstimatorDefinition): definition is StackableDefinition =>
  'stack' in definition && typeof definition.stack === 'function';
