import { groupsOf, type Labels, pixels } from './ten-rows.ts';

/** Weights by name, as flat numbers with their shape. */
export type Weights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
>;

/** What a reference computes a loss from: plain numbers in double precision. */
export interface Given {
  readonly weights: Weights;
  readonly y: readonly number[];
  readonly classes: number;
  /** Values of each confounder, −1 where missing. */
  readonly z: readonly (readonly number[])[];
  readonly sizes: readonly number[];
  readonly group: readonly number[];
  readonly x: readonly (readonly number[])[];
  readonly features: readonly number[][];
  readonly logits: readonly number[][];
  /** Cross-entropies. */
  readonly losses: readonly number[];
}

/** Rows times weights plus biases. */
export const linear = (
  rows: readonly (readonly number[])[],
  weight: Weights[string],
  bias: Weights[string],
): number[][] => {
  const [inputs, outputs] = weight.shape as [number, number];
  return rows.map((row) =>
    Array.from({ length: outputs }, (_, k) => {
      let sum = bias.values[k]!;
      for (let d = 0; d < inputs; d++) sum += row[d]! * weight.values[d * outputs + k]!;
      return sum;
    }),
  );
};

export const softmax = (logits: readonly number[]): number[] => {
  const top = Math.max(...logits);
  const exps = logits.map((logit) => Math.exp(logit - top));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((value) => value / sum);
};

export const crossEntropy = (logits: readonly number[], y: number): number => -Math.log(softmax(logits)[y]!);

export const featuresOf = (weights: Weights, x: readonly (readonly number[])[]): number[][] =>
  linear(x, weights['encoder.0']!, weights['encoder.1']!);
export const logitsOf = (weights: Weights, features: readonly (readonly number[])[]): number[][] =>
  linear(features, weights['heads.0']!, weights['heads.1']!);

/** What a batch of these rows looks like under these weights. */
export function given(labels: Labels, rows: readonly number[], weights: Weights): Given {
  const group = groupsOf(labels);
  const x = rows.map(pixels);
  const features = featuresOf(weights, x);
  const logits = logitsOf(weights, features);
  const y = rows.map((i) => labels.y[i]!);
  return {
    weights,
    y,
    classes: labels.classes,
    z: labels.z.map((column) => rows.map((i) => column[i]!)),
    sizes: labels.sizes,
    group: rows.map((i) => group[i]!),
    x,
    features,
    logits,
    losses: logits.map((row, i) => crossEntropy(row, y[i]!)),
  };
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : sum(values) / values.length;

/** Indices of the rows of each value that occurs; those with −1 are in none. */
export const partsOf = (codes: readonly number[]): number[][] =>
  [...new Set(codes)]
    .filter((code) => code >= 0)
    .sort((a, b) => a - b)
    .map((code) => codes.flatMap((own, i) => (own === code ? [i] : [])));

/** The combination of all confounders of each row, −1 where one is missing. */
export const combined = ({ z, sizes, y }: Given): number[] =>
  y.map((_, i) =>
    z.some((column) => column[i]! < 0) ? -1 : z.reduce((code, column, k) => code * sizes[k]! + column[i]!, 0),
  );

/** All unordered pairs. */
export const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));

/** Central difference of a function of one number. */
export const slope = (f: (s: number) => number, at: number, h = 1e-4): number =>
  (f(at + h) - f(at - h)) / (2 * h);
