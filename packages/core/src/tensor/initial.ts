import * as tf from '../tf/index.ts';
import type { Random } from './random.ts';

/**
 * A weight matrix, [inputs, outputs] (or [pairs, inputs, outputs]), uniform on ±√(6 / (inputs + outputs))
 * (Glorot & Bengio, 2010, eq. 16). Made outside a compiled function.
 */
export function glorot(random: Random, shape: number[]): tf.Tensor {
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  const limit = Math.sqrt(6 / (inputs + outputs));
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < values.length; i++) values[i] = limit * (2 * random.uniform() - 1);
  return tf.tensor(values, shape);
}
