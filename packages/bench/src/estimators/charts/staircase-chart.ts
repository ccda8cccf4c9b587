import { type Chart, type LinePoint, lineChart } from '@mimmx/viz';

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
 * Estimates along the stairs, smoothed, with the truth as a dashed line.
 *
 * @param updates that each value of a trace stands for
 */
export function staircaseChart(
  title: string,
  climbs: Readonly<Record<string, readonly DrawnStair[]>>,
  updates = 1,
): Chart {
  const stairs = Object.values(climbs)[0] ?? [];
  const top = Math.max(...stairs.map((stair) => stair.truth)) * 1.5;
  const rate = Math.min((2 * updates) / (SPAN + updates), 1);
  const smoothed = (climb: readonly DrawnStair[]): LinePoint[] => {
    const values = climb.flatMap((stair) => Array.from(stair.trace));
    const every = Math.max(Math.floor(values.length / POINTS), 1);
    let smooth = values[0] ?? 0;
    return values.flatMap((value, step) => {
      if (Number.isFinite(value)) smooth += rate * (value - smooth);
      return step % every === 0 ? [{ x: step * updates, y: smooth }] : [];
    });
  };
  let from = 0;
  const truth = stairs.flatMap((stair): LinePoint[] => {
    const start = from;
    from += stair.trace.length * updates;
    return [
      { x: start, y: stair.truth },
      { x: from, y: stair.truth },
    ];
  });
  return lineChart({
    title,
    xLabel: 'update',
    yLabel: 'nats',
    domain: [0, top],
    lines: [
      ...Object.entries(climbs).map(([name, climb]) => ({ name, points: smoothed(climb) })),
      { name: 'truth', reference: true, points: truth },
    ],
    width: 760,
    height: 460,
  });
}
