import type { Reals } from '../input-checks.ts';
import type { CodedFactor } from './groups.ts';
import type { PartCodes } from './parts.ts';

/** What a method predicted for the rows of one set. */
export interface Predicted {
  /** Name of the set, as it is to stand in the rows. */
  readonly set: string;
  /** Class of y (Int32Array), or its value in its own unit (reals), [rows]. */
  readonly y: Int32Array | Reals;
  /** Probabilities of the classes of y, row-major [rows, classes], or predicted values, [rows]. */
  readonly values: Reals;
  /** Names of the classes of y, for the names of the groups; 0, 1, … if absent. */
  readonly labels?: readonly string[];
}

/** How the rows of a set hang together. */
export interface RowStructure {
  /** The confounders in classes (or bins). Groups are the combinations of y and these, unless `groups` is given. */
  readonly z?: readonly CodedFactor[];
  readonly groups?: PartCodes;
  /** Patient of each row, [rows]; every row is a patient of its own if absent. */
  readonly patients?: Int32Array;
}
