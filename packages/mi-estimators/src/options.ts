import { option, space } from '@mimmx/core';
import { z } from 'zod';

const width = z.int().min(1).max(65_536);

/** Options of a perceptron. */
export const networkOptions = {
  hidden: option(z.array(width).min(1), {
    default: [64, 64],
    description: 'Widths of the hidden layers.',
    space: space.choice([64], [32, 32], [64, 64], [256, 256]),
  }),
  activation: option(z.enum(['relu', 'elu', 'tanh']), {
    default: 'elu',
    description: 'Between the layers.',
    space: space.choice('relu', 'elu', 'tanh'),
  }),
};

/** Options of every bound with a critic. */
export const criticOptions = {
  critic: option(z.enum(['separable', 'concatenated', 'bilinear']), {
    default: 'concatenated',
    description: 'Form of T(x, y): f(x)ᵀg(y), a perceptron on [x, y], or xᵀWy.',
    space: space.choice('separable', 'concatenated', 'bilinear'),
  }),
  ...networkOptions,
  embedding: option(width, {
    default: 16,
    description: 'Width of the two embeddings of the separable critic.',
    space: space.choice(8, 16, 32, 64),
  }),
  marginals: option(z.enum(['all-pairs', 'permuted']), {
    default: 'permuted',
    description:
      'Pairs that stand for the product of the marginals: every x with every other y, or with a few in random order. With a discrete y all pairs are counted exactly either way.',
    space: space.choice('all-pairs', 'permuted'),
  }),
  permutations: option(z.int().min(1), {
    default: 4,
    description: 'Number of random partners of each x, if permuted.',
    space: space.choice(1, 4, 16),
  }),
  blockRows: option(z.int().min(0), {
    default: 0,
    description:
      'All pairs are formed so many rows at a time, also in the gradient, which bounds the memory to blockRows × batch scores; 0 for all at once.',
  }),
};

export type NetworkInput = z.input<z.ZodObject<typeof networkOptions>>;
export type CriticInput = z.input<z.ZodObject<typeof criticOptions>>;
export type NetworkOptions = z.output<z.ZodObject<typeof networkOptions>>;
export type CriticOptions = z.output<z.ZodObject<typeof criticOptions>>;
