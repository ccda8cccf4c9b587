import { type Insert, svg } from '../html.ts';
import { fixed, known } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { extent, linear, logarithmic, type Scale } from '../svg/scale.ts';
import { strokeOf } from '../svg/strokes.ts';
import { fit, spread, textWidth } from '../svg/text.ts';

/** One line: points in order of x, with the spread of the seeds where there are several. */
export interface Line {
  readonly name: string;
  readonly points: readonly LinePoint[];
  /** Index of its colour and dash; the position in the list if absent. */
  readonly series?: number;
  /** Drawn thin, dashed and grey: something to compare with. */
  readonly reference?: boolean;
}

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

export interface LineInput {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Range of y; of the data if absent. Values outside are cut off at the frame. */
  readonly domain?: readonly [number, number];
  readonly log?: boolean;
  /** y in percent. */
  readonly fraction?: boolean;
  /** Writes names at the right ends of the lines; otherwise a legend must stand elsewhere. Default true. */
  readonly names?: boolean;
  readonly marks?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Lines over time, prevalence or anything else that is ordered.
 *
 * @example
 * lineChart({ title: 'MI', yLabel: 'nats', lines: [{ name: 'thickness', points: [{ x: 0, y: 0.4 }, { x: 100, y: 0.1 }] }] });
 */
export function lineChart(input: LineInput): Chart {
  const width = input.width ?? 360;
  const height = input.height ?? 220;
  const lines = input.lines.map((line) => ({
    ...line,
    points: line.points.filter((p) => usable(p, input.log)),
  }));
  const points = lines.flatMap((line) => line.points);
  const named = input.names ?? true;
  const right = named ? Math.min(120, 12 + Math.max(0, ...lines.map((line) => textWidth(line.name)))) : 8;
  const top = input.yLabel ? 36 : 24;
  const bottom = height - (input.xLabel ? 32 : 18);
  const domain = input.domain ?? extent(points.flatMap((p) => [p.y, p.low ?? p.y, p.high ?? p.y]));
  const y = input.log ? logarithmic(positive(domain), [bottom, top]) : linear(domain, [bottom, top], 3);
  const label = (tick: number) => (input.fraction ? String(Math.round(tick * 100)) : y.label(tick));
  const left = 10 + Math.max(12, ...y.ticks.map((tick) => textWidth(label(tick))));
  const x = linear(
    extent(points.map((p) => p.x)),
    [left, width - right],
    Math.max(2, Math.floor((width - left - right) / 60)),
  );
  const head = svg`<text class="b" x="2" y="12">${fit(input.title, width - 4)}</text>${
    input.yLabel && svg`<text class="m" x="2" y="26">${fit(input.yLabel, width - 4)}</text>`
  }`;
  const description = describe(lines, input.fraction ?? false);
  if (points.length === 0) {
    const empty = svg`${head}<text class="m c" x="${width / 2}" y="${height / 2 + 8}">no finite values</text>`;
    return { width, height, title: input.title, description: 'No finite values.', body: empty };
  }
  const frame: Insert[] = [
    y.ticks.map(
      (tick) =>
        svg`<path class="grid" d="M${left} ${y(tick)}H${width - right}"/><text class="m e" x="${left - 5}" y="${y(tick) + 4}">${label(tick)}</text>`,
    ),
    x.ticks.map((tick) => {
      const text = x.label(tick);
      // A last tick at the very end of the axis would be cut off.
      const middle = Math.min(x(tick), width - textWidth(text) / 2 - 1);
      return svg`<text class="m c" x="${middle}" y="${bottom + 14}">${text}</text>`;
    }),
    input.xLabel &&
      svg`<text class="m c" x="${(left + width - right) / 2}" y="${height - 3}">${input.xLabel}</text>`,
  ];
  const clamp: Scale = Object.assign((value: number) => Math.min(bottom, Math.max(top, y(value))), y);
  const cut =
    points.some((p) => p.y > domain[1] || p.y < domain[0]) &&
    svg`<text class="m e" x="${width - right}" y="${top - 3}" style="font-size:9px">leaves the frame</text>`;
  const drawn = lines.map((line, i) => draw(line, line.series ?? i, x, clamp, input.marks ?? false));
  return {
    width,
    height,
    title: input.title,
    description,
    body: svg`${head}${frame}${drawn}${cut}${named && ends(lines, x, clamp, top, bottom)}`,
  };
}

function draw(line: Line, series: number, x: Scale, y: Scale, marks: boolean): Insert {
  if (line.points.length === 0) return null;
  const { role, dash } = line.reference ? { role: 'muted', dash: '3 3' } : strokeOf(series);
  const band = line.points.filter((p) => known(p.low) && known(p.high) && p.high > p.low);
  const area =
    band.length > 1 &&
    svg`<path class="f-${role} band" d="M${path(band.map((p) => [x(p.x), y(p.high!)]))}L${path(band.toReversed().map((p) => [x(p.x), y(p.low!)]))}z"/>`;
  const track = line.points.map((p) => [x(p.x), y(p.y)]);
  const single = !line.reference && (line.points.length === 1 || marks);
  return [
    area,
    svg`<path class="l-${role}" stroke-width="${line.reference ? 1.2 : 1.7}" stroke-linejoin="round"${dash && svg` stroke-dasharray="${dash}"`} d="M${path(track)}"><title>${line.name}</title></path>`,
    single && line.points.map((p) => svg`<circle class="f-${role}" cx="${x(p.x)}" cy="${y(p.y)}" r="2.6"/>`),
  ];
}

/** Names at the line ends, moved apart. */
function ends(lines: readonly Line[], x: Scale, y: Scale, top: number, bottom: number): Insert {
  const shown = lines
    .map((line, i) => ({ line, series: line.series ?? i }))
    .filter(({ line }) => line.points.length > 0);
  const last = shown.map(({ line }) => line.points.at(-1)!);
  const right = Math.max(...last.map((p) => x(p.x)));
  const at = spread(
    last.map((p) => y(p.y) + 4),
    12,
    top + 4,
    bottom + 2,
  );
  return shown.map(({ line, series }, i) => {
    const role = line.reference ? 'muted' : strokeOf(series).role;
    return svg`<text x="${right + 6}" y="${at[i]!}" class="n-${role}">${fit(line.name, 108)}</text>`;
  });
}

/** `x y x y`: pairs after a move or line command need no letter. */
const path = (pairs: readonly (readonly number[])[]): string =>
  pairs.map((pair) => pair.map((value) => Math.round(value * 10) / 10).join(' ')).join(' ');

const usable = (p: LinePoint, log = false): boolean => known(p.x) && known(p.y) && (!log || p.y > 0);

const positive = ([low, high]: readonly [number, number]): [number, number] => {
  const top = high > 0 ? high : 1;
  return [low > 0 ? low : top / 1000, top];
};

function describe(lines: readonly Line[], fraction: boolean): string {
  const text = (value: number) => (fraction ? `${fixed(value * 100, 1)} %` : fixed(value, 3));
  return lines
    .filter((line) => line.points.length > 0)
    .map(({ name, points }) => {
      const [first, last] = [points[0]!, points.at(-1)!];
      return `${name}: from ${text(first.y)} at ${fixed(first.x, 0)} to ${text(last.y)} at ${fixed(last.x, 0)}.`;
    })
    .join(' ');
}
