import { MimmxError } from '@mimmx/core/contracts';
import { keysOf } from './path.ts';
import type { AxisConfig, SweepConfig } from './schema.ts';

/** One thing that is varied. */
export interface Axis {
  /** What tables call it. */
  readonly name: string;
  /** Paths of the options that take its values together. */
  readonly paths: readonly string[];
  readonly keys: readonly (readonly string[])[];
  /** Values of a grid, or of a list. */
  readonly values: readonly unknown[];
  /** The value of a draw in [0, 1). */
  at(share: number): unknown;
}

const ofRange = (
  axis: Exclude<AxisConfig, unknown[] | { values: unknown[] }>,
  path: string,
): Omit<Axis, 'name' | 'paths' | 'keys'> => {
  const { from, to, log, whole, points, step } = axis;
  const wrong = (what: string) => new MimmxError('E_AXIS', `Axis "${path}": ${what}`);
  if (!(from < to)) throw wrong(`from ${from} to ${to} is empty; "from" must be less than "to".`);
  if (log && from <= 0) throw wrong(`a logarithmic range must be above 0, and starts at ${from}.`);
  if (log && step !== undefined) throw wrong('a logarithmic range has "points", no "step".');
  const between = (share: number): number => {
    const value = log ? Math.exp(Math.log(from) + share * Math.log(to / from)) : from + share * (to - from);
    // Twelve digits: 0.3, and not 0.30000000000000004.
    return Number((whole ? Math.round(value) : value).toPrecision(12));
  };
  const count = step === undefined ? (points ?? 5) : Math.floor((to - from) / step + 1e-9) + 1;
  const grid = Array.from({ length: count }, (_, i) =>
    step === undefined
      ? between(count === 1 ? 0 : i / (count - 1))
      : Number((from + i * step).toPrecision(12)),
  );
  return {
    values: [...new Set(whole ? grid.map(Math.round) : grid)],
    // Whole numbers: each equally likely, the ends too.
    at: (share) =>
      whole && !log ? Math.min(to, from + Math.floor(share * (to - from + 1))) : between(share),
  };
};

/** The axes of a sweep, checked by themselves. @throws E_AXIS */
export function axesOf(sweep: Pick<SweepConfig, 'axes'>): Axis[] {
  const axes = Object.entries(sweep.axes).map(([path, config]): Axis => {
    const paths = path.split(',').map((one) => one.trim());
    const keys = paths.map(keysOf);
    const as = Array.isArray(config) ? undefined : config.as;
    const rest = Array.isArray(config) || 'values' in config ? undefined : config;
    const values = Array.isArray(config) ? config : 'values' in config ? config.values : [];
    return {
      name: as ?? keys[0]!.at(-1)!,
      paths,
      keys,
      ...(rest
        ? ofRange(rest, path)
        : {
            values,
            at: (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))],
          }),
    };
  });
  // Two axes that end alike take their whole paths.
  const named = axes.map((axis) =>
    axes.filter(({ name }) => name === axis.name).length > 1 ? { ...axis, name: axis.paths[0]! } : axis,
  );
  for (const { name, paths } of named) {
    if (
      ['method', 'seed', 'fold'].includes(name) ||
      named.filter((other) => other.name === name).length > 1
    ) {
      throw new MimmxError(
        'E_AXIS',
        `Axis "${paths.join(', ')}": "${name}" is the name of another column. Give it one with as: "…".`,
      );
    }
  }
  return named;
}
