import type { EstimatorContext } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import type { Lead } from '../networks/index.ts';
import type { NetworkOptions } from '../options.ts';

/** A density q(y | x) whose parameters a network makes from x. `P` is what those parameters are. */
export interface Conditional<P> {
  readonly variables: readonly tf.Variable[];
  /** Parameters of q(· | xᵢ) for each row; x as it came: [...lead, batch, dx], or classes [...lead, batch]. */
  parameters(x: tf.Tensor): P;
  /** log q(yᵢ | xᵢ) in nats, [...lead, batch]; y as it came. */
  logDensity(parameters: P, y: tf.Tensor): tf.Tensor;
  /** log q(yᵢ | xⱼ) in nats, [...lead, i, j]. */
  logTable(parameters: P, y: tf.Tensor): tf.Tensor;
}

export interface ConditionalShape {
  readonly context: EstimatorContext;
  readonly options: NetworkOptions;
  readonly lead: Lead;
}
