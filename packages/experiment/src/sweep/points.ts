import { MimmxError, Random } from '@mimmx/core/contracts';
import type { Axis } from './axes.ts';
import type { SweepConfig } from './schema.ts';
import { sobolPoints } from './sobol.ts';

/** Trials of one sweep at most. */
export const MOST_TRIALS = 1_000_000;

/** A number for people: `1,000,000,000`. */
const grouped = (value: bigint): string => value.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * How many points a sweep has.
 *
 * @param each trials of a point: methods × seeds × folds
 * @throws E_SWEEP_SIZE with the count if there are too many to be listed
 */
export function countPoints(sweep: SweepConfig, axes: readonly Axis[], each: number): number {
  const points =
    sweep.draw === 'grid'
      ? axes.reduce((product, { values }) => product * BigInt(values.length), 1n)
      : BigInt(sweep.draws);
  const trials = points * BigInt(each);
  if (trials > BigInt(MOST_TRIALS)) {
    throw new MimmxError(
      'E_SWEEP_SIZE',
      `This sweep has ${grouped(trials)} trials (${sweep.draw === 'grid' ? axes.map(({ name, values }) => `${name} ${values.length}`).join(' × ') : `${sweep.draws} draws`} × ${each} of methods, seeds and folds); ${grouped(BigInt(MOST_TRIALS))} can be planned. Take fewer values, or draw: "sobol" with fewer draws.`,
    );
  }
  return Number(points);
}

/** The points of a sweep, each a value for every axis. The last axis of a grid turns fastest. */
export function* pointsOf(sweep: SweepConfig, axes: readonly Axis[], count: number): Generator<unknown[]> {
  if (sweep.draw === 'grid') {
    for (let n = 0; n < count; n++) {
      const point: unknown[] = new Array(axes.length);
      let rest = n;
      for (let a = axes.length - 1; a >= 0; a--) {
        const { values } = axes[a]!;
        point[a] = values[rest % values.length];
        rest = Math.floor(rest / values.length);
      }
      yield point;
    }
    return;
  }
  if (sweep.draw === 'sobol') {
    for (const shares of sobolPoints(count, axes.length, sweep.seed))
      yield axes.map((axis, a) => axis.at(shares[a]!));
    return;
  }
  const random = new Random(sweep.seed);
  for (let n = 0; n < count; n++) yield axes.map((axis) => axis.at(random.uniform()));
}
