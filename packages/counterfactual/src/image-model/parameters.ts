import type { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** Makes the variables of a network, each with a name that says where it stands. */
export interface Parameters {
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** Normal weights with the variance 2 · gain² / inputs (He et al., 2015). The last axis is that of the outputs. */
  weight(name: string, shape: number[], gain?: number): tf.Variable;
  constant(name: string, shape: number[], value?: number): tf.Variable;
  /** Weights of a convolution whose output is unfolded 2 × 2: the four kernels of a block start equal. */
  unfolding(name: string, shape: number[], channels: number): tf.Variable;
}

export function createParameters(random: Random): Parameters {
  const variables: Record<string, tf.Variable> = {};
  const add = (name: string, values: Float32Array, shape: number[]): tf.Variable => {
    if (variables[name]) throw new Error(`The network has two variables "${name}".`);
    variables[name] = tf.tidy(() => tf.variable(tf.tensor(values, shape)));
    return variables[name];
  };
  const normal = (shape: readonly number[], gain: number): Float32Array => {
    const inputs = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const sd = gain * Math.sqrt(2 / inputs);
    return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => sd * random.normal());
  };
  return {
    variables,
    weight: (name, shape, gain = 1) => add(name, normal(shape, gain), shape),
    constant: (name, shape, value = 0) =>
      add(name, new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape),
    unfolding(name, shape, channels) {
      const inputs = shape.reduce((a, b) => a * b, 1);
      const one = normal([...shape, channels], 1);
      const values = new Float32Array(inputs * 4 * channels);
      for (let i = 0; i < inputs; i++)
        for (let copy = 0; copy < 4; copy++)
          values.set(one.subarray(i * channels, (i + 1) * channels), (i * 4 + copy) * channels);
      return add(name, values, [...shape, 4 * channels]);
    },
  };
}
