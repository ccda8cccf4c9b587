import * as tf from '@mimmx/core/tf';
import type { GuidedGroup } from '../image-model/image-model.ts';
import type { Flow } from './flow.ts';

/** Which of the flow's attributes are given, the same for all rows, [batch, attributes]. */
export const presence = (flow: Pick<Flow, 'names'>, given: readonly string[], batch: number): tf.Tensor2D =>
  tf.tile(tf.tensor2d([flow.names.map((name) => (given.includes(name) ? 1 : 0))]), [batch, 1]);

/**
 * v = v(∅) + Σ_g w_g (v(c_g) − v(∅)), with c_g the parents of group g alone: guidance for each group of attributes
 * (FCFG, 2506.14399). One guidance for all attributes exaggerates those that nobody intervened on, too.
 */
export function guidedVelocity(
  flow: Flow,
  x: tf.Tensor4D,
  t: tf.Tensor1D,
  parents: tf.Tensor2D,
  groups: readonly GuidedGroup[],
): tf.Tensor4D {
  const batch = x.shape[0];
  const at = (names: readonly string[]) => flow.velocity(x, t, parents, presence(flow, names, batch));
  const none = at([]);
  return groups.reduce<tf.Tensor>(
    (sum, { names, weight }) => sum.add(at(names).sub(none).mul(weight)),
    none,
  ) as tf.Tensor4D;
}
