import type { Random } from '@mimmx/core';
import type { Perceptron } from './perceptron.ts';

export interface DescentSettings {
  readonly steps: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly random: Random;
  /** Decoupled weight decay. */
  readonly weightDecay?: number;
}

/** Writes the gradient of the summed loss of the batch's rows by the outputs into `dy`. */
export type OutputGradient = (outputs: Float64Array, rows: Int32Array, dy: Float64Array) => void;

/** Adam (Kingma & Ba, 2015) on minibatches in float64, its rate falling along half a cosine. */
export function descend(
  network: Perceptron,
  x: Float64Array,
  count: number,
  gradientOf: OutputGradient,
  { steps, batch, learningRate, random, weightDecay = 0 }: DescentSettings,
): void {
  const { parameters, inputs, outputs } = network;
  const size = Math.min(batch, count);
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  const block = new Float64Array(size * inputs);
  const rows = new Int32Array(size);
  let order = random.permutation(count);
  let next = 0;
  for (let step = 1; step <= steps; step++) {
    for (let i = 0; i < size; i++) {
      if (next === count) {
        order = random.shuffle(order);
        next = 0;
      }
      rows[i] = order[next++]!;
      for (let k = 0; k < inputs; k++) block[i * inputs + k] = x[rows[i]! * inputs + k]!;
    }
    const dy = new Float64Array(size * outputs);
    gradientOf(network.forward(block, size), rows, dy);
    const gradient = network.backward(dy);
    const rate = (learningRate / 2) * (1 + Math.cos((Math.PI * (step - 1)) / steps));
    const [c1, c2] = [1 - 0.9 ** step, 1 - 0.99 ** step];
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]! / size;
      first[i] = 0.9 * first[i]! + 0.1 * g;
      second[i] = 0.99 * second[i]! + 0.01 * g * g;
      const change = first[i]! / c1 / (Math.sqrt(second[i]! / c2) + 1e-8);
      parameters[i]! -= rate * (change + weightDecay * parameters[i]!);
    }
  }
}
