import type * as tf from '../../tf/index.ts';
import type { Slices } from '../slices.ts';
import { createMultiplier } from './multiplier.ts';
import { createRate } from './rate.ts';
import type { MimmxSettings } from './settings.ts';
import type { Strata } from './strata.ts';

/** The rate of f_y's channel as a part of the objective. */
export interface RateTerm {
  readonly state: readonly tf.Variable[];
  /** m·R, and R and m to log; differentiable in `encoded`, [batch, slices]. */
  value(encoded: tf.Tensor2D): { value: tf.Scalar; log: Readonly<Record<string, tf.Scalar>> };
}

/** Holds the rate given y below its bound; null where f_y passes no channel or no bound is asked for. */
export function createRateTerm(settings: MimmxSettings, slices: Slices, strata: Strata): RateTerm | null {
  const { bottleneck, rate: asked } = settings;
  if (bottleneck.kind !== 'channel' || !asked) return null;
  const rate = createRate(slices.widths[0]!, bottleneck.sd, strata);
  // The rate is a closed form of moving moments already, and in nats like the losses: no balancer comes between.
  const multiplier = createMultiplier({
    bound: asked.nats,
    rate: asked.rate,
    damping: asked.damping,
    limit: asked.limit,
    start: 0,
    memory: 0,
  });
  return {
    state: [...rate.state, ...multiplier.state],
    value(encoded) {
      const nats = rate.value(slices.take(encoded, 0));
      const { weight } = multiplier.weigh(nats);
      return {
        value: nats.mul(weight) as tf.Scalar,
        log: { 'rate.value': nats, 'rate.multiplier': weight },
      };
    },
  };
}
