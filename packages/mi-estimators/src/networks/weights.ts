import type { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * Sizes that go before every other: `[]` for one estimator, `[pairs]` for as many estimators of the same form,
 * whose weights lie stacked in the same variables so that one matrix product serves them all.
 */
export type Lead = readonly [] | readonly [pairs: number];

/** A variable drawn from N(0, sd²), [...lead, ...shape]. Not disposed of by an enclosing `tf.tidy`. */
export function normalVariable(
  lead: Lead,
  shape: readonly number[],
  sd: number,
  random: Random,
): tf.Variable {
  const full = [...lead, ...shape];
  const values = new Float32Array(full.reduce((a, b) => a * b, 1));
  for (let i = 0; i < values.length; i++) values[i] = sd * random.normal();
  return tf.tidy(() => tf.variable(tf.tensor(values, full)));
}

/** A variable of one value, [...lead, ...shape]. */
export function constantVariable(
  lead: Lead,
  shape: readonly number[],
  value: number,
  trainable = true,
): tf.Variable {
  return tf.tidy(() => tf.variable(tf.fill([...lead, ...shape], value), trainable));
}
