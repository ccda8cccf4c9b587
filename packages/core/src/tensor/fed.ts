import * as tf from '../tf/index.ts';
import type { Random } from './random.ts';

type Produce = () => Float32Array | Int32Array;

/**
 * A TensorFlow.js backend that compiles may have this method: called while a function is traced, it makes an input
 * of the compiled function that is produced anew at each call.
 */
export interface HostFed {
  hostInput(produce: Produce, shape: number[], dtype: 'float32' | 'int32'): tf.Tensor | null;
}

/** Uniform on [0, 1), float32; drawn anew at each call of a compiled function. */
export const uniformTensor = (random: Random, shape: number[]): tf.Tensor =>
  fed(() => fill(shape, () => random.uniform()), shape, 'float32');

/**
 * Standard normal, float32; drawn anew at each call of a compiled function.
 *
 * @example
 * const noise = normalTensor(random, [128, 16]);
 */
export const normalTensor = (random: Random, shape: number[]): tf.Tensor =>
  fed(() => fill(shape, () => random.normal()), shape, 'float32');

/** Beta(a, b), float32; drawn anew at each call of a compiled function. */
export const betaTensor = (random: Random, a: number, b: number, shape: number[]): tf.Tensor =>
  fed(() => fill(shape, () => random.beta(a, b)), shape, 'float32');

/** A random order of 0 … n − 1, [n] int32; drawn anew at each call of a compiled function. */
export const permutationTensor = (random: Random, n: number): tf.Tensor1D =>
  fed(() => random.permutation(n), [n], 'int32') as tf.Tensor1D;

function fed(produce: Produce, shape: number[], dtype: 'float32' | 'int32'): tf.Tensor {
  const backend = tf.backend() as unknown as Partial<HostFed>;
  return backend.hostInput?.(produce, shape, dtype) ?? tf.tensor(produce(), shape, dtype);
}

const fill = (shape: readonly number[], draw: () => number): Float32Array => {
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return values;
};
