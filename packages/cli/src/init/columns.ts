import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { MimmxError } from '@mimmx/core/contracts';
import { findDelimiter, isMissingValue, parseCsv } from '@mimmx/data/files';

/** A column as it is shown, and as it is chosen from. */
export interface Column {
  readonly name: string;
  readonly texts: readonly string[];
  /** Distinct known texts, the most frequent first. */
  readonly classes: readonly { readonly label: string; readonly count: number }[];
  readonly missing: number;
  /** Middle value, if it holds numbers that are no classes. */
  readonly median: number | null;
}

/** Distinct values from which numbers are no classes any more. */
const MANY = 10;

/** Columns of a table. @throws E_TABLE if it has no rows or no columns */
export async function readColumns(file: string): Promise<Column[]> {
  const delimiter = await findDelimiter(file);
  const bytes = readFileSync(file);
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(
    file.endsWith('.gz') ? gunzipSync(bytes) : bytes,
  );
  const [header = [], ...rows] = parseCsv(delimiter === ',' ? text : redelimited(text, delimiter));
  if (rows.length === 0 || header.length < 2)
    throw new MimmxError('E_TABLE', `${file} has no rows or no columns; it needs one row per image.`);
  return header.map((name, at) =>
    columnOf(
      name.trim(),
      rows.map((row) => (row[at] ?? '').replaceAll(COMMA, ',').trim()),
    ),
  );
}

/** Stands for a comma inside a field while the table's own delimiter becomes one. */
const COMMA = '\u0001';

/** The same table with commas: quoted fields are kept as they stand. */
const redelimited = (text: string, delimiter: string): string =>
  text
    .split(/("(?:[^"]|"")*")/)
    .map((piece, i) => (i % 2 === 1 ? piece : piece.replaceAll(',', COMMA).replaceAll(delimiter, ',')))
    .join('');

function columnOf(name: string, texts: readonly string[]): Column {
  const counts = new Map<string, number>();
  const known = texts.filter((text) => !isMissingValue(text));
  for (const text of known) counts.set(text, (counts.get(text) ?? 0) + 1);
  const classes = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
  const numbers = known.map((text) => Number(text.replace(',', '.')));
  const numeric = known.length > 0 && classes.length > MANY && numbers.every(Number.isFinite);
  const median = numeric ? numbers.sort((a, b) => a - b)[numbers.length >> 1]! : null;
  return { name, texts, classes, missing: texts.length - known.length, median };
}

/** Whether a column can be predicted, or be a confounder: two to ten classes, or numbers. */
export const usable = ({ classes, median }: Column): boolean =>
  median !== null || (classes.length >= 2 && classes.length <= MANY);

/** One line for people. */
export function describeColumn({ name, classes, missing, median }: Column): string {
  const what =
    median !== null
      ? `numbers, ${median} in the middle`
      : classes.length > MANY
        ? `${classes.length} different texts, e.g. ${classes[0]!.label}`
        : classes.map(({ label, count }) => `${label} ${count}`).join(', ');
  return `${name}: ${what || 'empty'}${missing > 0 ? ` (${missing} missing)` : ''}`;
}
