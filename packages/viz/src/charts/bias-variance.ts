import { known } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { extent } from '../svg/scale.ts';
import { dotChart } from './dots.ts';

/** One row of a known-MI benchmark, in nats. */
export interface BenchmarkRow {
  readonly estimator: string;
  readonly task: string;
  /** True MI. */
  readonly truth: number;
  /** Mean estimate less the truth. */
  readonly bias: number;
  /** Standard deviation of the estimate over the seeds. */
  readonly sd: number;
}

export interface BiasVarianceInput {
  readonly rows: readonly BenchmarkRow[];
  readonly width?: number;
}

/**
 * Bias and spread of estimators, a panel for each task: the dot is the bias, the line reaches one standard deviation
 * to either side, zero is the truth. Panels share one axis, so that tasks can be compared.
 */
export function biasVarianceCharts({ rows, width = 344 }: BiasVarianceInput): Chart[] {
  const tasks = [...new Set(rows.map((row) => row.task))];
  const reach = Math.max(
    ...extent(
      rows.flatMap((row) => [row.bias - row.sd, row.bias + row.sd]),
      [-1, 1],
    ).map(Math.abs),
  );
  return tasks.map((task) => {
    const mine = rows.filter((row) => row.task === task);
    const truth = mine.find((row) => known(row.truth))?.truth;
    return dotChart({
      title: task,
      unit: 'number',
      width,
      domain: [-reach * 1.05, reach * 1.05],
      reference: { value: 0, label: known(truth) ? `truth ${truth.toFixed(2)}` : 'truth' },
      axis: 'bias ± standard deviation, nats',
      rows: mine.map((row) => ({
        label: row.estimator,
        dots: [{ value: row.bias, low: row.bias - row.sd, high: row.bias + row.sd }],
      })),
    });
  });
}
