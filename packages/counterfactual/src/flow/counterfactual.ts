import * as tf from '@mimmx/core/tf';
import type { GuidedGroup } from '../image-model/image-model.ts';
import type { Flow } from './flow.ts';
import { guidedVelocity, presence } from './guidance.ts';

export interface FlowCounterfactual {
  /** Euler steps each way. */
  readonly steps?: number;
  /** Groups of attributes and their weights on the way back; all attributes at once with weight 1 if absent. */
  readonly groups?: readonly GuidedGroup[];
  /**
   * Share of what the way there and back under the factual parents misses that is put back, so that with 1 a null
   * intervention without guidance is the identity (ours, as the pixel noise of the VAEs).
   */
  readonly residual?: number;
}

type Field = (x: tf.Tensor4D, t: tf.Tensor1D) => tf.Tensor4D;

/** Along the field from one time to another in equal Euler steps. */
export function integrate(field: Field, x: tf.Tensor4D, from: 0 | 1, steps: number): tf.Tensor4D {
  const step = (from === 0 ? 1 : -1) / steps;
  let y = x;
  for (let k = 0; k < steps; k++) {
    const t = tf.fill([x.shape[0]], from + k * step) as tf.Tensor1D;
    y = y.add(field(y, t).mul(step)) as tf.Tensor4D;
  }
  return y;
}

/**
 * Counterfactual images by a flow: back to the noise under the factual parents, and forth under the others. With noise
 * and images coupled by optimal transport the paths are nearly straight, and two to four steps suffice (OT-flow
 * counterfactuals, 2510.08294). Static; images on −1 to 1.
 */
export function flowCounterfactual(
  flow: Flow,
  x: tf.Tensor4D,
  parents: tf.Tensor2D,
  changed: tf.Tensor2D,
  { steps = 4, groups, residual = 0 }: FlowCounterfactual = {},
): tf.Tensor4D {
  const all = presence(flow, flow.names, x.shape[0]);
  const under =
    (pa: tf.Tensor2D): Field =>
    (y, t) =>
      flow.velocity(y, t, pa, all);
  const noise = integrate(under(parents), x, 1, steps);
  const guided: Field = groups ? (y, t) => guidedVelocity(flow, y, t, changed, groups) : under(changed);
  const there = integrate(guided, noise, 0, steps);
  if (residual === 0) return tf.clipByValue(there, -1, 1);
  const missed = x.sub(integrate(under(parents), noise, 0, steps)).mul(residual);
  return tf.clipByValue(there.add(missed), -1, 1);
}
