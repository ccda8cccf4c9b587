import { MimmxError } from '@mimmx/core/contracts';

/** Real numbers as the tensor engine or the statistics give them. */
export type Reals = Float32Array | Float64Array;

/** Refuses two columns of different lengths, and empty ones. */
export function requireSameLength(what: string, length: number, reference: string, expected: number): void {
  if (expected === 0) throw new MimmxError('E_EMPTY', `${reference} has no rows. Give at least one.`);
  if (length !== expected) {
    throw new MimmxError(
      'E_LENGTH_MISMATCH',
      `${what} has ${length} rows but ${reference} has ${expected}. Give one value per row.`,
    );
  }
}

/** Refuses codes outside `lowest` … `classes` − 1. Pass −1 as `lowest` where −1 means "missing". */
export function requireCodes(what: string, codes: Int32Array, classes: number, lowest: 0 | -1 = 0): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < lowest || code >= classes) {
      throw new MimmxError(
        'E_BAD_CLASS',
        `${what} has class ${code} in row ${row}; expected ${lowest} to ${classes - 1}. Check the label codes.`,
      );
    }
  }
}

/** Refuses NaN and infinities, naming the first row that has one. */
export function requireFinite(what: string, values: Reals, columns = 1): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) {
      throw new MimmxError(
        'E_NOT_FINITE',
        `${what} has the value ${values[i]} in row ${Math.floor(i / columns)}. Remove the row or repair the model.`,
      );
    }
  }
}

/** Number of columns of a row-major matrix with that many rows. */
export function columnsOf(what: string, values: Reals, rows: number): number {
  if (rows === 0) throw new MimmxError('E_EMPTY', `${what} has no rows. Give at least one.`);
  const columns = values.length / rows;
  if (!Number.isInteger(columns) || columns === 0) {
    throw new MimmxError(
      'E_LENGTH_MISMATCH',
      `${what} has ${values.length} values, which is not a multiple of its ${rows} rows. Check the shape.`,
    );
  }
  return columns;
}
