import { svg } from '../html.ts';
import { figures } from '../numbers.ts';
import { SERIES } from '../palette.ts';
import type { Chart } from '../svg/chart.ts';
import { extent, linear } from '../svg/scale.ts';
import { mark, SHAPES } from '../svg/symbols.ts';
import { fit, textWidth } from '../svg/text.ts';

/** One estimate, or one of whatever is compared. */
export interface SeriesPoint {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  /** Said when the mark is pointed at. */
  readonly title?: string;
}

export interface SeriesScatterInput {
  readonly title: string;
  readonly points: readonly SeriesPoint[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Ends of the axes; of the data if absent. What lies beyond stands on the edge. */
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  readonly width?: number;
  readonly height?: number;
}

const LINE = 16;

/**
 * Points of several series in a plane, told apart by colour and shape, with a legend: bias against spread of estimators.
 *
 * @example
 * seriesScatterChart({ title: 'Bias and spread', xLabel: 'sd', yLabel: 'bias', points: [{ series: 'mine', x: 0.1, y: -0.2 }] });
 */
export function seriesScatterChart(input: SeriesScatterInput): Chart {
  const { title, points, width = 760 } = input;
  const names = [...new Set(points.map(({ series }) => series))];
  const height = Math.max(input.height ?? 460, 60 + LINE * names.length);
  const key = 30 + Math.max(0, ...names.map((name) => textWidth(name)));
  const [top, bottom, right] = [36, height - 48, width - key - 12];
  const y = linear(input.yDomain ?? extent(points.map((point) => point.y)), [bottom, top], 5);
  const left = 24 + Math.max(12, ...y.ticks.map((tick) => textWidth(y.label(tick))));
  const x = linear(input.xDomain ?? extent(points.map((point) => point.x)), [left, right], 5);
  const grid = [
    y.ticks.map(
      (tick) =>
        svg`<path class="${Math.abs(tick) < 1e-12 ? 'rule' : 'grid'}" d="M${left} ${y(tick)}H${right}"/><text class="m e" x="${left - 6}" y="${y(tick) + 4}">${y.label(tick)}</text>`,
    ),
    x.ticks.map((tick) => svg`<text class="m c" x="${x(tick)}" y="${bottom + 16}">${x.label(tick)}</text>`),
  ];
  const drawn = (series: string, at: readonly [number, number], said?: string) => {
    const i = names.indexOf(series);
    const shape = SHAPES[Math.floor(i / SERIES) % SHAPES.length]!;
    return mark(...at, shape, `s${i % SERIES}`, said ? { title: said } : {});
  };
  const inside = (value: number, [a, b]: readonly [number, number]) =>
    Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));
  const dots = points.map((point) =>
    drawn(
      point.series,
      [inside(x(point.x), [left, right]), inside(y(point.y), [bottom, top])],
      point.title ?? `${point.series}: ${figures(point.x)}, ${figures(point.y)}`,
    ),
  );
  const legend = names.map(
    (name, i) =>
      svg`${drawn(name, [right + 20, top + 6 + LINE * i])}<text x="${right + 30}" y="${top + 10 + LINE * i}">${name}</text>`,
  );
  return {
    width,
    height,
    title,
    description: `${input.yLabel} against ${input.xLabel} of ${names.join(', ')}.`,
    body: svg`<text class="b" x="${left}" y="16">${fit(title, width - left)}</text>${grid}${dots}${legend}<text class="m c" x="${(left + right) / 2}" y="${height - 12}">${input.xLabel}</text><text class="m c" transform="translate(12 ${(top + bottom) / 2}) rotate(-90)">${input.yLabel}</text>`,
  };
}
