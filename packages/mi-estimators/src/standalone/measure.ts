import type { Estimator, Random, SampleEstimator, Samples, TensorEstimator } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { pieces, stackRows } from './batches.ts';
import { takeRows } from './input.ts';
import { combine, type Spread, spreadOf } from './interval.ts';
import type { TrainingSettings } from './settings.ts';
import type { Task } from './task.ts';

/** Number of groups that the jackknife leaves out in turn. */
const GROUPS = 10;

/**
 * An estimator of all samples at once, with the standard error of a jackknife over ten groups of rows.
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
  const without = Array.from({ length: GROUPS }, (_, g) => {
    const kept = order.filter((_row, i) => i % GROUPS !== g);
    return estimator.measure(takeRows(x, kept), takeRows(y, kept));
  });
  const mean = without.reduce((a, b) => a + b, 0) / GROUPS;
  const squares = without.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { value, standardError: Math.sqrt(((GROUPS - 1) / GROUPS) * squares), degrees: GROUPS - 1 };
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
  tasks: readonly Task[],
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
