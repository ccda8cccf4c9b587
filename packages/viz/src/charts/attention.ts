import type { MetricLine } from '@mimmx/experiment';
import { linesOf, membersOf } from '../curves.ts';
import type { Chart } from '../svg/chart.ts';
import { lineChart } from './lines.ts';

export interface TrajectoryInput {
  readonly metrics: readonly MetricLine[];
  readonly method: string;
  readonly title?: string;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Attention weights of the confounders over training, from the metrics `weight.<z>`: mean over seeds and their range.
 * The dashed line is 1/N, where no confounder counts more than another.
 */
export function attentionChart({
  metrics,
  method,
  title,
  width = 460,
  height = 240,
}: TrajectoryInput): Chart {
  const members = membersOf(metrics, 'weight');
  const lines = linesOf(metrics, method, 'weight', members);
  const steps = lines.flatMap((line) => line.points.map((point) => point.x));
  const even = 1 / Math.max(1, lines.length);
  const uniform = {
    name: 'uniform',
    reference: true,
    points: [Math.min(...steps), Math.max(...steps)].map((x) => ({ x, y: even })),
  };
  return lineChart({
    title: title ?? `${method}: weight of each confounder`,
    lines: lines.length > 1 ? [...lines, uniform] : lines,
    xLabel: 'encoder updates',
    domain: [0, 1],
    width,
    height,
  });
}
