import type { Reals } from '../input-checks.ts';
import type { Clusters, Statistic } from '../intervals/index.ts';
import type { Probe, ProbeTarget } from '../probes/probe.ts';
import type { prepare } from './prepare.ts';
import type { withinY } from './within-y.ts';

/** A row to be: its statistic, or a value with the values that it varies over. */
export interface ReadLine {
  readonly measure: string;
  readonly probe: string;
  readonly statistic?: Statistic;
  readonly value?: number;
  readonly spread?: Float64Array;
  readonly count: number;
  readonly note?: string | undefined;
}

/** What the three measures of leakage have in common. */
export interface LeakageContext {
  readonly probes: readonly Probe[];
  readonly features: Reals;
  readonly width: number;
  readonly sides: ReturnType<typeof prepare>;
  readonly clusters: Clusters;
  readonly permutations: number;
}

/** Balanced accuracy of whoever knows nothing (1 / classes that occur), or R² (0). */
export const chanceOf = (target: ProbeTarget): number =>
  target.kind === 'number' ? 0 : 1 / new Set(target.codes).size;

/** A note put before another. */
export const withNote = (note: string | undefined, more: string): string =>
  note === undefined ? more : `${more}; ${note}`;

/** Judged rows of the classes of y that could be read, and which could not. */
export function countAndNote({ strata, leftOut }: ReturnType<typeof withinY>, cut: string | undefined) {
  const notes = [
    ...(cut === undefined ? [] : [cut]),
    ...(strata.length === 0
      ? ['no class of y has patients of two classes of z enough']
      : leftOut.length === 0
        ? []
        : [`without class ${leftOut.join(', ')} of y: too few patients or one class of z`]),
  ];
  return {
    count: strata.reduce((sum, { places }) => sum + places.length, 0),
    note: notes.length === 0 ? undefined : notes.join('; '),
  };
}
