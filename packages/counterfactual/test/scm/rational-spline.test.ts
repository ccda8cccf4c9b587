import { Random } from '@mimmx/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splineGradient, splineOf, splineParameters } from '../../src/scm/mechanisms/spline-parameters.ts';
import { logNormal } from '../../src/scm/normal.ts';
import { splineAt, splineInverse } from '../../src/scm/rational-spline.ts';

const BINS = 5;
const free = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
  minLength: splineParameters(BINS),
  maxLength: splineParameters(BINS),
});
const places = [-10, -4.0001, -4, -3.3, -1, 0, 0.2, 2.5, 3.9999, 4, 10];

test('inverse, on [−10, 10] with tails and knots', () => {
  fc.assert(
    fc.property(free, (numbers) => {
      const spline = splineOf(Float64Array.from(numbers), 0, BINS);
      for (const u of [...places, ...spline.y]) {
        expect(Math.abs(splineAt(spline, splineInverse(spline, u)).value - u)).toBeLessThan(1e-9);
      }
    }),
    { numRuns: 100 },
  );
});

test('ln of the slope is the finite difference, and increasing', () => {
  fc.assert(
    fc.property(free, (numbers) => {
      const spline = splineOf(Float64Array.from(numbers), 0, BINS);
      for (const x of [-10, -3.3, -1, 0.2, 2.5, 10]) {
        const difference = (splineAt(spline, x + 1e-6).value - splineAt(spline, x - 1e-6).value) / 2e-6;
        expect(difference).toBeGreaterThan(0);
        // A knot may lie between the two places; slopes are continuous, so the error stays small.
        expect(splineAt(spline, x).logSlope).toBeCloseTo(Math.log(difference), 3);
      }
    }),
    { numRuns: 100 },
  );
});

test('the density that it implies integrates to 1', () => {
  const random = new Random(1);
  const spline = splineOf(
    Float64Array.from({ length: splineParameters(BINS) }, () => random.normal()),
    0,
    BINS,
  );
  let total = 0;
  for (let x = -40; x < 40; x += 1e-3) {
    const { value, logSlope } = splineAt(spline, x);
    total += Math.exp(logNormal(value) + logSlope) * 1e-3;
  }
  expect(total).toBeCloseTo(1, 4);
});

test('zero parameters make the identity', () => {
  const spline = splineOf(new Float64Array(splineParameters(BINS)), 0, BINS);
  for (const x of places) {
    expect(splineAt(spline, x).value).toBeCloseTo(x, 12);
    expect(splineAt(spline, x).logSlope).toBeCloseTo(0, 12);
  }
});

test('the gradient by parameters and place is that of finite differences', () => {
  const objective = (numbers: Float64Array, v: number) => {
    const { value, logSlope } = splineAt(splineOf(numbers, 0, BINS), v);
    return 0.5 * value * value - logSlope;
  };
  fc.assert(
    fc.property(free, fc.double({ min: -6, max: 6, noNaN: true }), (list, v) => {
      const numbers = Float64Array.from(list);
      const { x } = splineOf(numbers, 0, BINS);
      // The second derivative jumps at knots.
      fc.pre(x.every((knot) => Math.abs(knot - v) > 1e-3));
      const gradient = new Float64Array(numbers.length);
      const byV = splineGradient(numbers, 0, BINS, v, gradient);
      const h = 1e-6;
      const close = (analytic: number, above: number, below: number) => {
        const numeric = (above - below) / (2 * h);
        expect(Math.abs(analytic - numeric)).toBeLessThan(1e-4 * (1 + Math.abs(numeric)));
      };
      close(byV, objective(numbers, v + h), objective(numbers, v - h));
      for (let i = 0; i < numbers.length; i++) {
        const moved = (by: number) => numbers.map((value, k) => (k === i ? value + by : value));
        close(gradient[i]!, objective(moved(h), v), objective(moved(-h), v));
      }
    }),
    { numRuns: 60 },
  );
});

test('the log-determinant of the public sigmoid flow does not make a density; the right one does', () => {
  // y = σ⁻¹((x + 1)/2): its inverse carries N(0, 1) to (−1, 1). Published code takes ln σ′(y) for the determinant of
  // the inverse where −ln y − ln(1 − y) is due.
  const sigmoid = (u: number) => 1 / (1 + Math.exp(-u));
  let published = 0;
  let right = 0;
  const step = 1e-5;
  for (let y = step / 2; y < 1; y += step) {
    const u = Math.log(y / (1 - y));
    published += Math.exp(logNormal(u) + Math.log(sigmoid(y) * (1 - sigmoid(y)))) * step;
    right += Math.exp(logNormal(u) - Math.log(y) - Math.log(1 - y)) * step;
  }
  expect(right).toBeCloseTo(1, 3);
  expect(published).toBeCloseTo(0.048, 3);
});
