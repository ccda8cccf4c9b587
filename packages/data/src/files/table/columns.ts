import type { CategoricalColumn, NumberColumn } from '@mimmx/core';
import { classColumn } from './class-column.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { Growing } from './growing.ts';
import { isMissingValue } from './missing.ts';
import { numbersOf } from './number-column.ts';

/**
 * A column of classes; writings of one class are merged, with a note.
 *
 * @param labels the classes in code order; others become missing. If absent: every value that occurs, sorted
 *   (numbers by value).
 */
export const categoricalColumn = (labels?: readonly string[]): ColumnBuilder<CategoricalColumn> =>
  classColumn(labels ? { labels } : {});

/**
 * A column of classes for texts that a program has chosen itself: exactly one of the labels, or missing. Quicker than
 * {@link categoricalColumn}, since there is nothing to merge and to note.
 */
export function codedColumn(labels: readonly string[]): ColumnBuilder<CategoricalColumn> {
  const codes = new Growing(new Int32Array());
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  return {
    push(text) {
      codes.push(codeOf.get(text) ?? -1);
    },
    done: () => ({ kind: 'categorical', codes: codes.done(), labels }),
  };
}

/** A column of numbers; what says no number is missing, with a note. */
export const numberColumn = (unit?: string): ColumnBuilder<NumberColumn> =>
  numbersOf(unit === undefined ? {} : { unit });

/** The number that a plain field says, or NaN. */
export function numberOf(text: string): number {
  if (isMissingValue(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
