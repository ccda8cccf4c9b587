import type { TrialResult } from '@mimmx/experiment';
import type { CellResult } from './grid.ts';

export interface MeanSd {
  readonly mean: number;
  readonly sd: number;
}

/** Mean and sample standard deviation over seeds. */
export function meanSd(values: readonly number[]): MeanSd {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean: round(mean), sd: round(Math.sqrt(variance)) };
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** What a table is judged by: a share of right answers, or how far numbers are off, in the unit of y. */
export type Score = 'accuracy' | 'mae';

/** What a row of the judged table holds: fractions, and where y is a number the mean absolute error in its unit. */
export interface Row {
  /** Trainings that it sums up. */
  readonly seeds?: number;
  readonly inDistribution: MeanSd;
  readonly inverted: MeanSd;
  readonly balanced: MeanSd;
  readonly worstGroup: MeanSd;
  /** The largest over the confounders in classes of the largest of the five probes: balanced accuracy. */
  readonly leakage: MeanSd;
  /** The largest of the five probes reading each z from f_y: balanced accuracy, or R² if z is a number. */
  readonly leakageOf: Readonly<Record<string, MeanSd>>;
  /** The confounders that are numbers, if there are any: what is read of them is held against no balanced accuracy. */
  readonly numbers?: readonly string[];
  readonly updateMs: MeanSd;
}

const PROBES = ['linear', 'knn', 'mlp', 'trees', 'rbf'];

const measured = ({ rows }: TrialResult, set: string, measure: string): number =>
  rows.find((row) => row.set === set && row.measure === measure && !row.factor && !row.group)?.value ??
  Number.NaN;

/** The largest of the five probes, for each confounder. */
export function leaksOf({ rows }: TrialResult): Record<string, number> {
  const leaks: Record<string, number> = {};
  for (const { measure, factor = '', probe = '', value } of rows) {
    if (measure !== 'leakage' || !PROBES.includes(probe)) continue;
    leaks[factor] = Math.max(leaks[factor] ?? Number.NEGATIVE_INFINITY, value ?? Number.NaN);
  }
  return leaks;
}

/** The confounders that are numbers, as their columns in the predictions tell. */
const numbersOf = ({ config, result }: CellResult): string[] =>
  config.data.task.z.flatMap(({ name, column, factor }, i) =>
    result.predictions[0]?.z[i] instanceof Float32Array ? [name ?? column ?? factor!] : [],
  );

/** Sums up the seeds of one row. */
export function rowOf(cells: readonly CellResult[], score: Score = 'accuracy'): Row {
  const of = (set: string, measure: string) =>
    meanSd(cells.map(({ result }) => measured(result, set, measure)));
  const leaks = cells.map(({ result }) => leaksOf(result));
  const numbers = numbersOf(cells[0]!);
  const ofClasses = (own: Record<string, number>) =>
    Object.entries(own).flatMap(([name, leak]) => (numbers.includes(name) ? [] : [leak]));
  return {
    seeds: cells.length,
    inDistribution: of('inDistribution', score),
    inverted: of('inverted', score),
    balanced: of('balanced', score),
    worstGroup: of('balanced', `worst-group ${score}`),
    leakage: meanSd(leaks.map((own) => Math.max(...ofClasses(own)))),
    leakageOf: Object.fromEntries(
      Object.keys(leaks[0]!).map((name) => [name, meanSd(leaks.map((own) => own[name]!))]),
    ),
    ...(numbers.length > 0 && { numbers }),
    updateMs: meanSd(cells.map(({ result }) => result.timing.updateMs)),
  };
}

/** Rows by name, seeds joined, in order of first appearance. */
export function rowsOf(results: readonly CellResult[], score: Score = 'accuracy'): Record<string, Row> {
  const names = [...new Set(results.map(({ row }) => row))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      rowOf(
        results.filter(({ row }) => row === name),
        score,
      ),
    ]),
  );
}

/** A single seed has no spread to show, and where there is nothing there is no number. */
const shown = (value: MeanSd | undefined, times: number): string => {
  const { mean, sd } = value ?? { mean: Number.NaN, sd: 0 };
  if (!Number.isFinite(mean)) return '–';
  const text = (times * mean).toFixed(1).replace('-', '−');
  return sd > 0 ? `${text} ± ${(times * sd).toFixed(1)}` : text;
};

/**
 * A Markdown table of rows: accuracy in % or an error in the unit of y, leakage as balanced accuracy in %. Confounders
 * that are numbers have a column each, of R² in %: the largest over both would compare what cannot be compared.
 */
export function markdown(rows: Readonly<Record<string, Row>>, score: Score = 'accuracy'): string {
  const own = (value: MeanSd) => shown(value, score === 'accuracy' ? 100 : 1);
  const numbers = [...new Set(Object.values(rows).flatMap((row) => row.numbers ?? []))];
  const others = numbers.length > 0 ? 'the other z' : 'z';
  const heads = [
    'method',
    'in-distribution',
    'inverted',
    'balanced',
    'worst group',
    `leakage (largest over ${others} and probes)`,
    ...numbers.map((name) => `R² of ${name} (largest over probes)`),
  ];
  const lines = Object.entries(rows).map(([name, row]) => [
    name,
    ...[row.inDistribution, row.inverted, row.balanced, row.worstGroup].map(own),
    shown(row.leakage, 100),
    ...numbers.map((number) => shown(row.leakageOf[number], 100)),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...lines.map(line)].join('\n');
}
