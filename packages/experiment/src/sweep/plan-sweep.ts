import { type ExperimentConfig, resolveConfig } from '../config.ts';
import { trialsOf } from '../trial/plan.ts';
import type { Tags, Trial } from '../trial/trial.ts';
import { type Axis, axesOf } from './axes.ts';
import { type Combiner, createCombiner } from './combine.ts';
import { countPoints, pointsOf } from './points.ts';
import type { SweepConfig } from './schema.ts';

/** One trial of a plan, as short as it can be found again from. */
export interface PlannedTrial {
  readonly id: string;
  /** Name of the method in the config. */
  readonly method: string;
  readonly seed: number;
  readonly fold?: number;
  /** Values of the axes, by axis and path, as they stand in the checked config. */
  readonly at: readonly (readonly unknown[])[];
  readonly tags: Trial['tags'];
  /** Starts from that trial's weights. */
  readonly after?: string;
}

/** Every trial of a sweep. */
export interface SweepPlan {
  /** Config without the axes, every default filled in. */
  readonly base: ExperimentConfig;
  readonly axes: readonly Pick<Axis, 'name' | 'paths'>[];
  /** In order; each trial once for each name of its method, however many points ask for it. */
  readonly trials: readonly PlannedTrial[];
}

/** Combinations of axes are checked as wholes up to so many points, beyond it so many of them. */
const CHECKED_WHOLE = 500;

/**
 * Lists the trials of a sweep: points × folds × methods × seeds. An axis over a method's own option counts for that
 * method alone: the others are trained once for all its values.
 *
 * @param input config as a user wrote it, without `sweep` and `engine`
 * @param check further checks of a config, e.g. of plugins' options
 * @throws E_OPTION, E_AXIS, E_SWEEP_SIZE, E_FROM
 */
export function planSweep(
  input: unknown,
  sweep: SweepConfig,
  check?: (config: ExperimentConfig) => void,
): SweepPlan {
  const axes = axesOf(sweep);
  const { methods = {}, seeds = [0] } = (input ?? {}) as { methods?: object; seeds?: readonly number[] };
  const each = Object.keys(methods).length * seeds.length * (sweep.folds ?? 1);
  // Before anything is made of them.
  const count = countPoints(sweep, axes, Math.max(1, each));
  const combiner = createCombiner(input, sweep, axes, check);
  const every = Math.max(1, Math.floor(count / CHECKED_WHOLE));
  const counts = countsFor(axes, combiner.base);
  const trials: PlannedTrial[] = [];
  const seen = new Set<string>();
  let n = 0;
  for (const point of pointsOf(sweep, axes, count)) {
    const at = point.map((value, a) => combiner.resolve(a, value));
    for (let fold = 0; fold < (sweep.folds ?? 1); fold++) {
      const config = combiner.combine(at, fold);
      if (axes.length > 1 && n % every === 0) resolveConfig(config);
      for (const trial of trialsOf(config)) {
        // Two names of one method are two rows of a table, and one training.
        const key = `${trial.id}${trial.tags.method}`;
        if (seen.has(key)) continue;
        seen.add(key);
        trials.push(planned(trial, axes, point, at, counts, sweep.folds === undefined ? undefined : fold));
      }
    }
    n++;
  }
  return { base: combiner.base, axes: axes.map(({ name, paths }) => ({ name, paths })), trials };
}

function planned(
  { id, seed, tags, from }: Trial,
  axes: readonly Axis[],
  point: readonly unknown[],
  at: readonly (readonly unknown[])[],
  counts: (axis: number, method: string) => boolean,
  fold: number | undefined,
): PlannedTrial {
  const own: Record<string, string | number> = {};
  for (let a = 0; a < axes.length; a++) {
    if (counts(a, tags.method)) own[axes[a]!.name] = tagOf(point[a]);
  }
  return {
    id,
    method: tags.method,
    seed,
    ...(fold === undefined ? {} : { fold }),
    at,
    tags: { ...tags, ...own, ...(fold === undefined ? {} : { fold }) },
    ...(from === undefined ? {} : { after: from }),
  };
}

const tagOf = (value: unknown): Tags[string] =>
  typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);

/** Whether an axis changes what a method comes to: its own options, those of what it starts from, or a common option. */
function countsFor(
  axes: readonly Axis[],
  { methods }: ExperimentConfig,
): (axis: number, method: string) => boolean {
  const sources = (name: string): string[] => {
    const from = methods[name]?.from;
    return from === undefined ? [name] : [name, ...sources(from)];
  };
  const known = new Map(Object.keys(methods).map((name) => [name, new Set(sources(name))]));
  const owners = axes.map(({ keys }) =>
    keys.map(([first, second]) => (first === 'methods' ? second : undefined)),
  );
  return (axis, method) =>
    owners[axis]!.some((owner) => owner === undefined || known.get(method)!.has(owner));
}

/** The trial that a line of a plan stands for; its id is made anew of what it says. */
export function trialOfPlan(
  base: ExperimentConfig,
  axes: readonly { readonly paths: readonly string[] }[],
  { method, seed, fold, at, tags }: Omit<PlannedTrial, 'id'>,
  combine: Combiner['combine'],
): Trial | undefined {
  if (axes.length !== at.length || !Object.hasOwn(base.methods, method)) return undefined;
  const config = combine(at, fold);
  const found = trialsOf({ ...config, seeds: [seed] }).find((trial) => trial.tags.method === method);
  return found && { ...found, tags };
}
