import { type Frame, scales, stroke, svg } from './svg.ts';

/** Points of each drawn line. */
const POINTS = 400;
/** Updates over which a drawn line is smoothed, as in the papers' plots. */
const SPAN = 200;

/** What is drawn of a stair. */
export interface DrawnStair {
  readonly truth: number;
  readonly trace: ArrayLike<number>;
}

/**
 * Estimates along the stairs, smoothed, with the truth as a dashed black line. Returns an SVG document.
 *
 * @param updates that each value of a trace stands for
 */
export function staircaseChart(
  title: string,
  climbs: Readonly<Record<string, readonly DrawnStair[]>>,
  updates = 1,
): string {
  const all = Object.values(climbs);
  const stairs = all[0] ?? [];
  const length = stairs.reduce((sum, stair) => sum + stair.trace.length, 0) * updates;
  const top = Math.max(...stairs.map((stair) => stair.truth)) * 1.5;
  const frame: Frame = { title, xLabel: 'update', yLabel: 'nats', x: [0, length], y: [0, top] };
  const at = scales(frame);
  const path = (points: readonly (readonly [number, number])[]) =>
    points
      .map(([x, y]) => `${at.x(x).toFixed(1)},${at.y(Math.min(Math.max(y, 0), top)).toFixed(1)}`)
      .join(' ');
  const rate = Math.min((2 * updates) / (SPAN + updates), 1);
  const lines = all.map((climb, i) => {
    const points: [number, number][] = [];
    const values = climb.flatMap((stair) => Array.from(stair.trace));
    let smooth = values[0] ?? 0;
    const every = Math.max(Math.floor(values.length / POINTS), 1);
    for (const [step, value] of values.entries()) {
      if (Number.isFinite(value)) smooth += rate * (value - smooth);
      if (step % every === 0) points.push([step * updates, smooth]);
    }
    return `<polyline fill="none" ${stroke(i)} stroke-width="1.5" points="${path(points)}"/>`;
  });
  let from = 0;
  const truth = stairs.flatMap((stair) => {
    const start = from;
    from += stair.trace.length * updates;
    return [
      [start, stair.truth],
      [from, stair.truth],
    ] as [number, number][];
  });
  const body = [
    ...lines,
    `<polyline fill="none" stroke="#000" stroke-dasharray="4 3" points="${path(truth)}"/>`,
  ];
  return svg(frame, body.join('\n'), Object.keys(climbs));
}
