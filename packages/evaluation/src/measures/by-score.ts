import type { Reals } from '../input-checks.ts';

/** Rows from the lowest score to the highest, and where each run of equal scores ends. */
export interface ByScore {
  /** Row numbers, ascending by score, [rows]. */
  readonly order: Int32Array;
  /** 1 at the last row of each run of equal scores, [rows]. */
  readonly endsBlock: Uint8Array;
}

/** Sorts the rows of one column of a row-major [rows, columns] matrix. */
export function byScore(scores: Reals, rows: number, columns: number, column: number): ByScore {
  const at = (row: number) => scores[row * columns + column]!;
  const order = Int32Array.from({ length: rows }, (_, row) => row).sort((a, b) => at(a) - at(b));
  const endsBlock = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) endsBlock[i] = i === rows - 1 || at(order[i]!) !== at(order[i + 1]!) ? 1 : 0;
  return { order, endsBlock };
}
