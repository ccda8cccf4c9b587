import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSchema } from '@mimmx/data';
import { inspectionOf } from '@mimmx/data/files';
import { open, scratch } from '../open.ts';

export const COUNT = 40;
export const root = scratch();
export const name = (i: number) => `${String(i).padStart(2, '0')}.png`;
export const HEADER = ['path', 'patient', 'sex', 'age', 'finding'];
/** Forty images of forty patients: sexes and findings in turn, ages 20.5 to 59.5. */
export const plainRows = (): string[][] =>
  Array.from({ length: COUNT }, (_, i) => [
    name(i),
    `p${i}`,
    'FM'[i % 2]!,
    String(20.5 + i),
    ['normal', 'normal', 'effusion', 'effusion'][i % 4]!,
  ]);

export let written = 0;
export function write(content: string | Uint8Array, ending = 'csv'): string {
  const table = `${written++}.${ending}`;
  writeFileSync(join(root, table), content);
  return table;
}
export const csv = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter = ',',
  end = '\n',
) => [header, ...rows].map((fields) => fields.join(delimiter)).join(end);

export const openFolder = (table: string, options: Record<string, unknown> = {}) =>
  open(
    'xray-folder',
    { table, images: 'img', image: { size: 8 }, cache: false, verify: 'files', workers: 1, ...options },
    root,
  );

/** The plain table with a column changed, or with one more. */
export const changed = (
  column: string,
  value: (i: number, before: string) => string,
  options: Record<string, unknown> = {},
) => {
  const header = HEADER.includes(column) ? HEADER : [...HEADER, column];
  const at = header.indexOf(column);
  const rows = plainRows().map((fields, i) => {
    const row = [...fields];
    row[at] = value(i, fields[at] ?? '');
    return row;
  });
  return openFolder(write(csv(header, rows)), options);
};
export const notesOf = (dataset: Awaited<ReturnType<typeof open>>) => inspectionOf(dataset)!.notes.join('\n');
export const task = (y: object, z: object = { column: 'sex' }) =>
  dataSchema.parse({ task: { y, z: [z] }, split: { train: 0.5, test: 0.5 }, shifts: { natural: 'natural' } });
