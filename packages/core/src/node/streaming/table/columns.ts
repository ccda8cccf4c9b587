import type { CategoricalColumn, Column, NumberColumn } from '../../../data/table.ts';
import { classColumn } from './class-column.ts';
import { isMissingValue } from './missing.ts';
import { numbersOf } from './number-column.ts';

/** Collects one column, a value for each row in order. */
export interface ColumnBuilder<Made extends Column | null = Column | null> {
  push(text: string): void;
  done(): Made;
  /** Why `done` made no column. */
  readonly why?: string | undefined;
}

/**
 * A column of classes; writings of one class are merged, with a note.
 *
 * @param labels the classes in code order; others become missing. If absent: every value that occurs, sorted
 *   (numbers by value).
 */
export const categoricalColumn = (labels?: readonly string[]): ColumnBuilder<CategoricalColumn> =>
  classColumn(labels ? { labels } : {});

/** A column of numbers; what says no number is missing, with a note. */
export const numberColumn = (unit?: string): ColumnBuilder<NumberColumn> =>
  numbersOf(unit === undefined ? {} : { unit });

/** The number that a plain field says, or NaN. */
export function numberOf(text: string): number {
  if (isMissingValue(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
