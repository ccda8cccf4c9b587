import { svg } from '../html.ts';
import { fixed, known } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { extent, linear } from '../svg/scale.ts';
import { fit, textWidth } from '../svg/text.ts';
import type { DotRow } from './dots.ts';

export interface ScatterInput {
  readonly title: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Ends of the axes; of the data if absent. */
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  /** A dashed line where y equals x, or where y is 0. */
  readonly reference?: 'equal' | 'zero';
  readonly role?: NonNullable<DotRow['role']>;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Points in a plane: predicted against true values, or what is left between them. All points are one path.
 *
 * @example
 * scatterChart({ title: 'erm', points: [{ x: 61, y: 58 }], xLabel: 'true age', yLabel: 'predicted', reference: 'equal' });
 */
export function scatterChart(input: ScatterInput): Chart {
  const { title, width = 260, height = 240, role = 'ink' } = input;
  const points = input.points.filter((point) => known(point.x) && known(point.y));
  const [top, bottom] = [36, height - 34];
  const yDomain = input.yDomain ?? extent(points.map((point) => point.y));
  const y = linear(yDomain, [bottom, top], 4);
  const left = 10 + Math.max(12, ...y.ticks.map((tick) => textWidth(y.label(tick))));
  const xDomain = input.xDomain ?? extent(points.map((point) => point.x));
  const x = linear(xDomain, [left, width - 10], 4);
  const grid = [
    y.ticks.map(
      (tick) =>
        svg`<path class="grid" d="M${left} ${y(tick)}H${width - 10}"/><text class="m e" x="${left - 5}" y="${y(tick) + 4}">${y.label(tick)}</text>`,
    ),
    x.ticks.map((tick) => svg`<text class="m c" x="${x(tick)}" y="${bottom + 14}">${x.label(tick)}</text>`),
  ];
  const [from, to] =
    input.reference === 'equal'
      ? [Math.max(xDomain[0], yDomain[0]), Math.min(xDomain[1], yDomain[1])]
      : xDomain;
  const height0 = (value: number) => (input.reference === 'equal' ? y(value) : y(0));
  const rule =
    input.reference && svg`<path class="rule" d="M${x(from)} ${height0(from)}L${x(to)} ${height0(to)}"/>`;
  const at = (value: number) => Math.round(value * 10) / 10;
  const d = points.map((point) => `M${at(x(point.x))} ${at(y(point.y))}h0`).join('');
  return {
    width,
    height,
    title,
    description: describe(points, input),
    body: svg`<text class="b" x="2" y="12">${fit(title, width - 4)}</text><text class="m" x="2" y="27">${fit(input.yLabel, width - 4)}</text>${grid}${
      d &&
      svg`<path class="l-${role}" stroke-linecap="round" stroke-width="3.6" stroke-opacity=".45" d="${d}"/>`
    }${rule}<text class="m c" x="${(left + width - 10) / 2}" y="${height - 4}">${input.xLabel}</text>`,
  };
}

function describe(points: ScatterInput['points'], { xLabel, yLabel }: ScatterInput): string {
  if (points.length === 0) return 'No finite values.';
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [points.map((point) => point.x), points.map((point) => point.y)];
  return `${points.length} points; mean of ${xLabel} ${fixed(mean(x), 2)}, of ${yLabel} ${fixed(mean(y), 2)}.`;
}
