import { columnsOf, type Reals, requireCodes, requireFinite, requireSameLength } from '../input-checks.ts';
import { type ByScore, byScore } from './by-score.ts';
import { predictedClasses } from './predicted-classes.ts';

/** What was predicted for some rows, and everything about it that does not depend on how often a row counts. */
export class Columns {
  readonly kind: 'classes' | 'number';
  readonly rows: number;
  readonly y: Int32Array | Reals;
  readonly values: Reals;
  /** Number of classes; 1 for a number. */
  readonly classes: number;
  readonly #sorted: ByScore[] = [];
  readonly #predicted = new Map<number | undefined, Int32Array>();

  /**
   * @param y class (Int32Array) or value (reals) of each row, [rows]
   * @param values probabilities, row-major [rows, classes], or predicted values, [rows]
   * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
   */
  constructor(y: Int32Array | Reals, values: Reals) {
    this.y = y;
    this.values = values;
    this.rows = y.length;
    this.classes = columnsOf('values', values, y.length);
    this.kind = y instanceof Int32Array ? 'classes' : 'number';
    requireFinite('values', values, this.classes);
    if (y instanceof Int32Array) requireCodes('y', y, this.classes);
    else {
      requireFinite('y', y);
      requireSameLength('values', values.length, 'y', y.length);
    }
  }

  /** Rows by the score of one column, sorted when first asked for. */
  byScore(column: number): ByScore {
    this.#sorted[column] ??= byScore(this.values, this.rows, this.classes, column);
    return this.#sorted[column];
  }

  /** The most probable class, or by the threshold on class 1. */
  predicted(threshold: number | undefined): Int32Array {
    let known = this.#predicted.get(threshold);
    if (known === undefined) {
      known =
        threshold === undefined || this.classes !== 2
          ? predictedClasses(this.values, this.rows)
          : Int32Array.from({ length: this.rows }, (_, row) =>
              this.values[row * 2 + 1]! >= threshold ? 1 : 0,
            );
      this.#predicted.set(threshold, known);
    }
    return known;
  }

  /** The columns of some of the rows. */
  take(rows: Int32Array): Columns {
    const { y, values, classes } = this;
    const taken = new (values.constructor as Float64ArrayConstructor)(rows.length * classes);
    rows.forEach((row, i) => {
      taken.set(values.subarray(row * classes, (row + 1) * classes), i * classes);
    });
    const picked = new (y.constructor as Float64ArrayConstructor)(rows.length);
    rows.forEach((row, i) => {
      picked[i] = y[row]!;
    });
    return new Columns(picked, taken);
  }
}
