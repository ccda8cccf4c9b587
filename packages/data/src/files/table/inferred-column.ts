import type { CategoricalColumn } from '@mimmx/core';
import { classColumn } from './class-column.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { MOST_DISTINCT, numbersOf } from './number-column.ts';
import { type Decimal, type NumberForm, readNumber } from './number-text.ts';

/** More distinct texts than this are identifiers or free text, which no task can use. */
const MOST_LABELS = 1000;
/** A column in which at most this share of what is known is no number is one of numbers. */
const STRAYS = 0.05;

export interface InferredOptions {
  readonly decimal?: Decimal | undefined;
  readonly missing?: (text: string) => boolean;
}

/**
 * A column of unknown kind: numbers if nineteen in twenty known fields are, and there are more than ten distinct values
 * or fractions; else classes. Null (not kept) if there are more than 1,000 distinct texts: such a column is an
 * identifier or free text, which no task uses and which should not be carried around.
 */
export function inferredColumn({ decimal, missing }: InferredOptions = {}): ColumnBuilder {
  const numbers = numbersOf({ decimal, ...(missing ? { missing } : {}) });
  const classes = classColumn(missing ? { missing } : {});
  let few = true;
  let why: string | undefined;
  return {
    push(text) {
      numbers.push(text);
      if (few) {
        classes.push(text);
        few = classes.size <= MOST_LABELS;
      }
    },
    done() {
      const facts = numbers.facts();
      const many = facts.distinct >= MOST_DISTINCT || (!facts.whole && !facts.united);
      if (many && facts.others <= STRAYS * (facts.numbers + facts.others)) return numbers.done();
      const mixed =
        facts.numbers > facts.others && facts.others > 0 && many
          ? `${facts.numbers} texts are numbers, but not ${facts.otherTexts}; columns can declare it a number`
          : undefined;
      if (!few) {
        why = mixed ?? 'nearly every row differs, as in ids or free text';
        return null;
      }
      const made =
        facts.others === 0 && facts.numbers > 0 ? withPoints(classes.done(), decimal) : classes.done();
      return mixed ? { ...made, notes: [mixed, ...(made.notes ?? [])] } : made;
    },
    get why() {
      return why;
    },
  };
}

const NUMBERS: ReadonlySet<NumberForm> = new Set(['plain', 'comma', 'grouped']);

/** Classes some of which are numbers with commas, which are called by these numbers: `1,0` is 1, and "unknown" stays. */
function withPoints(column: CategoricalColumn, decimal: Decimal | undefined): CategoricalColumn {
  if (!column.labels.some((label) => label.includes(','))) return column;
  const renamed = classColumn();
  const texts = column.labels.map((label) => {
    const { form, value } = readNumber(label, decimal);
    return NUMBERS.has(form) ? String(value) : label;
  });
  for (const code of column.codes) renamed.push(texts[code] ?? '');
  const made = renamed.done();
  return column.notes ? { ...made, notes: column.notes } : made;
}
