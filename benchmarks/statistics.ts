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
  /** The largest over the confounders of the largest of the five probes. */
  readonly leakage: MeanSd;
  /** The largest of the five probes reading each z from f_y. */
  readonly leakageOf: Readonly<Record<string, MeanSd>>;
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

/** Sums up the seeds of one row. */
export function rowOf(cells: readonly CellResult[], score: Score = 'accuracy'): Row {
  const of = (set: string, measure: string) =>
    meanSd(cells.map(({ result }) => measured(result, set, measure)));
  const leaks = cells.map(({ result }) => leaksOf(result));
  return {
    seeds: cells.length,
    inDistribution: of('inDistribution', score),
    inverted: of('inverted', score),
    balanced: of('balanced', score),
    worstGroup: of('balanced', `worst-group ${score}`),
    leakage: meanSd(leaks.map((own) => Math.max(...Object.values(own)))),
    leakageOf: Object.fromEntries(
      Object.keys(leaks[0]!).map((name) => [name, meanSd(leaks.map((own) => own[name]!))]),
    ),
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

/** A single seed has no spread to show. */
const shown = ({ mean, sd }: MeanSd, times: number): string =>
  sd > 0 ? `${(times * mean).toFixed(1)} ± ${(times * sd).toFixed(1)}` : (times * mean).toFixed(1);

/** A Markdown table of rows: accuracy in % or an error in the unit of y, leakage as balanced accuracy in %. */
export function markdown(rows: Readonly<Record<string, Row>>, score: Score = 'accuracy'): string {
  const own = (value: MeanSd) => shown(value, score === 'accuracy' ? 100 : 1);
  const head =
    '| method | in-distribution | inverted | balanced | worst group | leakage (largest over z and probes) |\n|---|---|---|---|---|---|';
  const lines = Object.entries(rows).map(
    ([name, row]) =>
      `| ${name} | ${own(row.inDistribution)} | ${own(row.inverted)} | ${own(row.balanced)} | ${own(row.worstGroup)} | ${shown(row.leakage, 100)} |`,
  );
  return [head, ...lines].join('\n');
}
