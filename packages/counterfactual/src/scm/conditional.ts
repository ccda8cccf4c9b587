import type { Random } from '@mimmx/core';
import { option, options } from '@mimmx/core';
import { z } from 'zod';
import type { Attribute, Attributes } from './attributes.ts';
import { descend, type OutputGradient } from './descend.ts';
import { createParentInputs } from './parent-inputs.ts';
import { createPerceptron } from './perceptron.ts';

/** Options that all trained mechanisms share. */
export const trainingOptions = {
  hidden: option(z.array(z.int().positive()), {
    default: [32, 32],
    description: 'Units of the hidden layers.',
  }),
  steps: option(z.int().positive(), { default: 400, description: 'Minibatch updates.' }),
  batch: option(z.int().positive(), { default: 128, description: 'Rows of one update.' }),
  learningRate: option(z.number().positive(), { default: 0.01, description: 'At the start.' }),
  weightDecay: option(z.number().nonnegative(), {
    default: 0,
    description: 'Decoupled weight decay (AdamW).',
  }),
};

const schema = options(trainingOptions);
export type TrainingOptions = z.output<typeof schema>;

/** Numbers that depend on the parents through a small network. */
export interface Conditional {
  /** [rows × outputs] */
  outputs(parents: Attributes, rows: number): Float64Array;
  fit(parents: Attributes, rows: number, gradient: OutputGradient): void;
  readonly state: Readonly<Record<'weights' | 'parents', Float64Array>>;
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

/** A perceptron on the encoded parents; without parents, constants. */
export function createConditional(
  parents: readonly Attribute[],
  outputs: number,
  { hidden, steps, batch, learningRate, weightDecay }: TrainingOptions,
  random: Random,
): Conditional {
  const inputs = createParentInputs(parents);
  const network = createPerceptron(inputs.width, hidden, outputs, random);
  return {
    outputs: (columns, rows) => network.forward(inputs.encode(columns, rows), rows),
    fit(columns, rows, gradient) {
      inputs.fit(columns);
      const x = inputs.encode(columns, rows);
      descend(network, x, rows, gradient, { steps, batch, learningRate, weightDecay, random });
    },
    state: { weights: network.parameters, parents: inputs.state },
    restore(state) {
      network.parameters.set(state.weights!);
      inputs.restore(state.parents!);
    },
  };
}

/** Into [low, high], the identity between: low + softplus(v − low) − softplus(v − high). With its slope. */
export function softClamp(value: number, low: number, high: number): { value: number; slope: number } {
  const up = 1 / (1 + Math.exp(low - value));
  const down = 1 / (1 + Math.exp(high - value));
  return { value: low + softplus(value - low) - softplus(value - high), slope: up - down };
}

/** ln(1 + exp(v)), for any v. */
export const softplus = (value: number): number =>
  Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
