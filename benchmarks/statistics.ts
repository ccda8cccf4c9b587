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

/** What a row of the judged table holds, as fractions. */
export interface Row {
  readonly inDistribution: MeanSd;
  readonly inverted: MeanSd;
  readonly balanced: MeanSd;
  readonly worstGroup: MeanSd;
  /** Best of the linear, kNN and MLP probes reading each z from f_y. */
  readonly leakage: Readonly<Record<string, MeanSd>>;
  readonly updateMs: MeanSd;
}

/** Sums up the seeds of one row. */
export function rowOf(cells: readonly CellResult[]): Row {
  const shift = (name: string, metric: 'accuracy' | 'worstGroupAccuracy') =>
    meanSd(cells.map(({ result }) => result.shifts[name]![metric]));
  const names = Object.keys(cells[0]!.result.leakage);
  return {
    inDistribution: shift('inDistribution', 'accuracy'),
    inverted: shift('inverted', 'accuracy'),
    balanced: shift('balanced', 'accuracy'),
    worstGroup: shift('balanced', 'worstGroupAccuracy'),
    leakage: Object.fromEntries(
      names.map((name) => [
        name,
        meanSd(
          cells.map(({ result }) =>
            Math.max(result.leakage[name]!.linear, result.leakage[name]!.knn, result.leakage[name]!.mlp),
          ),
        ),
      ]),
    ),
    updateMs: meanSd(cells.map(({ result }) => result.timing.updateMs)),
  };
}

/** Rows by name, seeds joined, in order of first appearance. */
export function rowsOf(results: readonly CellResult[]): Record<string, Row> {
  const names = [...new Set(results.map(({ row }) => row))];
  return Object.fromEntries(names.map((name) => [name, rowOf(results.filter(({ row }) => row === name))]));
}

/** In percent; a single seed has no spread to show. */
const percent = ({ mean, sd }: MeanSd): string =>
  sd > 0 ? `${(100 * mean).toFixed(1)} ± ${(100 * sd).toFixed(1)}` : (100 * mean).toFixed(1);

/** A Markdown table of rows: accuracy in %, leakage as balanced accuracy in % (chance 50). */
export function markdown(rows: Readonly<Record<string, Row>>): string {
  const head =
    '| method | in-distribution | inverted | balanced | worst group | leakage (largest over z) |\n|---|---|---|---|---|---|';
  const lines = Object.entries(rows).map(([name, row]) => {
    const worst = Object.values(row.leakage).reduce((a, b) => (b.mean > a.mean ? b : a));
    return `| ${name} | ${percent(row.inDistribution)} | ${percent(row.inverted)} | ${percent(row.balanced)} | ${percent(row.worstGroup)} | ${percent(worst)} |`;
  });
  return [head, ...lines].join('\n');
}
