import { MimmxError } from '@mimmx/core/contracts';
import { type ExperimentConfig, resolveConfig } from '../config.ts';
import type { Axis } from './axes.ts';
import { assignAt, checkPath, valueAt } from './path.ts';
import type { SweepConfig } from './schema.ts';

/** Config objects of points, made of one that was checked and of axes' values that were checked. */
export interface Combiner {
  /** Without any axis. */
  readonly base: ExperimentConfig;
  /** Each axis' value as it stands in a checked config, for `combine`. */
  resolve(axis: number, value: unknown): readonly unknown[];
  /** @param values as `resolve` gave them, by axis and path */
  combine(values: readonly (readonly unknown[])[], fold?: number): ExperimentConfig;
}

/**
 * @param input config as a user wrote it, without `sweep` and `engine`
 * @param check further checks of a config, e.g. of plugins' options; called once for each value of each axis
 * @throws E_OPTION, E_AXIS with a suggestion
 */
export function createCombiner(
  input: unknown,
  sweep: SweepConfig,
  axes: readonly Axis[],
  check: (config: ExperimentConfig) => void = () => {},
): Combiner {
  const withFold = (config: unknown, fold: number): unknown => {
    if (sweep.folds === undefined) return config;
    const { validation, seed } = (valueAt(config, ['data', 'split']) ?? {}) as Record<string, unknown>;
    const split = {
      folds: sweep.folds,
      fold,
      ...(validation ? { validation } : {}),
      ...(seed ? { seed } : {}),
    };
    return assignAt(config, ['data', 'split'], split);
  };
  const whole = withFold(input, 0);
  const base = resolveConfig(whole);
  check(base);
  const methods = Object.keys(base.methods);
  for (const { paths, keys } of axes) {
    for (const [i, path] of paths.entries()) checkPath(path, keys[i]!, methods);
  }
  if (
    sweep.folds !== undefined &&
    axes.some(({ keys }) => keys.some(([a, b]) => a === 'data' && b === 'split'))
  ) {
    throw new MimmxError('E_AXIS', 'An axis over "data.split" and "folds" exclude each other. Keep one.');
  }

  /** The config with one axis at a value, checked as a whole; what it gives at the paths. */
  const checked = ({ keys, paths }: Axis, value: unknown): readonly unknown[] => {
    const own = keys.reduce((config: unknown, one) => assignAt(config, one, value), whole);
    let resolved: ExperimentConfig;
    try {
      resolved = resolveConfig(own);
      check(resolved);
    } catch (error) {
      throw error instanceof MimmxError
        ? new MimmxError(error.code, `Axis "${paths.join(', ')}": ${error.message.replace(/^E_\w+: /, '')}`)
        : error;
    }
    return keys.map((one) => valueAt(resolved, one));
  };
  const known = axes.map(() => new Map<unknown, readonly unknown[]>());
  // A range is checked at its ends; what a draw gives in between is a number like them.
  const numeric = axes.map(({ values }) => values.every((value) => typeof value === 'number'));
  axes.forEach((axis, a) => {
    for (const value of axis.values) known[a]!.set(value, checked(axis, value));
  });

  return {
    base,
    resolve(a, value) {
      const found = known[a]!.get(value);
      if (found) return found;
      return numeric[a] ? axes[a]!.keys.map(() => value) : checked(axes[a]!, value);
    },
    combine(values, fold) {
      let config: unknown = base;
      values.forEach((own, a) => {
        axes[a]!.keys.forEach((one, i) => {
          config = assignAt(config, one, own[i]);
        });
      });
      if (fold !== undefined && fold > 0) config = assignAt(config, ['data', 'split', 'fold'], fold);
      return config as ExperimentConfig;
    },
  };
}
