import type { Random } from '@mimmx/core/contracts';
import type { Matrix } from './standardise.ts';

/** z as a probe is to read it: a class or a number for each row. */
export type ProbeTarget =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly classes: number }
  | { readonly kind: 'number'; readonly values: Float64Array };

/** What one probe is fitted to and judged on. Features are standardised by the rows of `fit`. */
export interface ProbeData {
  readonly fit: Matrix;
  /** z of the rows of `fit`. */
  readonly target: ProbeTarget;
  /** Patient of each row of `fit`. */
  readonly patients: Int32Array;
  /** Rows of `fit` that settings are tried on … */
  readonly inner: Int32Array;
  /** … and those that choose among them; patients are on one side. */
  readonly held: Int32Array;
  readonly judge: Matrix;
  readonly random: Random;
}

/** Scores of each class (the largest is the prediction), or predicted numbers; row-major [rows, classes]. */
export interface ProbeAnswer {
  /** For the held rows, by a probe fitted to the inner rows. */
  readonly held: Float64Array;
  /** For the rows to judge. */
  readonly judge: Float64Array;
}

/** A reader of z, made afresh each time. Classes count alike, whatever their frequencies. */
export interface Probe {
  readonly name: string;
  /** What the scores of classes are, up to a constant for each row: probabilities at equal class frequencies, or their logarithms. */
  readonly scores: 'probabilities' | 'logits';
  /** It draws the split into inner and held rows itself, as the first thing, from a stream in the state that they had. */
  readonly splitsItself?: true;
  read(data: ProbeData): ProbeAnswer;
}

/** Rows of a target. */
export function takeTarget(target: ProbeTarget, rows: Int32Array): ProbeTarget {
  return target.kind === 'classes'
    ? { ...target, codes: rows.map((row) => target.codes[row]!) }
    : { ...target, values: Float64Array.from(rows, (row) => target.values[row]!) };
}
