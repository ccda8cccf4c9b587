import type { Chart } from '../svg/chart.ts';
import { extent } from '../svg/scale.ts';
import { lineChart } from './lines.ts';

/** One estimator that is trained on while the true MI rises in steps (Poole et al. 2019, §3; Song & Ermon 2020, §5). */
export interface StaircaseSeries {
  readonly estimator: string;
  /** `lower`, `upper` or `none`, shown beside the name. */
  readonly bound?: string;
  /** Estimate after each update in nats; smooth it yourself if you want it smooth. */
  readonly curve: readonly {
    readonly step: number;
    readonly estimate: number;
    readonly low?: number;
    readonly high?: number;
  }[];
}

export interface StaircaseInput {
  readonly series: readonly StaircaseSeries[];
  /** True MI in nats, from the step at which it begins to hold. */
  readonly truth: readonly { readonly step: number; readonly mi: number }[];
  readonly width?: number;
  readonly height?: number;
}

/**
 * The staircase: a panel for each estimator on common axes, its estimate against the true MI.
 *
 * @example
 * await writeFile('staircase.svg', svgFile(staircaseCharts({ series, truth }), { columns: 4, title: 'Staircase' }));
 */
export function staircaseCharts({ series, truth, width = 230, height = 170 }: StaircaseInput): Chart[] {
  const last = Math.max(...series.flatMap((s) => s.curve.map((p) => p.step)), ...truth.map((t) => t.step));
  const stairs = [...truth].sort((a, b) => a.step - b.step).map((t) => ({ x: t.step, y: t.mi }));
  if (stairs.length > 0) stairs.push({ x: last, y: stairs.at(-1)!.y });
  // One estimator that runs away must not flatten the others: the axis ends at half again the largest truth.
  const [, top] = extent(stairs.map((p) => p.y));
  const [low] = extent(series.flatMap((s) => s.curve.map((p) => p.estimate)));
  const domain: [number, number] = [Math.max(Math.min(0, low), -0.25 * top), top * 1.5];
  return series.map((s) =>
    lineChart({
      title: s.bound && s.bound !== 'none' ? `${s.estimator} (${s.bound} bound)` : s.estimator,
      yLabel: 'nats',
      xLabel: 'updates',
      domain,
      names: false,
      width,
      height,
      lines: [
        { name: 'true MI', reference: true, steps: true, points: stairs },
        {
          name: s.estimator,
          series: 0,
          points: s.curve.map((p) => ({
            x: p.step,
            y: p.estimate,
            ...(p.low !== undefined && p.high !== undefined && { low: p.low, high: p.high }),
          })),
        },
      ],
    }),
  );
}
