import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSchema, prepareData } from '@mimmx/data';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { CHEXPERT_FINDINGS } from '../../src/sources/findings.ts';
import { valuesOf, writePng } from '../images.ts';
import { open } from '../open.ts';
import { COUNT, csv, name, openFolder, root, write } from './image-table.ts';

const runs = process.env.MIMMX_LONG_TESTS ? 300 : 12;
const seeded = { numRuns: runs, ...(process.env.MIMMX_LONG_TESTS ? {} : { seed: 15 }) };

beforeAll(async () => {
  for (let i = 0; i < COUNT; i++) await writePng(root, `img/${name(i)}`, 5 * i);
});

const config = dataSchema.parse({
  task: { y: { column: 'finding', positive: 'effusion' }, z: [{ column: 'sex', strength: 0.7 }] },
  split: { train: 0.6, test: 0.4 },
});

/** Labels, patients, splits and cells by id; what stops the preparation of it counts as a fact, too. */
async function facts(table: string) {
  const dataset = await openFolder(table);
  const { ids, patients, patientIds, columns } = dataset.table;
  const of = (rows: Int32Array) => Array.from(rows, (row) => ids[row]!);
  const labels = ids.map((id, row) => [
    id,
    patientIds[patients[row]!],
    ...['sex', 'age', 'finding'].map((column) => {
      const key = Object.keys(columns).find((other) => other.toLowerCase() === column)!;
      return valuesOf(dataset.table, key)[row];
    }),
  ]);
  const prepared = await (async () => {
    try {
      const { splits, report } = prepareData(dataset, config, 3);
      const shifts = Object.entries(splits.shifts).map(([shift, set]) => [shift, of(set.rows)]);
      return { train: of(splits.train.rows), shifts, sets: report.sets };
    } catch (error) {
      return String(error);
    }
  })();
  await dataset.close?.();
  return { labels: labels.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)), prepared };
}

/** Rows of forty images: patients of one to three images in several writings, classes in several, gaps. */
const rowsOf = fc
  .array(
    fc.record({
      patient: fc.integer({ min: 1, max: 30 }),
      writing: fc.constantFrom(
        (id: number) => String(id),
        (id: number) => `00${id}`,
        (id: number) => `${id}.0`,
      ),
      sex: fc.constantFrom('F', 'M', 'f', 'M ', '', 'NA'),
      age: fc.oneof(fc.integer({ min: 20, max: 88 }).map(String), fc.constantFrom('89+', '', '045Y')),
      finding: fc.constantFrom('effusion', 'normal', 'Effusion', 'normal ', ''),
    }),
    { minLength: COUNT, maxLength: COUNT },
  )
  .map((rows) => rows.map((row, i) => [name(i), row.writing(row.patient), row.sex, row.age, row.finding]));

test(`of ${runs} random tables neither order nor dialect changes a label, a patient, a split or a cell`, async () => {
  const header = ['path', 'patient', 'sex', 'age', 'finding'];
  await fc.assert(
    fc.asyncProperty(
      rowsOf.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: COUNT }))),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', ' ', '\u00a0'),
      fc.boolean(),
      async ([rows, shuffled], delimiter, end, blank, upper) => {
        const padded = shuffled.map((fields) => fields.map((text) => `${blank}${text}${blank}`));
        const names = upper ? header.map((text) => text.toUpperCase()) : header;
        expect(await facts(write(csv(names, padded, delimiter, end)))).toEqual(
          await facts(write(csv(header, rows))),
        );
      },
    ),
    seeded,
  );
}, 900_000);

test(`${runs} random tables in two, wherever they are cut, say what they say in one`, async () => {
  const paths = Array.from({ length: 14 }, (_, i) => `train/patient0000${i % 6}/study${i}/view1_frontal.jpg`);
  for (const [i, path] of paths.entries()) await writePng(root, `img/${path}`, i);
  const header = ['Path', 'Sex', 'Age', 'Frontal/Lateral', 'AP/PA', ...CHEXPERT_FINDINGS];
  const finding = fc.constantFrom('1.0', '0.0', '-1.0', '', '1');
  const row = fc.tuple(
    fc.constantFrom('Male', 'Female', 'male', 'Unknown', ''),
    fc.constantFrom('30', '45', '90', ''),
    fc.constantFrom('AP', 'PA', ''),
    fc.tuple(...CHEXPERT_FINDINGS.map(() => finding)),
  );
  const folder = mkdtempSync(join(root, 'two-'));
  const chexpert = async (tables: Readonly<Record<string, readonly string[][]>>) => {
    const files = Object.entries(tables).map(([file, rows]) => {
      writeFileSync(join(folder, file), csv(header, rows));
      return join(folder, file);
    });
    const options = { images: 'img', image: { size: 8 }, cache: false, verify: 'files', workers: 1 };
    const dataset = await open('chexpert', { table: files.length > 1 ? files : files[0], ...options }, root);
    const { table } = dataset;
    const { split: _, ...columns } = table.columns;
    await dataset.close?.();
    return table.ids
      .map((id, at) => [
        id,
        table.patientIds[table.patients[at]!],
        ...Object.keys(columns).map((key) => valuesOf(table, key)[at]),
      ])
      .sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: paths.length, maxLength: paths.length }),
      fc.integer({ min: 1, max: paths.length - 1 }),
      fc.boolean(),
      async (random, cut, turned) => {
        const rows = random.map(([sex, age, view, findings], i) => [
          paths[i]!,
          sex,
          age,
          'Frontal',
          view,
          ...findings,
        ]);
        const parts = { 'a.csv': rows.slice(0, cut), 'b.csv': rows.slice(cut) };
        const two = turned ? { 'b.csv': parts['b.csv'], 'a.csv': parts['a.csv'] } : parts;
        expect(await chexpert(two)).toEqual(await chexpert({ 'all.csv': rows }));
      },
    ),
    seeded,
  );
}, 900_000);
