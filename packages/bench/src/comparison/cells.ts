import { meanAndSd } from '@mimmx/evaluation';
import type { MethodProtocol, ProtocolMeasure, PublishedNumber } from './protocol.ts';
import type { BenchOutcome } from './run.ts';

/** One number of the table: a method in a setting, over seeds. */
export interface BenchCell {
  readonly method: string;
  readonly setting: string;
  readonly measure: string;
  /** In the unit of the table (percent, as a rule); null where no seed has a number. */
  readonly mean: number | null;
  /** Sample standard deviation over seeds; null of fewer than two. */
  readonly sd: number | null;
  readonly n: number;
  readonly seeds: readonly number[];
  readonly values: readonly number[];
  readonly published?: Omit<PublishedNumber, 'row' | 'setting' | 'measure'>;
  /** In what the training differs from the published one. Such a cell is not held against the published number. */
  readonly differs: readonly string[];
  /** What its trainings say of themselves under their name: an estimator that is no bound, a bound that was not met. */
  readonly notes: readonly string[];
  /** Why there is no number of some seeds. */
  readonly failed: readonly { readonly seed: number; readonly message: string }[];
}

/** Seeds of one row in one setting, at the setting of its options that was selected. */
export interface BenchGroup {
  readonly row: string;
  readonly setting: string;
  readonly outcomes: readonly BenchOutcome[];
}

/** Outcomes by row and setting, in order of first appearance. */
export function groupsOf(outcomes: readonly BenchOutcome[]): BenchGroup[] {
  const groups = new Map<string, BenchOutcome[]>();
  for (const one of outcomes) {
    const key = JSON.stringify([one.setting, one.row]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((own) => ({ row: own[0]!.row, setting: own[0]!.setting, outcomes: own }));
}

/** What a measure says of a training, in the unit of the table. */
export const valueIn = ({ of, unit }: ProtocolMeasure, { result }: BenchOutcome): number | null => {
  const value = result ? of(result) : null;
  return value === null || !Number.isFinite(value) ? null : unit === 'percent' ? 100 * value : value;
};

/** The cells of one group, a measure each. */
export function cellsOf(protocol: MethodProtocol, { row, setting, outcomes }: BenchGroup): BenchCell[] {
  const differs = differencesOf(protocol, { row, setting, outcomes });
  const failed = outcomes.flatMap(({ seed, failure }) =>
    failure === undefined ? [] : [{ seed, message: failure }],
  );
  const notes = [...new Set(outcomes.flatMap(({ result }) => result?.notes ?? []))];
  return protocol.measures.map((measure) => {
    const found = outcomes.flatMap((one) => {
      const value = valueIn(measure, one);
      return value === null ? [] : [{ seed: one.seed, value }];
    });
    const values = found.map(({ value }) => value);
    const { mean, sd, n } = meanAndSd(values);
    const printed = protocol.published.find(
      (one) => one.row === row && one.setting === setting && one.measure === measure.name,
    );
    return {
      method: row,
      setting,
      measure: measure.name,
      mean: n > 0 ? round(mean) : null,
      sd: n > 1 ? round(sd) : null,
      n,
      seeds: found.map(({ seed }) => seed),
      values: values.map(round),
      ...(printed ? { published: published(printed) } : {}),
      differs,
      notes,
      failed,
    };
  });
}

const published = ({ row: _, setting: __, measure: ___, ...printed }: PublishedNumber) => printed;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** What sets these trainings apart from the published ones, in sentences. */
function differencesOf(protocol: MethodProtocol, { row, setting, outcomes }: BenchGroup): string[] {
  const { ours } = protocol.settings.find(({ name }) => name === setting) ?? {};
  const { differs } = protocol.rows[row] ?? {};
  const short = outcomes.find(({ trial, fullUpdates }) => trial.training.updates < fullUpdates);
  const drawn = outcomes.find(({ draw }) => draw.number > 0);
  return [
    ...(short ? [`${short.trial.training.updates} of ${short.fullUpdates} updates`] : []),
    ...(drawn ? ['options chosen by search'] : []),
    ...(ours ? [ours] : []),
    ...(differs ? [differs] : []),
  ];
}

/**
 * Whether a cell is as printed: within two standard deviations (the larger of print's and ours) and two points. Null
 * where nothing is printed, or the protocol differs.
 */
export function agrees({ mean, sd, published: printed, differs }: BenchCell): boolean | null {
  if (mean === null || !printed || differs.length > 0) return null;
  return Math.abs(mean - printed.value) <= 2 * Math.max(printed.spread ?? 0, sd ?? 0) + 2;
}
