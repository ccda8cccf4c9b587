import { linesOf, membersOf } from '../curves.ts';
import type { Chart } from '../svg/chart.ts';
import type { TrajectoryInput } from './attention.ts';
import { lineChart } from './lines.ts';

/**
 * Scale of each loss term over training, from the metrics `scale.<term>`, on a logarithmic axis: a term that is
 * twice as strong lies as far above 1 as one that is half as strong lies below.
 */
export function lossScaleChart({
  metrics,
  method,
  title,
  width = 460,
  height = 240,
}: TrajectoryInput): Chart {
  const lines = linesOf(metrics, method, 'scale', membersOf(metrics, 'scale'));
  return lineChart({
    title: title ?? `${method}: scale of each loss term`,
    lines,
    xLabel: 'encoder updates',
    log: true,
    width,
    height,
  });
}
