import type { Random } from '@mimmx/core';

/** A perceptron in float64 on the host, with its own gradient: [rows, inputs] → [rows, outputs]. */
export interface Perceptron {
  readonly inputs: number;
  readonly outputs: number;
  /** All weights and biases, one after the other; training changes them in place. */
  readonly parameters: Float64Array;
  /** Outputs, [rows × outputs]. Kept for {@link Perceptron.backward}. */
  forward(x: Float64Array, rows: number): Float64Array;
  /** Gradient by `parameters` of what has the gradient `dy` by the last outputs. */
  backward(dy: Float64Array): Float64Array;
}

/**
 * Layers with softsign units, x / (1 + |x|): smooth as tanh, and an eighth of its price. The last layer starts at zero,
 * so that training starts from the same prediction for all. Without inputs it is a vector of constants.
 */
export function createPerceptron(
  inputs: number,
  hidden: readonly number[],
  outputs: number,
  random: Random,
): Perceptron {
  const sizes = inputs === 0 ? [0, outputs] : [inputs, ...hidden, outputs];
  const layers = sizes.slice(1).map((to, i) => ({ from: sizes[i]!, to }));
  let total = 0;
  const starts = layers.map(({ from, to }) => {
    const start = total;
    total += (from + 1) * to;
    return start;
  });
  const parameters = new Float64Array(total);
  for (const [i, { from, to }] of layers.entries()) {
    if (i === layers.length - 1) break;
    const limit = Math.sqrt(6 / (from + to));
    for (let k = 0; k < from * to; k++) parameters[starts[i]! + k] = limit * (2 * random.uniform() - 1);
  }
  let kept: { readonly rows: number; readonly x: readonly Float64Array[] } | undefined;

  return {
    inputs,
    outputs,
    parameters,
    forward(x, rows) {
      const states = [x];
      for (const [i, { from, to }] of layers.entries()) {
        const y = affine(states[i]!, rows, parameters, starts[i]!, from, to);
        if (i < layers.length - 1) for (let k = 0; k < y.length; k++) y[k]! /= 1 + Math.abs(y[k]!);
        states.push(y);
      }
      kept = { rows, x: states };
      return states.at(-1)!;
    },
    backward(dy) {
      const { rows, x } = kept!;
      const gradient = new Float64Array(total);
      let above = dy;
      for (let i = layers.length - 1; i >= 0; i--) {
        const { from, to } = layers[i]!;
        const below = x[i]!;
        const next = new Float64Array(i > 0 ? rows * from : 0);
        const start = starts[i]!;
        const biases = start + from * to;
        for (let row = 0; row < rows; row++) {
          for (let o = 0; o < to; o++) gradient[biases + o]! += above[row * to + o]!;
          for (let k = 0; k < from; k++) {
            const value = below[row * from + k]!;
            let sum = 0;
            for (let o = 0; o < to; o++) {
              const g = above[row * to + o]!;
              gradient[start + k * to + o]! += value * g;
              sum += parameters[start + k * to + o]! * g;
            }
            // The slope of softsign from its own value: (1 − |y|)².
            if (i > 0) next[row * from + k] = sum * (1 - Math.abs(value)) ** 2;
          }
        }
        above = next;
      }
      return gradient;
    },
  };
}

function affine(
  x: Float64Array,
  rows: number,
  parameters: Float64Array,
  start: number,
  from: number,
  to: number,
): Float64Array {
  const y = new Float64Array(rows * to);
  const biases = start + from * to;
  for (let row = 0; row < rows; row++) {
    const at = row * to;
    for (let o = 0; o < to; o++) y[at + o] = parameters[biases + o]!;
    for (let k = 0; k < from; k++) {
      const value = x[row * from + k]!;
      const weights = start + k * to;
      for (let o = 0; o < to; o++) y[at + o]! += value * parameters[weights + o]!;
    }
  }
  return y;
}
