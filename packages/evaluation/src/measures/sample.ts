import { type Reals, requireSameLength } from '../input-checks.ts';
import type { ByScore } from './by-score.ts';
import { Columns } from './columns.ts';
import { type Part, type PartCodes, partsOf } from './parts.ts';

/**
 * What a measure is taken of: rows with their truth and their predictions, each counting `weights[row]` times. A
 * resample of the bootstrap is the same rows with other weights, so it copies nothing, and what does not depend on the
 * weights (the order by score, the predicted classes, the parts) is computed once for all resamples.
 */
export class Sample {
  /** How often each row counts, [rows]. */
  readonly weights: Float64Array;
  /** Class 1 is called where its probability is at least this; the most probable class if absent. */
  readonly threshold: number | undefined;
  readonly #columns: Columns;
  readonly #parts: readonly Part[] | undefined;
  #confusion: Float64Array | undefined;
  #partSamples: readonly Sample[] | undefined;

  constructor(columns: Columns, weights: Float64Array, parts?: readonly Part[], threshold?: number) {
    requireSameLength('weights', weights.length, 'y', columns.rows);
    this.#columns = columns;
    this.#parts = parts;
    this.weights = weights;
    this.threshold = threshold;
  }

  /** Whether y is a class or a number. */
  get kind(): 'classes' | 'number' {
    return this.#columns.kind;
  }
  get rows(): number {
    return this.#columns.rows;
  }
  /** Number of classes; 1 for a number. */
  get classes(): number {
    return this.#columns.classes;
  }
  /** Class or value of each row, [rows]. */
  get y(): Int32Array | Reals {
    return this.#columns.y;
  }
  /** Probabilities, row-major [rows, classes], or predicted values, [rows]. */
  get values(): Reals {
    return this.#columns.values;
  }
  /** Predicted class of each row, [rows]; the lowest of equally probable ones. */
  get predicted(): Int32Array {
    return this.#columns.predicted(this.threshold);
  }
  /** Rows from the lowest to the highest value of a column, and where runs of equal values end. */
  byScore(column: number): ByScore {
    return this.#columns.byScore(column);
  }

  /** Weight of (true class, predicted class), row-major [classes, classes]: entry `t * classes + p`. */
  get confusion(): Float64Array {
    if (this.#confusion === undefined) {
      const { y, predicted, classes, weights } = this;
      this.#confusion = new Float64Array(classes * classes);
      for (let row = 0; row < weights.length; row++) {
        this.#confusion[y[row]! * classes + predicted[row]!]! += weights[row]!;
      }
    }
    return this.#confusion;
  }

  /** The parts that have rows, as samples; absent unless the measure asks for parts. */
  get parts(): readonly Sample[] | undefined {
    this.#partSamples ??= this.#parts?.map(({ rows, columns }) => {
      const weights = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) weights[i] = this.weights[rows[i]!]!;
      return new Sample(columns, weights, undefined, this.threshold);
    });
    return this.#partSamples;
  }
  /** Name of each of the parts. */
  get partLabels(): readonly string[] {
    return this.#parts?.map(({ label }) => label) ?? [];
  }

  /** The same rows, counted otherwise. */
  weighted(weights: Float64Array): Sample {
    return new Sample(this.#columns, weights, this.#parts, this.threshold);
  }
  /** The same rows, class 1 called from another threshold on. */
  at(threshold: number): Sample {
    return new Sample(this.#columns, this.weights, this.#parts, threshold);
  }
  /** The same rows, parted; or with no parts. */
  parted(parts: PartCodes | undefined): Sample {
    const known = parts === undefined ? undefined : partsOf(this.#columns, parts);
    return new Sample(this.#columns, this.weights, known, this.threshold);
  }
}

/**
 * A sample of predictions.
 *
 * @param y class (Int32Array) or value (reals) of each row, [rows]
 * @param values probabilities, row-major [rows, classes], or predicted values, [rows]
 * @param more how often each row counts (once each if absent), the parts, and the threshold on class 1
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`, `E_NOT_FINITE`
 *
 * @example
 * accuracy.of(sampleOf(Int32Array.of(0, 1), Float64Array.of(0.8, 0.2, 0.4, 0.6))); // 1
 */
export function sampleOf(
  y: Int32Array | Reals,
  values: Reals,
  more: {
    readonly weights?: Float64Array;
    readonly parts?: PartCodes;
    readonly threshold?: number;
  } = {},
): Sample {
  const columns = new Columns(y, values);
  const weights = more.weights ?? new Float64Array(columns.rows).fill(1);
  return new Sample(
    columns,
    weights,
    more.parts === undefined ? undefined : partsOf(columns, more.parts),
    more.threshold,
  );
}
