import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSchema, prepareData } from '@mimmx/data';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { valuesOf, writePng } from '../images.ts';
import { open } from '../open.ts';
import { COUNT, csv, HEADER, name, openFolder, plainRows, root, write } from './image-table.ts';

beforeAll(async () => {
  for (let i = 0; i < COUNT; i++) await writePng(root, `img/${name(i)}`, 5 * i);
});

/** What a shuffled, re-dialected table must not change, by id. */
async function facts(table: string) {
  const dataset = await openFolder(table);
  const config = dataSchema.parse({
    task: { y: { column: 'finding', positive: 'effusion' }, z: [{ column: 'sex', strength: 0.8 }] },
    split: { train: 0.6, test: 0.4 },
  });
  const { splits, report } = prepareData(dataset, config, 3);
  const ids = (rows: Int32Array) => Array.from(rows, (row) => dataset.table.ids[row]);
  const labels = dataset.table.ids.map((id, row) => [
    id,
    dataset.table.patientIds[dataset.table.patients[row]!],
    ...['sex', 'age', 'finding'].map((column) => {
      const key = Object.keys(dataset.table.columns).find((other) => other.toLowerCase() === column)!;
      return valuesOf(dataset.table, key)[row];
    }),
  ]);
  await dataset.close?.();
  return {
    labels: labels.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    train: ids(splits.train.rows),
    shifts: Object.entries(splits.shifts).map(([shift, set]) => [shift, ids(set.rows)]),
    sets: report.sets,
  };
}

test('the order of rows, the case of names, dialect and blanks change no label, patient, split or cell', async () => {
  const reference = await facts(write(csv(HEADER, plainRows())));
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(plainRows(), { minLength: COUNT }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.boolean(),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', ' ', '  ', '\u00a0'),
      async (rows, delimiter, upper, end, blank) => {
        const header = upper ? HEADER.map((text) => text.toUpperCase()) : HEADER;
        const padded = rows.map((fields) => fields.map((text) => `${blank}${text}${blank}`));
        expect(await facts(write(csv(header, padded, delimiter, end)))).toEqual(reference);
      },
    ),
    { numRuns: 12 },
  );
});

test('a table in two says what it says in one', async () => {
  const chexpert = (table: unknown) =>
    open('chexpert', { table, images: 'img', image: { size: 8 }, cache: false, verify: 'files' }, root);
  const { CHEXPERT_FINDINGS } = await import('../../src/sources/findings.ts');
  const header = ['Path', 'Sex', 'Age', 'Frontal/Lateral', 'AP/PA', ...CHEXPERT_FINDINGS];
  const rows = await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      const path = `train/patient0000${i % 6}/study${i}/view1_frontal.jpg`;
      await writePng(root, `img/${path}`, i);
      const findings = CHEXPERT_FINDINGS.map((_, f) =>
        f === i ? '1.0' : f === 0 && i % 3 === 0 ? '1.0' : '',
      );
      return [path, i % 2 ? 'Male' : 'Female', String(30 + i), 'Frontal', i % 3 ? 'AP' : 'PA', ...findings];
    }),
  );
  const folder = mkdtempSync(join(root, 'two-'));
  const at = (part: string, of: string[][]) => {
    writeFileSync(join(folder, part), csv(header, of));
    return join(folder, part);
  };
  const whole = await chexpert(at('all.csv', rows));
  const two = await chexpert([at('a.csv', rows.slice(0, 5)), at('b.csv', rows.slice(5))]);
  const { split, ...columns } = two.table.columns;
  expect(split).toBeDefined();
  expect(columns).toEqual(whole.table.columns);
  expect(two.table.patients).toEqual(whole.table.patients);
});
