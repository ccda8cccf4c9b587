import { MimmxError } from '@mimmx/core/contracts';
import type { MeasureSettings } from '../evaluate-measures.ts';
import type { Reals } from '../input-checks.ts';
import { eachResample, percentileInterval, requireReplicates } from '../intervals/bootstrap.ts';
import { clustersOf } from '../intervals/clusters.ts';
import { bootstrapPValue } from '../intervals/p-value.ts';
import { type Line, measureRows, type Samples } from '../measures/lines.ts';
import type { Predicted } from '../measures/predicted.ts';

/** Difference of two methods in one measure, on the same rows. */
export interface DifferenceRow {
  readonly set: string;
  readonly measure: string;
  readonly factor?: string;
  readonly group?: string;
  readonly a: string;
  readonly b: string;
  /** a − b, each the mean over its seeds; null where the measure is not defined, and `note` says why. */
  readonly difference: number | null;
  /** Interval of the difference by the paired bootstrap; null where none was taken. */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided bootstrap p-value of "no difference", never below 2 / (B + 1); null where no resample was taken. */
  readonly pValue: number | null;
  /** Whether a higher difference speaks for a. */
  readonly better: 'higher' | 'lower';
  /** Rows that it was taken from. */
  readonly count: number;
  readonly note?: string;
}

/** A method's predictions of the same rows, one array for each seed, as `values` of {@link Predicted}. */
export type SeedsOfMethods = Readonly<Record<string, readonly Reals[]>>;

export interface ComparisonSettings extends MeasureSettings {
  /** Compares every other method with this one; all pairs if absent. */
  readonly against?: string;
}

/**
 * Paired bootstrap of differences between methods: every method is measured in the same resamples of patients, so what
 * makes a patient hard for both cancels (Efron & Tibshirani, 1993, ch. 16). With several seeds a method counts by the
 * mean over them in each resample: the interval speaks of the sampling of patients, with the luck of training averaged
 * but not covered.
 *
 * @param rows the set's name and truth
 * @param methods predictions of each method, by seed
 * @throws `E_METHODS` if there are fewer than two methods, one has no seed, or `against` is none of them; and what
 *   `evaluateMeasures` throws
 *
 * @example
 * compareMethods({ set: 'inverted', y }, { 'mimm-x': [p0, p1], erm: [q0, q1] }, { measures: [worstGroup(accuracy)], z, random });
 * // [{ set: 'inverted', measure: 'worst-group accuracy', a: 'mimm-x', b: 'erm', difference: 0.21, low: 0.16, … }]
 */
export function compareMethods(
  rows: Omit<Predicted, 'values'>,
  methods: SeedsOfMethods,
  settings: ComparisonSettings,
): DifferenceRow[] {
  const { patients, random, replicates = 1000, level = 0.95, against } = settings;
  requireReplicates(replicates);
  const names = Object.keys(methods);
  requireMethods(methods, against);
  const prepared = names.map((name) =>
    methods[name]!.map((values) => measureRows({ ...rows, values }, settings, settings.measures)),
  );
  const { lines } = prepared[0]![0]!;
  const valuesAt = (weights: Float64Array): number[][] =>
    prepared.map((seeds) =>
      meanOverSeeds(seeds.map(({ lines, weighted }) => valuesOf(lines, weighted(weights)))),
    );

  const pairs = names.flatMap((_, i) => names.slice(i + 1).map((_, j): [number, number] => [i, i + 1 + j]));
  const other = against === undefined ? -1 : names.indexOf(against);
  const compared =
    other < 0 ? pairs : names.flatMap((_, i): [number, number][] => (i === other ? [] : [[i, other]]));
  const clusters = clustersOf(patients, rows.y.length);
  const resampled = compared.map(() => lines.map(() => new Float64Array(replicates)));
  const weights = new Float64Array(rows.y.length);
  eachResample(clusters.count, { random, replicates }, (draws, b) => {
    for (let row = 0; row < weights.length; row++) weights[row] = draws[clusters.of[row]!]!;
    const values = valuesAt(weights);
    compared.forEach(([i, j], pair) => {
      for (let line = 0; line < lines.length; line++) {
        resampled[pair]![line]![b] = values[i]![line]! - values[j]![line]!;
      }
    });
  });
  const present = valuesAt(new Float64Array(rows.y.length).fill(1));
  return compared.flatMap(([i, j], pair) =>
    lines.map(({ row, better, note }, line) => {
      const difference = present[i]![line]! - present[j]![line]!;
      const interval = percentileInterval(resampled[pair]![line]!, level);
      return {
        set: rows.set,
        ...row,
        a: names[i]!,
        b: names[j]!,
        difference: numberOrNull(difference),
        low: numberOrNull(interval.low),
        high: numberOrNull(interval.high),
        pValue: Number.isNaN(interval.low) ? null : bootstrapPValue(resampled[pair]![line]!),
        better,
        ...(Number.isNaN(difference) ? { note: note ?? 'not defined on these rows for both methods' } : {}),
      };
    }),
  );
}

const valuesOf = (lines: readonly Line[], samples: Samples): number[] =>
  lines.map(({ of }) => of?.(samples) ?? Number.NaN);

const meanOverSeeds = (seeds: readonly (readonly number[])[]): number[] =>
  seeds[0]!.map((_, line) => seeds.reduce((sum, values) => sum + values[line]!, 0) / seeds.length);

const numberOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function requireMethods(methods: SeedsOfMethods, against: string | undefined): void {
  const names = Object.keys(methods);
  const empty = names.find((name) => methods[name]!.length === 0);
  if (names.length >= 2 && empty === undefined && (against === undefined || names.includes(against))) return;
  const what =
    names.length < 2
      ? `There ${names.length === 1 ? 'is one method' : 'are no methods'} to compare`
      : empty !== undefined
        ? `The method "${empty}" has no predictions`
        : `"${against}" is none of the methods ${names.join(', ')}`;
  throw new MimmxError(
    'E_METHODS',
    `${what}. Give two methods at least, each with the predictions of a seed.`,
  );
}
