import type { Random } from '../tensor/random.ts';

/** Where a search over an option looks. A plain value: it can be drawn from, laid out as a grid, and read aloud. */
export interface Space<T = unknown> {
  readonly kind: 'uniform' | 'log-uniform' | 'integer' | 'log-integer' | 'choice';
  /** `0 to 1`, `0.001 to 1, by factors`, `1, 4 or 16`. */
  readonly text: string;
  /** One value, drawn with the randomness handed in. */
  sample(random: Random): T;
  /**
   * Values spread over the space, ends included, ascending: the axis of a grid. A choice gives all its values, and
   * whole numbers each one once, however many are asked for.
   *
   * @param points how many, at least 1; one alone is the middle
   */
  grid(points: number): readonly T[];
}

/** 0 … 1 in equal steps; the middle if there is one alone. */
const steps = (points: number): readonly number[] =>
  points === 1 ? [0.5] : Array.from({ length: points }, (_, i) => i / (points - 1));

// 0.1 + 0.2 and e^log(0.1) are to come out as a person would write them.
const tidy = (value: number): number => Number(value.toPrecision(12));

function range(
  kind: 'uniform' | 'log-uniform',
  low: number,
  high: number,
  at: (share: number) => number,
): Space<number> {
  return {
    kind,
    text: `${low} to ${high}${kind === 'log-uniform' ? ', by factors' : ''}`,
    sample: (random) => at(random.uniform()),
    grid: (points) => steps(points).map((share) => tidy(at(share))),
  };
}

/** Needs `low` < `high`, and above 0 where factors count. A mistake in a declaration, so not one of a user. */
function checked(low: number, high: number, factors: boolean): void {
  if (!(low < high) || (factors && !(low > 0)))
    throw new RangeError(`A search space needs ${factors ? '0 < ' : ''}low < high; got ${low} and ${high}.`);
}

/** Every number from `low` to `high` alike. */
export function uniform(low: number, high: number): Space<number> {
  checked(low, high, false);
  return range('uniform', low, high, (share) => low + (high - low) * share);
}

/** Uniform in the logarithm: `logUniform(1e-5, 1e-1)` is 10^U(−5, −1). */
export function logUniform(low: number, high: number): Space<number> {
  checked(low, high, true);
  return range('log-uniform', low, high, (share) => low * (high / low) ** share);
}

/** Every whole number from `low` to `high` alike, both included. */
export function integer(low: number, high: number): Space<number> {
  checked(low, high, false);
  return {
    kind: 'integer',
    text: `whole ${low} to ${high}`,
    sample: (random) => low + random.integer(high - low + 1),
    grid: (points) => [...new Set(steps(points).map((share) => Math.round(low + (high - low) * share)))],
  };
}

/** Whole numbers by factors, both ends included: `logInteger(16, 512)` is ⌊2^U(4, 9)⌉. */
export function logInteger(low: number, high: number): Space<number> {
  checked(low, high, true);
  const at = (share: number) => Math.round(low * (high / low) ** share);
  return {
    kind: 'log-integer',
    text: `whole ${low} to ${high}, by factors`,
    sample: (random) => at(random.uniform()),
    grid: (points) => [...new Set(steps(points).map(at))],
  };
}

/** One of a few values, each as likely: `choice('relu', 'elu')`, `choice(16, 32, 64)`, `choice([64], [64, 64])`. */
export function choice<T extends readonly (string | number | boolean | object)[]>(
  ...values: T
): Space<T[number]> {
  if (values.length < 2) throw new RangeError('A choice needs two values at least.');
  const words = values.map((value) => JSON.stringify(value));
  return {
    kind: 'choice',
    text: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
    sample: (random) => values[random.integer(values.length)] as T[number],
    grid: () => values,
  };
}
