import { defineEstimator, MimmxError, option, options, type Random, type Samples, space } from '@mimmx/core';
import { z } from 'zod';
import { ballCounter } from './ball-counter.ts';
import { checkPair } from './check.ts';
import { digammaTable } from './digamma.ts';
import { KdTree } from './kd-tree.ts';
import { prepare, prepareOptions } from './prepare.ts';

const schema = options({
  k: option(z.int().min(1), {
    default: 5,
    description: 'Number of neighbours within the class (fewer in a class of fewer).',
    space: space.choice(3, 5, 10),
  }),
  ...prepareOptions,
});

export type RossOptions = z.input<typeof schema>;
type Settings = z.output<typeof schema>;

/**
 * Nearest-neighbour estimate between a continuous and a discrete variable (Ross, PLOS ONE 9(2), 2014, eq. 2), in the
 * maximum norm. Classes of one row are left out. One side [rows, d], the other classes [rows]; nats.
 * `measure` throws E_FORM unless exactly one side is discrete, E_TOO_FEW if no class has two rows, and the errors of bad
 * samples.
 */
export const ross = defineEstimator({
  name: 'ross',
  summary: 'Nearest-neighbour estimate between a continuous and a discrete variable (Ross).',
  source: 'Ross, PLOS ONE 9(2): e87357, 2014',
  bound: 'none',
  accepts: { x: ['continuous', 'discrete'], y: ['continuous', 'discrete'] },
  differentiable: false,
  unit: 'nats',
  options: schema,
  create: ({ random }, given: Settings) => ({
    form: 'sample',
    measure(x, y) {
      checkPair('ross', x, y);
      if ((x.classes === undefined) === (y.classes === undefined)) {
        const kind = x.classes === undefined ? 'continuous' : 'discrete';
        throw new MimmxError(
          'E_FORM',
          `ross: x and y are both ${kind}. Give one as classes, or take ${kind === 'continuous' ? 'ksg' : 'histogram'}.`,
        );
      }
      return x.classes === undefined ? measure(x, y, given, random) : measure(y, x, given, random);
    },
  }),
});

function measure(numbers: Samples, classes: Samples, options: Settings, random: Random): number {
  const d = numbers.columns;
  const points = prepare(numbers, options, random);
  const members = new Map<number, number[]>();
  for (let i = 0; i < classes.rows; i++) {
    const code = classes.values[i]!;
    const list = members.get(code);
    if (list) list.push(i);
    else members.set(code, [i]);
  }
  const groups = [...members.values()].filter((rows) => rows.length > 1);
  const kept = groups.flat();
  if (kept.length === 0) {
    throw new MimmxError('E_TOO_FEW', 'ross: every class has a single row. Give more rows, or join classes.');
  }
  const all = gatherRows(points, d, kept);
  const near = ballCounter(all, d);
  const psi = digammaTable(kept.length);
  const indices = new Int32Array(options.k);
  const distances = new Float64Array(options.k);
  let sum = 0;
  let row = 0;
  for (const group of groups) {
    const tree = new KdTree(gatherRows(points, d, group), d);
    const k = Math.min(options.k, group.length - 1);
    for (let i = 0; i < group.length; i++, row++) {
      tree.nearest(i, k, indices, distances);
      sum += psi[k]! - psi[group.length]! - psi[near.count(row, distances[k - 1]!, false)]!;
    }
  }
  return psi[kept.length]! + sum / kept.length;
}

/** The named rows, [rows, columns]. */
function gatherRows(points: Float64Array, columns: number, rows: readonly number[]): Float64Array {
  const gathered = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) {
    gathered.set(points.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  return gathered;
}
