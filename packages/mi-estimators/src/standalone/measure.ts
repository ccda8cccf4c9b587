import {
  type Estimator,
  isMimmxError,
  type Random,
  type SampleEstimator,
  type Samples,
  type TensorEstimator,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { pieces, stackRows } from './batches.ts';
import { takeRows } from './input.ts';
import { combine, type Spread, spreadOf } from './interval.ts';
import type { TrainingSettings } from './settings.ts';
import type { EstimationTask } from './task.ts';

/** Number of groups that rows are put into for a standard error. */
const GROUPS = 10;

/** Rows from which each group is large enough to be measured by itself. */
const MANY = 5000;

/**
 * An estimator of all samples at once, with a standard error over ten groups of rows: from 5,000 rows on by measuring
 * each group by itself, since the variance falls as one over the rows (Holmes & Nemenman, Phys. Rev. E 100, 2019), at the
 * cost of one more run; below by the jackknife, which leaves each out in turn, at the cost of ten.
 *
 * @param x and y of the rows that count, alike in length
 */
export function measureSamples(
  estimator: SampleEstimator,
  x: Samples,
  y: Samples,
  interval: boolean,
  random: Random,
): Spread {
  const value = estimator.measure(x, y);
  if (!interval || x.rows < 4 * GROUPS) return { value, standardError: Number.NaN, degrees: 0 };
  const order = random.permutation(x.rows);
  const measured = (apart: boolean) =>
    Array.from({ length: GROUPS }, (_, g) => {
      const kept = order.filter((_row, i) => (i % GROUPS === g) === apart);
      return estimator.measure(takeRows(x, kept), takeRows(y, kept));
    });
  let apart = x.rows >= MANY;
  let values: number[];
  try {
    values = measured(apart);
  } catch (error) {
    if (!apart || !isMimmxError(error)) throw error;
    // A tenth can lack what all rows have: a second class.
    apart = false;
    values = measured(apart);
  }
  const mean = values.reduce((a, b) => a + b, 0) / GROUPS;
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const share = apart ? 1 / (GROUPS * (GROUPS - 1)) : (GROUPS - 1) / GROUPS;
  return { value, standardError: Math.sqrt(share * squares), degrees: GROUPS - 1 };
}

/** A closed form of a batch, averaged over batches of at most `most` rows. */
export async function measureBatches(
  estimator: TensorEstimator,
  x: Samples,
  y: Samples,
  weights: Float32Array | undefined,
  most: number,
  random: Random,
): Promise<Spread> {
  const nothing = new Int32Array();
  const member = { x, y, ...(weights && { weights }), train: nothing, select: nothing, test: nothing };
  const values: number[] = [];
  const masses: number[] = [];
  for (const rows of pieces(random.permutation(x.rows), most)) {
    const batch = stackRows([member], [rows], []);
    const value = estimator.estimate(batch[0]!, batch[1]!, batch[2] as tf.Tensor1D | undefined);
    values.push((await value.data())[0]!);
    masses.push(weights ? rows.reduce((sum, row) => sum + weights[row]!, 0) : rows.length);
    tf.dispose([value, ...batch]);
  }
  return spreadOf(values, masses);
}

/**
 * Rows drawn so that those kept follow the distribution that the weights make: each with probability wᵢ / max w. None
 * is drawn twice, since neighbour estimators take equal rows for dependence.
 */
export function drawByWeight(weights: Float32Array, random: Random): Int32Array {
  const top = weights.reduce((a, b) => Math.max(a, b), 0);
  const rows: number[] = [];
  for (let i = 0; i < weights.length; i++) if (random.uniform() * top < weights[i]!) rows.push(i);
  return Int32Array.from(rows);
}

/** Estimators with nothing to train, group by group. */
export async function measureTasks(
  tasks: readonly EstimationTask[],
  estimator: Estimator,
  settings: TrainingSettings,
  random: Random,
): Promise<Spread[]> {
  const spreads: Spread[] = [];
  for (const { x, y, weights, groups } of tasks) {
    const parts: Spread[] = [];
    for (const { rows } of groups) {
      if (groups.length > 1 && (isConstant(x, rows) || isConstant(y, rows))) {
        parts.push({ value: 0, standardError: 0, degrees: Number.POSITIVE_INFINITY });
        continue;
      }
      const importance = weights && Float32Array.from(rows, (row) => weights[row]!);
      if (estimator.form === 'sample') {
        const kept = importance ? drawByWeight(importance, random).map((i) => rows[i]!) : rows;
        parts.push(
          measureSamples(estimator, takeRows(x, kept), takeRows(y, kept), settings.interval, random),
        );
      } else {
        const most = Math.max(settings.evaluationRows, 2048);
        parts.push(
          await measureBatches(estimator, takeRows(x, rows), takeRows(y, rows), importance, most, random),
        );
      }
    }
    spreads.push(
      combine(
        parts,
        groups.map((group) => group.share),
      ),
    );
  }
  return spreads;
}

/** Whether a variable has one value in all those rows, and so says nothing there. */
function isConstant({ values, columns }: Samples, rows: Int32Array): boolean {
  const first = rows[0]! * columns;
  return rows.every((row) => {
    for (let c = 0; c < columns; c++) if (values[row * columns + c] !== values[first + c]) return false;
    return true;
  });
}
