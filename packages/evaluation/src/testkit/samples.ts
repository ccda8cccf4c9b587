import type { Random } from '@mimmx/core/contracts';
import type { Measure, PartCodes } from '../measures/index.ts';

/** Made-up predictions, enough to take any measure of. */
export interface MadeUp {
  readonly y: Int32Array | Float64Array;
  readonly values: Float64Array;
  readonly parts: PartCodes;
}

const PARTS = ['a', 'b', 'c'];

/** Every class of y equally often in each of three parts, so that even perfect predictions treat the parts alike. */
export function madeUp(random: Random, rows: number, classes: number, quality: 'random' | 'perfect'): MadeUp {
  const parts = {
    codes: Int32Array.from(
      { length: rows },
      (_, row) => Math.floor(row / Math.max(2, classes)) % PARTS.length,
    ),
    labels: PARTS,
  };
  if (classes === 1) {
    const y = Float64Array.from({ length: rows }, () => 10 * random.normal());
    const values = quality === 'perfect' ? y.slice() : y.map((value) => value + 5 * random.normal());
    return { y, values, parts };
  }
  const y = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const values = new Float64Array(rows * classes);
  y.forEach((code, row) => {
    const scores = Array.from({ length: classes }, (_, c) =>
      quality === 'perfect' ? (c === code ? 1 : 0) : (c === code ? 0.3 : 0) + Math.ceil(4 * random.uniform()),
    );
    const total = scores.reduce((a, b) => a + b, 0);
    scores.forEach((score, c) => {
      values[row * classes + c] = score / total;
    });
  });
  return { y, values, parts };
}

/** The rows in the given order, repeated as often as they are named. */
export function pick({ y, values, parts }: MadeUp, rows: Int32Array): MadeUp {
  const width = values.length / y.length;
  const picked = y.slice(0, 0).constructor as Float64ArrayConstructor;
  return {
    y: picked.from(rows, (row) => y[row]!),
    values: Float64Array.from({ length: rows.length * width }, (_, i) => {
      return values[rows[Math.floor(i / width)]! * width + (i % width)]!;
    }),
    parts: { codes: Int32Array.from(rows, (row) => parts.codes[row]!), labels: parts.labels },
  };
}

/** Numbers of classes to try a measure with; 1 stands for a number. */
export const targetsOf = ({ for: kinds }: Measure): number[] => [
  ...(kinds.includes('number') ? [1] : []),
  ...(kinds.includes('classes') ? [2, 4] : kinds.includes('two classes') ? [2] : []),
];
