import { softplus } from '../conditional.ts';
import type { RationalSpline } from '../rational-spline.ts';

/** The curve's trained part lies in ±BOUND; outside it is linear. */
const BOUND = 4;
/** Least share of a bin in width and height, and least slope: no piece may vanish. */
const LEAST = 1e-3;
/** softplus(SHIFT) + LEAST = 1: zero parameters make the identity. */
const SHIFT = Math.log(Math.exp(1 - LEAST) - 1);

/** Free numbers of a spline with that many bins: widths, heights, slopes at the knots. */
export const splineParameters = (bins: number): number => 3 * bins + 1;

/** The spline of free numbers from `from` on; zeros make the identity (Durkan et al., 2019, § 3.1). */
export function splineOf(free: Float64Array, from: number, bins: number): RationalSpline {
  return assemble(shares(free, from, bins), shares(free, from + bins, bins), free, from, bins);
}

function assemble(
  widths: Float64Array,
  heights: Float64Array,
  free: Float64Array,
  from: number,
  bins: number,
): RationalSpline {
  return {
    x: knots(widths),
    y: knots(heights),
    slope: Float64Array.from(
      { length: bins + 1 },
      (_, k) => LEAST + softplus(free[from + 2 * bins + k]! + SHIFT),
    ),
  };
}

/**
 * Gradient of ½u² − ln u′ at v by the free numbers, written into `into` at the same places.
 *
 * @returns the derivative by v
 */
export function splineGradient(
  free: Float64Array,
  from: number,
  bins: number,
  v: number,
  into: Float64Array,
): number {
  const [widths, heights] = [shares(free, from, bins), shares(free, from + bins, bins)];
  const { x, y, slope } = assemble(widths, heights, free, from, bins);
  const slopeAt = (k: number) => from + 2 * bins + k;
  const bySlope = (k: number, gradient: number) => {
    into[slopeAt(k)] = gradient / (1 + Math.exp(-(free[slopeAt(k)]! + SHIFT)));
  };
  if (v <= -BOUND || v >= BOUND) {
    const end = v < 0 ? 0 : bins;
    const beyond = v - x[end]!;
    const u = y[end]! + slope[end]! * beyond;
    bySlope(end, u * beyond - 1 / slope[end]!);
    return u * slope[end]!;
  }
  let k = 0;
  while (k < bins - 1 && v >= x[k + 1]!) k++;
  const [width, height] = [x[k + 1]! - x[k]!, y[k + 1]! - y[k]!];
  const t = (v - x[k]!) / width;
  const [s, d0, d1, q, r] = [height / width, slope[k]!, slope[k + 1]!, t * (1 - t), 1 - 2 * t];
  // u = y_k + h·A/D and ln u′ = 2 ln s + ln B − 2 ln D; each of A, D, B by t, s, d0, d1.
  const bend = d1 + d0 - 2 * s;
  const [A, D] = [s * t * t + d0 * q, s + bend * q];
  const B = d1 * t * t + 2 * s * q + d0 * (1 - t) ** 2;
  const u = y[k]! + (height * A) / D;
  const total = (dA: number, dD: number, dB: number) =>
    (u * height * (dA * D - A * dD)) / (D * D) - (dB / B - (2 * dD) / D);
  const byT = total(2 * s * t + d0 * r, bend * r, 2 * d1 * t + 2 * s * r - 2 * d0 * (1 - t));
  const byS = total(t * t, 1 - 2 * q, 2 * q) - 2 / s;
  bySlope(k, total(q, q, (1 - t) ** 2));
  bySlope(k + 1, total(0, q, t * t));
  // t = (v − x_k)/w and s = h/w carry on to the knots.
  shareGradient(widths, from, k, -byT / width, (-byT * t - byS * s) / width, into);
  shareGradient(heights, from + bins, k, u, (u * A) / D + byS / width, into);
  return byT / width;
}

/** Softmax of the free numbers, each share at least LEAST. */
function shares(free: Float64Array, from: number, bins: number): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < bins; k++) highest = Math.max(highest, free[from + k]!);
  const result = Float64Array.from({ length: bins }, (_, k) => Math.exp(free[from + k]! - highest));
  const sum = result.reduce((a, b) => a + b, 0);
  return result.map((value) => LEAST + (1 - LEAST * bins) * (value / sum));
}

function knots(parts: Float64Array): Float64Array {
  const result = new Float64Array(parts.length + 1).fill(-BOUND);
  for (let k = 0; k < parts.length; k++) result[k + 1] = result[k]! + 2 * BOUND * parts[k]!;
  result[parts.length] = BOUND;
  return result;
}

/** From the gradient by the knot before bin k and by that bin's size to that by the free numbers. */
function shareGradient(
  part: Float64Array,
  from: number,
  k: number,
  byKnot: number,
  bySize: number,
  into: Float64Array,
): void {
  const bins = part.length;
  const loose = 1 - LEAST * bins;
  // The knot is the sum of the sizes before it.
  const bySizes = (j: number) => 2 * BOUND * loose * (j < k ? byKnot : j === k ? bySize : 0);
  let mean = 0;
  for (let j = 0; j < bins; j++) mean += ((part[j]! - LEAST) / loose) * bySizes(j);
  for (let j = 0; j < bins; j++) into[from + j] = ((part[j]! - LEAST) / loose) * (bySizes(j) - mean);
}
