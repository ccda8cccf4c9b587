import type { Reals } from '../input-checks.ts';

/** Row-major real matrix. */
export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** The chosen rows of a row-major [all rows, columns] array. */
export function takeRows(values: Reals, columns: number, rows: Int32Array): Matrix {
  const taken = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    for (let c = 0; c < columns; c++) taken[i * columns + c] = values[row * columns + c]!;
  });
  return { values: taken, rows: rows.length, columns };
}

/**
 * Brings every column to mean 0 and standard deviation 1 by the moments of `reference`, which all of `others` share.
 * Probes must not depend on the scale of f_y, or a network could hide z by shrinking it. A constant column becomes 0.
 */
export function standardiseBy(reference: Matrix, ...others: Matrix[]): Matrix[] {
  const { rows, columns } = reference;
  const mean = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let i = 0; i < rows * columns; i++) mean[i % columns]! += reference.values[i]! / rows;
  for (let i = 0; i < rows * columns; i++) {
    scale[i % columns]! += (reference.values[i]! - mean[i % columns]!) ** 2 / rows;
  }
  for (let c = 0; c < columns; c++) {
    const sd = Math.sqrt(scale[c]!);
    // Rounding leaves a constant column a spread of some 1e-16 of its size, which must not be blown up.
    scale[c] = sd > 1e-12 * Math.abs(mean[c]!) ? 1 / sd : 0;
  }
  return [reference, ...others].map((matrix) => ({
    ...matrix,
    values: matrix.values.map((value, i) => (value - mean[i % columns]!) * scale[i % columns]!),
  }));
}
