import type { BenchmarkRow } from '../row.ts';
import { type Frame, mark, markup, scales, svg } from './svg.ts';

/** How much farther than the last value shown in place an axis goes. */
const MARGIN = 1.05;

/** Bias against standard deviation of every estimate in nats, a dot a task. Returns an SVG document. */
export function biasVarianceChart(title: string, rows: readonly BenchmarkRow[]): string {
  // A single estimate has no spread to be shown.
  const known = rows.filter(
    (row) => Number.isFinite(row.bias ?? Number.NaN) && (row.seeds > 1 || row.sd > 0),
  );
  const names = [...new Set(known.map((row) => row.estimator))];
  // The far outliers of loose bounds are held at the edge, so that the others can be told apart.
  const reach =
    quantile(
      known.map((row) => Math.abs(row.bias!)),
      0.85,
    ) || 1;
  const spread =
    quantile(
      known.map((row) => row.sd),
      0.85,
    ) || 1;
  const frame: Frame = {
    title,
    xLabel: 'standard deviation (nats)',
    yLabel: 'bias (nats)',
    x: [0, spread * MARGIN],
    y: [-reach * MARGIN, reach * MARGIN],
  };
  const at = scales(frame);
  const held = (v: number, most: number) => Math.max(-most, Math.min(most, v));
  const dots = known.map((row) => {
    const label = `${row.estimator} on ${row.task}: bias ${row.bias!.toFixed(3)}, sd ${row.sd.toFixed(3)}`;
    const inside = `<title>${markup(label)}</title>`;
    const [x, y] = [at.x(held(row.sd, spread * MARGIN)), at.y(held(row.bias!, reach * MARGIN))];
    return mark(names.indexOf(row.estimator), x, y, inside);
  });
  return svg(frame, dots.join('\n'), names);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
