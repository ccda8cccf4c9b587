import { type Chart, seriesScatterChart } from '@mimmx/viz';
import type { BenchmarkRow } from '../row.ts';

/** How much farther than the last value shown in place an axis goes. */
const MARGIN = 1.05;
/** Share of the values that are shown in place: the far outliers of loose bounds stand on the edge. */
const SHOWN = 0.85;

/** Bias against standard deviation of every estimate in nats, a mark for each task. */
export function biasVarianceChart(title: string, rows: readonly BenchmarkRow[]): Chart {
  // A single estimate has no spread to be shown.
  const known = rows.filter(
    (row) => Number.isFinite(row.bias ?? Number.NaN) && (row.seeds > 1 || row.sd > 0),
  );
  const most = (values: readonly number[]) => (quantile(values, SHOWN) || 1) * MARGIN;
  const reach = most(known.map((row) => Math.abs(row.bias!)));
  return seriesScatterChart({
    title,
    xLabel: 'standard deviation (nats)',
    yLabel: 'bias (nats)',
    xDomain: [0, most(known.map((row) => row.sd))],
    yDomain: [-reach, reach],
    points: known.map(({ estimator, task, bias, sd }) => ({
      series: estimator,
      x: sd,
      y: bias!,
      title: `${estimator} on ${task}: bias ${bias!.toFixed(3)}, sd ${sd.toFixed(3)}`,
    })),
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
