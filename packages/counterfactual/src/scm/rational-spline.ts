/**
 * A strictly increasing function through knots, rational-quadratic between them and linear outside
 * (Gregory & Delbourgo, 1982; Durkan et al., 2019, eqs. 4–8, with linear tails of any slope).
 */
export interface RationalSpline {
  /** Places of the knots, increasing, [knots]. */
  readonly x: Float64Array;
  /** Values there, increasing, [knots]. */
  readonly y: Float64Array;
  /** Slopes there, > 0, [knots]. The first and last are those of the tails. */
  readonly slope: Float64Array;
}

/** Value and logarithm of the slope at one place. */
export interface SplinePoint {
  readonly value: number;
  readonly logSlope: number;
}

/** The spline at x. */
export function splineAt({ x: xs, y: ys, slope }: RationalSpline, x: number): SplinePoint {
  const last = xs.length - 1;
  if (x <= xs[0]!) return { value: ys[0]! + slope[0]! * (x - xs[0]!), logSlope: Math.log(slope[0]!) };
  if (x >= xs[last]!)
    return { value: ys[last]! + slope[last]! * (x - xs[last]!), logSlope: Math.log(slope[last]!) };
  const k = bin(xs, x);
  const width = xs[k + 1]! - xs[k]!;
  const height = ys[k + 1]! - ys[k]!;
  const t = (x - xs[k]!) / width;
  const [s, d0, d1, q] = [height / width, slope[k]!, slope[k + 1]!, t * (1 - t)];
  const denominator = s + (d1 + d0 - 2 * s) * q;
  return {
    value: ys[k]! + (height * (s * t * t + d0 * q)) / denominator,
    logSlope:
      2 * Math.log(s) + Math.log(d1 * t * t + 2 * s * q + d0 * (1 - t) * (1 - t)) - 2 * Math.log(denominator),
  };
}

/** The place where the spline has the value y: the root of a quadratic (Durkan et al., 2019, eqs. 6–8), polished once. */
export function splineInverse(spline: RationalSpline, y: number): number {
  const { x: xs, y: ys, slope } = spline;
  const last = xs.length - 1;
  if (y <= ys[0]!) return xs[0]! + (y - ys[0]!) / slope[0]!;
  if (y >= ys[last]!) return xs[last]! + (y - ys[last]!) / slope[last]!;
  const k = bin(ys, y);
  const width = xs[k + 1]! - xs[k]!;
  const height = ys[k + 1]! - ys[k]!;
  const [s, d0, d1, rise] = [height / width, slope[k]!, slope[k + 1]!, y - ys[k]!];
  const bend = d1 + d0 - 2 * s;
  const a = height * (s - d0) + rise * bend;
  const b = height * d0 - rise * bend;
  const c = -s * rise;
  // The form of the root that does not cancel.
  const t = (2 * c) / (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  const x = xs[k]! + Math.min(Math.max(t, 0), 1) * width;
  const { value, logSlope } = splineAt(spline, x);
  return Math.min(Math.max(x - (value - y) / Math.exp(logSlope), xs[k]!), xs[k + 1]!);
}

/** The bin that holds a value strictly inside the knots. */
function bin(knots: Float64Array, value: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Slopes that keep a spline through these knots increasing: weighted harmonic means of the neighbouring chords
 * (Fritsch & Butland, 1984), the chords themselves at the ends.
 */
export function monotoneSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const chord = (k: number) => (y[k + 1]! - y[k]!) / (x[k + 1]! - x[k]!);
  const last = x.length - 1;
  return Float64Array.from(x, (_, k) => {
    if (k === 0) return chord(0);
    if (k === last) return chord(last - 1);
    const [before, after] = [x[k]! - x[k - 1]!, x[k + 1]! - x[k]!];
    const [w1, w2] = [2 * after + before, after + 2 * before];
    return (w1 + w2) / (w1 / chord(k - 1) + w2 / chord(k));
  });
}
