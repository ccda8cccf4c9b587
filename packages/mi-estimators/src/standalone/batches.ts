import type { Random, Samples } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Lead } from '../networks/index.ts';
import type { Member } from './folds.ts';

/** The rows of several members side by side: x [...lead, rows, dx] (or [...lead, rows] int32), y, weights if any. */
export type Stacked = tf.Tensor[];

/**
 * Tensors of one batch for every member. Where the lists differ in length, or rows have weights, the shorter are filled
 * up with rows of weight 0.
 *
 * @param rows of each member
 */
export function stackRows(members: readonly Member[], rows: readonly Int32Array[], lead: Lead): Stacked {
  const length = Math.max(...rows.map((list) => list.length));
  const padded = rows.some((list) => list.length < length);
  const weighted = padded || members.some((member) => member.weights);
  const x = stackVariable(
    members.map((member) => member.x),
    rows,
    length,
    lead,
  );
  const y = stackVariable(
    members.map((member) => member.y),
    rows,
    length,
    lead,
  );
  if (!weighted) return [x, y];
  const weights = new Float32Array(members.length * length);
  for (const [m, list] of rows.entries()) {
    const given = members[m]!.weights;
    for (let i = 0; i < list.length; i++) weights[m * length + i] = given ? given[list[i]!]! : 1;
  }
  return [x, y, tf.tensor(weights, [...lead, length])];
}

function stackVariable(
  variables: readonly Samples[],
  rows: readonly Int32Array[],
  length: number,
  lead: Lead,
): tf.Tensor {
  const { columns, classes } = variables[0]!;
  const Kind = classes === undefined ? Float32Array : Int32Array;
  const values = new Kind(rows.length * length * columns);
  for (const [m, list] of rows.entries()) {
    const from = variables[m]!.values;
    for (let i = 0; i < length; i++) {
      // A filler repeats a row that is there: its weight is 0, but it must be a possible value.
      const row = list[i] ?? list[0]!;
      const to = (m * length + i) * columns;
      for (let c = 0; c < columns; c++) values[to + c] = from[row * columns + c]!;
    }
  }
  const shape = classes === undefined ? [...lead, length, columns] : [...lead, length];
  return tf.tensor(values, shape, classes === undefined ? 'float32' : 'int32');
}

/** Goes through rows in random order, again and again. */
export function rowCycle(rows: Int32Array, random: Random): (count: number) => Int32Array {
  const order = rows.slice();
  let next = order.length;
  return (count) => {
    const taken = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      if (next === order.length) {
        random.shuffle(order);
        next = 0;
      }
      taken[i] = order[next++]!;
    }
    return taken;
  };
}

/** Splits rows into pieces of nearly equal length, none longer than `most`. */
export function pieces(rows: Int32Array, most: number): Int32Array[] {
  const count = Math.ceil(rows.length / most);
  return Array.from({ length: count }, (_, i) =>
    rows.slice(Math.floor((i * rows.length) / count), Math.floor(((i + 1) * rows.length) / count)),
  );
}
