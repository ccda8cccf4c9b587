import * as tf from '@mimmx/core/tf';
import { constantVariable, type Lead } from '../networks/index.ts';
import { logAddExp } from '../tensor/index.ts';

/** Moving average of exp(a) for a that comes in logarithms. Corrected for its start at nothing, as in Adam. */
export interface LogMovingAverage {
  readonly state: readonly tf.Variable[];
  /** log of the average as it would be after `value`; changes nothing. */
  peek(value: tf.Tensor): tf.Tensor;
  /** The same, and keeps it. */
  update(value: tf.Tensor): tf.Tensor;
}

/** @param rate share of the newest value, in (0, 1] */
export function logMovingAverage(lead: Lead, rate: number): LogMovingAverage {
  const average = constantVariable(lead, [], 0, false);
  // Sum of the shares given so far: 1 − (1 − rate)^updates.
  const mass = constantVariable(lead, [], 0, false);
  const next = (value: tf.Tensor) => {
    const kept = tf.mul(mass, 1 - rate);
    const total = tf.add(kept, rate);
    const old = tf.add(average, tf.log(tf.maximum(kept, 1e-37)));
    return { total, log: tf.sub(logAddExp(old, tf.add(value, Math.log(rate))), tf.log(total)) };
  };
  return {
    state: [average, mass],
    peek: (value) => next(value).log,
    update(value) {
      const { total, log } = next(value);
      average.assign(log as tf.Tensor<never>);
      mass.assign(total as tf.Tensor<never>);
      return log;
    },
  };
}
