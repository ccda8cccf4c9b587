import { MimmxError, type Samples, type VariableForm } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/**
 * One variable's samples as people have them.
 * - `Float32Array`, `Float64Array`, `number[]`: one real column.
 * - `Int32Array`: classes.
 * - `number[][]`, a float tensor [rows] or [rows, d]: real rows. An int32 tensor [rows]: classes.
 * - {@link Samples}: anything, spelled out.
 */
export type MiInput =
  | Float32Array
  | Float64Array
  | Int32Array
  | readonly number[]
  | readonly (readonly number[])[]
  | tf.Tensor
  | Samples;

/** @throws E_SAMPLES if it is none of these, rows are of different lengths, or a tensor has more than two axes */
export async function toSamples(name: string, input: MiInput): Promise<Samples> {
  if (input instanceof Int32Array) return classSamples(input);
  if (input instanceof Float32Array || input instanceof Float64Array) {
    return { values: input, rows: input.length, columns: 1 };
  }
  if (input instanceof tf.Tensor) {
    if (input.rank < 1 || input.rank > 2) {
      throw new MimmxError(
        'E_SAMPLES',
        `${name} is a tensor of shape [${input.shape}]. Give [rows] or [rows, columns].`,
      );
    }
    const values = await input.data();
    if (input.dtype === 'int32' && input.rank === 1) return classSamples(Int32Array.from(values));
    return { values: Float32Array.from(values), rows: input.shape[0]!, columns: input.shape[1] ?? 1 };
  }
  if (Array.isArray(input)) return fromRows(name, input as readonly (number | readonly number[])[]);
  if (typeof input === 'object' && input !== null && 'values' in input) return input as Samples;
  throw new MimmxError(
    'E_SAMPLES',
    `${name} is ${input === null ? 'null' : typeof input}. Give numbers, rows, a tensor, or classes as an Int32Array.`,
  );
}

function fromRows(name: string, rows: readonly (number | readonly number[])[]): Samples {
  const lists = rows.map((row) => (Array.isArray(row) ? (row as readonly number[]) : [row as number]));
  const text = lists.findIndex((row) => row.some((value) => typeof value !== 'number'));
  if (text >= 0) {
    throw new MimmxError(
      'E_SAMPLES',
      `${name} is ${JSON.stringify(rows[text])} in row ${text}, no number. Give classes as codes in an Int32Array.`,
    );
  }
  const columns = lists[0]?.length ?? 0;
  const odd = lists.findIndex((row) => row.length !== columns);
  if (odd >= 0) {
    throw new MimmxError(
      'E_SAMPLES',
      `${name} has ${columns} columns in row 0 and ${lists[odd]!.length} in row ${odd}. Give as many in each.`,
    );
  }
  return { values: Float64Array.from(lists.flat()), rows: rows.length, columns };
}

function classSamples(values: Int32Array): Samples {
  let last = 0;
  for (const code of values) if (code > last) last = code;
  return { values, rows: values.length, columns: 1, classes: last + 1 };
}

/** What an estimator is told of these samples. */
export const formOf = ({ classes, columns }: Samples): VariableForm =>
  classes === undefined ? { kind: 'continuous', width: columns } : { kind: 'discrete', classes };

/** The named rows of some samples, in that order. */
export function takeRows(samples: Samples, rows: Int32Array): Samples {
  const { values, columns } = samples;
  const taken = values.slice(0, 0) as Float64Array;
  const Kind = taken.constructor as new (length: number) => Float64Array;
  const kept = new Kind(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    for (let c = 0; c < columns; c++) kept[i * columns + c] = values[rows[i]! * columns + c]!;
  }
  return { ...samples, values: kept, rows: rows.length };
}

/** Real columns to mean 0 and standard deviation 1, in float32; classes as they are. */
export function standardiseSamples(samples: Samples): Samples {
  if (samples.classes !== undefined) return samples;
  const { values, rows, columns } = samples;
  const scaled = new Float32Array(values.length);
  for (let c = 0; c < columns; c++) {
    let mean = 0;
    for (let i = 0; i < rows; i++) mean += values[i * columns + c]! / rows;
    let variance = 0;
    for (let i = 0; i < rows; i++) variance += (values[i * columns + c]! - mean) ** 2 / rows;
    const scale = 1 / Math.sqrt(variance);
    for (let i = 0; i < rows; i++) scaled[i * columns + c] = (values[i * columns + c]! - mean) * scale;
  }
  return { values: scaled, rows, columns };
}
