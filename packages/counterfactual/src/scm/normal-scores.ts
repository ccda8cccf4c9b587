import { MimmxError } from '@mimmx/core';
import { normalQuantile } from './normal.ts';
import { monotoneSlopes, type RationalSpline } from './rational-spline.ts';

/**
 * The map of a sample to normal scores: its empirical distribution function at up to `knots` quantiles, then Φ⁻¹,
 * joined by a monotone spline with linear tails. It needs no training.
 *
 * @param values the sample, no value missing
 * @param owner the attribute, for the error
 * @throws E_CONSTANT if the sample has fewer than two distinct values
 */
export function normalScores(values: Float64Array, knots: number, owner: string): RationalSpline {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const x: number[] = [];
  const y: number[] = [];
  for (let k = 0; k < knots; k++) {
    const value = sorted[Math.min(n - 1, Math.floor(((k + 0.5) / knots) * n))]!;
    if (x.length > 0 && value <= x.at(-1)!) continue;
    // Half of the ties count as below: a rounded measurement keeps its median where it is.
    const [from, to] = [firstAtLeast(sorted, value), firstAbove(sorted, value)];
    x.push(value);
    y.push(normalQuantile((from + to) / 2 / n));
  }
  if (x.length < 2) {
    const shown = n > 0 ? `always ${sorted[0]}` : 'never known';
    throw new MimmxError('E_CONSTANT', `Attribute "${owner}" is ${shown}. Leave it out of the graph.`);
  }
  const [places, scores] = [Float64Array.from(x), Float64Array.from(y)];
  return { x: places, y: scores, slope: monotoneSlopes(places, scores) };
}

const firstAtLeast = (sorted: Float64Array, value: number): number => search(sorted, (one) => one >= value);
const firstAbove = (sorted: Float64Array, value: number): number => search(sorted, (one) => one > value);

function search(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
