import { z } from 'zod';

/** Where a search over an option should look: the values to try, or the ends of a range. */
export interface SearchSpace {
  readonly values?: readonly unknown[];
  readonly range?: readonly [low: number, high: number];
  /** Draw uniformly in the logarithm. */
  readonly log?: boolean;
}

/** An option with a default, what it means, and where to search. */
export function option<T extends z.ZodType>(
  type: T,
  fallback: z.output<T>,
  description: string,
  search?: SearchSpace,
): z.ZodDefault<T> {
  return type.default(fallback as never).meta({ description, ...(search && { search }) });
}

const width = z.int().min(1).max(65_536);

/** Options of a perceptron. */
export const networkOptions = {
  hidden: option(z.array(width).min(1), [64, 64], 'Widths of the hidden layers.', {
    values: [[64], [32, 32], [64, 64], [256, 256]],
  }),
  activation: option(z.enum(['relu', 'elu', 'tanh']), 'elu', 'Between the layers.', {
    values: ['relu', 'elu', 'tanh'],
  }),
};

/** Options of every bound with a critic. */
export const criticOptions = {
  critic: option(
    z.enum(['separable', 'concatenated', 'bilinear']),
    'concatenated',
    'Form of T(x, y): f(x)ᵀg(y), a perceptron on [x, y], or xᵀWy.',
    { values: ['separable', 'concatenated', 'bilinear'] },
  ),
  ...networkOptions,
  embedding: option(width, 16, 'Width of the two embeddings of the separable critic.', {
    values: [8, 16, 32, 64],
  }),
  marginals: option(
    z.enum(['all-pairs', 'permuted']),
    'permuted',
    'Pairs that stand for the product of the marginals: every x with every other y, or with a few in random order. With a discrete y all pairs are counted exactly either way.',
    { values: ['all-pairs', 'permuted'] },
  ),
  permutations: option(z.int().min(1), 4, 'Number of random partners of each x, if permuted.', {
    values: [1, 4, 16],
  }),
  blockRows: option(
    z.int().min(0),
    0,
    'All pairs are formed so many rows at a time, also in the gradient, which bounds the memory to blockRows × batch scores; 0 for all at once.',
  ),
};

export type NetworkOptions = z.output<z.ZodObject<typeof networkOptions>>;
export type CriticOptions = z.output<z.ZodObject<typeof criticOptions>>;

/** The search space of each option of a definition that has one, by name. */
export function searchSpace(options: z.ZodObject): Readonly<Record<string, SearchSpace>> {
  const found: Record<string, SearchSpace> = {};
  for (const [name, type] of Object.entries(options.shape)) {
    const search = (type as z.ZodType).meta()?.search;
    if (search) found[name] = search as SearchSpace;
  }
  return found;
}
