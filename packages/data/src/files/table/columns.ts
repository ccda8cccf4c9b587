import type { CategoricalColumn, Column, NumberColumn } from '@mimmx/core';
import { Growing } from './growing.ts';

/** Collects one column, a value for each row in order. */
export interface ColumnBuilder<Made extends Column | null = Column | null> {
  push(text: string): void;
  done(): Made;
}

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '.', 'not reported']);

/** Whether a field says that nothing is known. */
export const isMissingValue = (text: string): boolean =>
  text.length < 13 && MISSING.has(text.trim().toLowerCase());

/**
 * A column of classes.
 *
 * @param labels the classes in code order; others become missing. If absent: every value that occurs, sorted
 *   (numbers by value).
 */
export function categoricalColumn(labels?: readonly string[]): ColumnBuilder<CategoricalColumn> {
  const codes = new Growing(new Int32Array());
  const known = new Map((labels ?? []).map((label, code) => [label, code]));
  return {
    push(text) {
      let code = known.get(text);
      if (code === undefined && !labels && !isMissingValue(text)) {
        code = known.size;
        known.set(text, code);
      }
      codes.push(code ?? -1);
    },
    done() {
      const found = [...known.keys()];
      if (labels) return { kind: 'categorical', codes: codes.done(), labels };
      const sorted = [...found].sort(byValue);
      const recode = Int32Array.from(found, (label) => sorted.indexOf(label));
      return { kind: 'categorical', codes: codes.done().map((code) => recode[code] ?? -1), labels: sorted };
    },
  };
}

const byValue = (a: string, b: string): number => {
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) || difference === 0 ? (a < b ? -1 : a > b ? 1 : 0) : difference;
};

/** A column of numbers; what is no finite number is missing. */
export function numberColumn(unit?: string): ColumnBuilder<NumberColumn> {
  const values = new Growing(new Float64Array());
  return {
    push(text) {
      values.push(numberOf(text));
    },
    done: () => ({ kind: 'number', values: values.done(), ...(unit === undefined ? {} : { unit }) }),
  };
}

/** The number that a field says, or NaN. */
export function numberOf(text: string): number {
  if (isMissingValue(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** More distinct texts than this are identifiers or free text, which no task can use. */
const MOST_LABELS = 1000;
/** Whole numbers of no more distinct values than this are classes (0/1, grades). */
const FEW_NUMBERS = 10;

/**
 * A column of unknown kind: numbers if every known value is one and there are more than ten distinct values or
 * fractions, else classes. Null (not kept) if there are more than 1,000 distinct texts: such a column is an
 * identifier or free text, which no task uses and which should not be carried around.
 */
export function inferredColumn(): ColumnBuilder {
  const codes = new Growing(new Int32Array());
  const known = new Map<string, number>();
  const values = new Growing(new Float64Array());
  let numeric = true;
  let whole = true;
  return {
    push(text) {
      const missing = isMissingValue(text);
      const value = missing || !numeric ? Number.NaN : Number(text);
      if (!missing && !Number.isFinite(value)) numeric = false;
      if (!missing && !Number.isInteger(value)) whole = false;
      if (numeric) values.push(value);
      let code = missing ? -1 : known.get(text);
      if (code === undefined) {
        code = known.size;
        if (code <= MOST_LABELS) known.set(text, code);
      }
      codes.push(code);
    },
    done() {
      if (numeric && known.size > 0 && (!whole || known.size > FEW_NUMBERS)) {
        return { kind: 'number', values: values.done() };
      }
      if (known.size > MOST_LABELS) return null;
      const classes = categoricalColumn();
      const labels = [...known.keys()];
      for (const code of codes.done()) classes.push(labels[code] ?? '');
      return classes.done();
    },
  };
}
