import { z } from 'zod';
import { classKey } from '../../spelling.ts';
import { DELIMITERS } from './dialect.ts';

const decimal = z.enum(['.', ',']).optional();
const missing = z.array(z.union([z.string(), z.number()])).default([]);

/** How a table is written; every data set read from tables takes these, under these names. */
export const tableFields = {
  /** Mark between fields; found if absent. */
  delimiter: z.enum(DELIMITERS).optional(),
  /** Mark before decimals; a comma that can only be one is found if absent. */
  decimal,
  /** Sheet of an .xlsx; may be absent if only one has cells. */
  sheet: z.string().optional(),
  /** Texts and numbers that mean missing besides the usual ones: `[-99, 'not asked']`. */
  missing,
  /**
   * Rows that list one image. `agree`: they stay, and must agree in what a task uses. `once`, `majority`, `any`: they
   * become one row, whose values are those that all rows share, the most frequent ones (the mean of numbers), or those
   * that are not negative (0, no, normal, …) if any row has one (the greatest number). `each`: they stay, even where they contradict each other.
   */
  repeats: z.enum(['agree', 'once', 'majority', 'any', 'each']).default('agree'),
};
const tableSchema = z.strictObject(tableFields);
export type TableOptions = z.output<typeof tableSchema>;
export type Repeats = TableOptions['repeats'];

const KINDS = ['number', 'categorical'] as const;
const specSchema = z.strictObject({
  /** Column of the file; the name itself if absent. */
  from: z.string().optional(),
  /** Found from the values if absent. */
  kind: z.enum(KINDS).optional(),
  /** What each value of the file is called, in the order of the classes: `{ 0: 'F', 1: 'M' }`. Others are errors. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Texts and numbers that mean missing in this column besides the table's. */
  missing,
  decimal,
  unit: z.string().optional(),
  /** Classes are the texts exactly as they stand: `a` and `A`, `1` and `1.0` are two. */
  exact: z.boolean().default(false),
});
export type ColumnSpec = z.output<typeof specSchema>;

const shorthand = z.string().transform((text): ColumnSpec => {
  const kind = KINDS.find((one) => one === text);
  return { ...(kind ? { kind } : { from: text }), missing: [], exact: false };
});

/** Columns by the name they get: a kind (`number`, `categorical`), the name in the file, or all that is to be said. */
export const columnsSchema = z.record(z.string(), z.union([shorthand, specSchema])).optional();
export type ColumnsOption = z.output<typeof columnsSchema>;

/** A test for texts that mean missing: equal numbers are equal, and case and blanks do not matter. */
export function missingTest(
  ...lists: readonly (readonly (string | number)[])[]
): ((text: string) => boolean) | undefined {
  const keys = new Set(lists.flat().map((value) => classKey(String(value))));
  if (keys.size === 0) return undefined;
  const longest = 4 + Math.max(...[...keys].map((key) => key.length));
  return (text) => text.length < 4 * longest && keys.has(classKey(text));
}
