import { option, options } from '@mimmx/core';
import { z } from 'zod';
import { classKey } from '../../spelling.ts';
import { DELIMITERS } from './dialect.ts';

const decimal = option(z.enum(['.', ',']), {
  absent: 'a comma that can only be one is found',
  description: 'Mark before decimals.',
});
const texts = z.array(z.union([z.string(), z.number()]));

/** How a table is written; every data set read from tables takes these, under these names. */
export const tableFields = {
  delimiter: option(z.enum(DELIMITERS), { absent: 'found', description: 'Mark between fields.' }),
  decimal,
  sheet: option(z.string(), {
    absent: 'the only one that has cells',
    description: 'Sheet of an Excel workbook (.xlsx).',
  }),
  missing: option(texts, {
    default: [],
    description: "Texts and numbers that mean missing besides the usual ones: `[-99, 'not asked']`.",
  }),
  repeats: option(z.enum(['agree', 'once', 'majority', 'any', 'each']), {
    default: 'agree',
    description:
      'Rows that list one image. `agree`: they stay, and must agree in what a task uses. `once`, `majority`, `any`: they become one row, whose values are those that all rows share, the most frequent ones (the mean of numbers), or those that are not negative (0, no, normal, …) if any row has one (the greatest number). `each`: they stay, even where they contradict each other.',
  }),
};
const tableSchema = options(tableFields);
export type TableOptions = z.output<typeof tableSchema>;
export type Repeats = TableOptions['repeats'];

const KINDS = ['number', 'categorical'] as const;
const specSchema = options({
  from: option(z.string(), { absent: 'the name itself', description: 'Column of the file.' }),
  kind: option(z.enum(KINDS), {
    absent: 'found from the values',
    description: '`number` or `categorical`.',
  }),
  labels: option(z.record(z.string(), z.string()), {
    absent: 'the file’s own values',
    description:
      "What each value of the file is called, in the order of the classes: `{ 0: 'F', 1: 'M' }`. Others are errors.",
  }),
  missing: option(texts, {
    default: [],
    description: "Texts and numbers that mean missing in this column besides the table's.",
  }),
  decimal,
  unit: option(z.string(), {
    absent: 'as it is in the file',
    description: 'Unit of the numbers, for tables and reports.',
  }),
  exact: option(z.boolean(), {
    default: false,
    description: 'Classes are the texts exactly as they stand: `a` and `A`, `1` and `1.0` are two.',
  }),
});
export type ColumnSpec = z.output<typeof specSchema>;

const shorthand = z.string().transform((text): ColumnSpec => {
  const kind = KINDS.find((one) => one === text);
  return { ...(kind ? { kind } : { from: text }), missing: [], exact: false };
});

/** Columns by the name they get: a kind (`number`, `categorical`), the name in the file, or all that is to be said. */
export const columnsSchema = z.record(z.string(), z.union([shorthand, specSchema]));
export type ColumnsOption = z.output<typeof columnsSchema> | undefined;

/** A test for texts that mean missing: equal numbers are equal, and case and blanks do not matter. */
export function missingTest(
  ...lists: readonly (readonly (string | number)[])[]
): ((text: string) => boolean) | undefined {
  const keys = new Set(lists.flat().map((value) => classKey(String(value))));
  if (keys.size === 0) return undefined;
  const longest = 4 + Math.max(...[...keys].map((key) => key.length));
  return (text) => text.length < 4 * longest && keys.has(classKey(text));
}
