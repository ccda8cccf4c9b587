import { columnsOf, type Reals } from '../input-checks.ts';

/**
 * The most probable class of each row; the lowest of equals.
 *
 * @param probabilities row-major [rows, classes]
 * @returns [rows]
 */
export function predictedClasses(probabilities: Reals, rows: number): Int32Array {
  const classes = columnsOf('probabilities', probabilities, rows);
  const predicted = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (probabilities[row * classes + c]! > probabilities[row * classes + best]!) best = c;
    }
    predicted[row] = best;
  }
  return predicted;
}
