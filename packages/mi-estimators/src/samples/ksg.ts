import { defineEstimator, type Random, type Samples } from '@mimmx/core';
import { z } from 'zod';
import { option } from '../options.ts';
import { ballCounter } from './ball-counter.ts';
import { checkNeighbours, checkPair } from './check.ts';
import { digamma, digammaTable } from './digamma.ts';
import { KdTree } from './kd-tree.ts';
import { prepare, prepareOptions } from './prepare.ts';

const options = z.strictObject({
  k: option(z.int().min(1), 5, 'Number of neighbours: more is smoother and more biased.', {
    values: [3, 5, 10],
  }),
  variant: option(z.union([z.literal(1), z.literal(2)]), 1, 'Which of the paper’s two estimators.', {
    values: [1, 2],
  }),
  ...prepareOptions,
});

export type KsgOptions = z.output<typeof options>;

/**
 * Nearest-neighbour estimate of Kraskov, Stögbauer and Grassberger (Phys. Rev. E 69, 066138, 2004, eq. 8 and 9), in the
 * maximum norm. Nearly unbiased for few dimensions and up to some 3 nats. x, y: [rows, d]; nats; may come out a little
 * below zero. `measure` throws E_TOO_FEW if there are not more rows than k, and the errors of bad samples.
 */
export const ksg = defineEstimator({
  name: 'ksg',
  summary: 'Nearest-neighbour estimate for continuous variables (Kraskov, Stögbauer, Grassberger).',
  source: 'Kraskov et al., Phys. Rev. E 69, 066138, 2004, eq. 8 and 9',
  bound: 'none',
  accepts: { x: ['continuous'], y: ['continuous'] },
  differentiable: false,
  cost: 'n-log-n',
  unit: 'nats',
  options,
  create: ({ random }, given: KsgOptions) => ({
    form: 'sample',
    measure: (x, y) => measure(x, y, given, random),
  }),
});

function measure(x: Samples, y: Samples, options: KsgOptions, random: Random): number {
  checkPair('ksg', x, y);
  checkNeighbours('ksg', x.rows, options.k);
  const left = prepare(x, options, random);
  const right = prepare(y, options, random);
  const { rows } = x;
  const { k } = options;
  const tree = new KdTree(beside(left, x.columns, right, y.columns, rows), x.columns + y.columns);
  const nearX = ballCounter(left, x.columns);
  const nearY = ballCounter(right, y.columns);
  const indices = new Int32Array(k);
  const distances = new Float64Array(k);
  const psi = digammaTable(rows);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    tree.nearest(i, k, indices, distances);
    if (options.variant === 1) {
      const radius = distances[k - 1]!;
      // The row itself is counted, which is the "+ 1" of eq. 8.
      sum += psi[nearX.count(i, radius, false)]! + psi[nearY.count(i, radius, false)]!;
    } else {
      const radiusX = farthest(left, x.columns, i, indices);
      const radiusY = farthest(right, y.columns, i, indices);
      sum += psi[nearX.count(i, radiusX, true) - 1]! + psi[nearY.count(i, radiusY, true) - 1]!;
    }
  }
  const own = digamma(k) - (options.variant === 2 ? 1 / k : 0);
  return own + digamma(rows) - sum / rows;
}

/** Distance from a row to the farthest of some others, in one variable. */
function farthest(points: Float64Array, columns: number, row: number, others: Int32Array): number {
  let distance = 0;
  for (const other of others) {
    for (let c = 0; c < columns; c++) {
      distance = Math.max(distance, Math.abs(points[row * columns + c]! - points[other * columns + c]!));
    }
  }
  return distance;
}

/** Two variables side by side, row-major, [rows, a + b]. */
function beside(left: Float64Array, a: number, right: Float64Array, b: number, rows: number): Float64Array {
  const both = new Float64Array(rows * (a + b));
  for (let i = 0; i < rows; i++) {
    both.set(left.subarray(i * a, (i + 1) * a), i * (a + b));
    both.set(right.subarray(i * b, (i + 1) * b), i * (a + b) + a);
  }
  return both;
}
