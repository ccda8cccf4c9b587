import { inspectionOf } from '@mimmx/data/files';
import { beforeAll, describe, expect, test } from 'vitest';
import { valuesOf, writePng } from '../images.ts';
import {
  COUNT,
  changed,
  csv,
  HEADER,
  name,
  notesOf,
  openFolder,
  plainRows,
  root,
  write,
} from './image-table.ts';

beforeAll(async () => {
  for (let i = 0; i < COUNT; i++) await writePng(root, `img/${name(i)}`, 5 * i);
});

const joined = (table: string, more = {}, options = {}) =>
  openFolder(write(csv(HEADER, plainRows())), { joins: [{ table, key: 'pid', ...more }], ...options });

describe('a joined table', () => {
  test('with a column that the first one has is refused: neither stands for the other', async () => {
    const clinic = write(csv(['pid', 'AGE', 'crp'], [['p0', '99', '1.5']]));
    await expect(joined(clinic)).rejects.toThrow(
      /^E_TABLE: Table \d+\.csv has a column "AGE", and \d+\.csv has one, too\. .* option columns/,
    );
    const { table } = await joined(clinic, { columns: { crp: {} } });
    expect(valuesOf(table, 'age')[0]).toBe(20.5);
    expect(Object.keys(table.columns)).toContain('crp');
  });

  test('with a column that another joined one has is refused', async () => {
    const [a, b] = [1, 2].map(() => write(csv(['pid', 'site'], [['p0', 'x']])));
    const joins = [a, b].map((table) => ({ table, key: 'pid' }));
    await expect(openFolder(write(csv(HEADER, plainRows())), { joins })).rejects.toThrow(
      /^E_TABLE: .* has a column "site"/,
    );
  });

  test.each(['nan', 'unknown', 'N/A', '-'])('does not join who is "%s" in both', async (text) => {
    const acc = write(
      csv(
        ['acc', 'grade'],
        [
          [text, 'high'],
          ['k1', 'low'],
          ['k2', 'high'],
        ],
      ),
    );
    const dataset = await changed('accession', (i) => [text, 'k1', 'k2'][i % 3]!, {
      joins: [{ table: acc, key: 'acc', match: 'accession' }],
      problems: { tolerance: 0.5 },
    });
    expect(valuesOf(dataset.table, 'grade').slice(0, 3)).toEqual([null, 'low', 'high']);
    expect(inspectionOf(dataset)!.problems).toEqual([{ file: acc, line: 2, reason: 'no "acc"' }]);
    expect(notesOf(dataset)).toContain(`14 of 40 images have no row in ${acc}.`);
  });

  test.each([
    ['floats', (i: number) => `${i}.0`],
    ['leading zeros', (i: number) => `000${i}`],
    ['texts for Excel', (i: number) => `"=""${i}"""`],
    ['decimal commas', (i: number) => `"${i},0"`],
    [
      'wide digits',
      (i: number) => String(i).replaceAll(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
    ],
  ])('finds patients whose ids are %s', async (_, id) => {
    const rows = plainRows().map(([path, , ...rest], i) => [path!, `${i}`, ...rest]);
    const clinic = write(
      csv(
        ['pid', 'crp'],
        rows.map((__, i) => [id(i), `${i}.5`]),
      ),
    );
    const dataset = await openFolder(write(csv(HEADER, rows)), { joins: [{ table: clinic, key: 'pid' }] });
    expect(valuesOf(dataset.table, 'crp')).toEqual(rows.map((__, i) => i + 0.5));
  });

  test('that lists a patient twice keeps the first, and says so', async () => {
    const clinic = write(
      csv(
        ['pid', 'crp'],
        [
          ['p0', '1.5'],
          ['P0 ', '9.5'],
          ['p1', '2.5'],
        ],
      ),
    );
    const dataset = await joined(clinic, {}, { problems: { tolerance: 0.5 } });
    expect(valuesOf(dataset.table, 'crp')[0]).toBe(1.5);
    expect(inspectionOf(dataset)!.problems).toEqual([
      { file: clinic, line: 3, reason: 'its "pid" was there before' },
    ]);
  });
});

describe('patients', () => {
  test.each([
    ['texts for Excel', (i: number) => (i % 2 ? `"=""00${i >> 1}"""` : `00${i >> 1}`)],
    ['decimal commas', (i: number) => (i % 2 ? `"${i >> 1},0"` : `${i >> 1}`)],
    ['floats of C', (i: number) => (i % 2 ? `${(i >> 1).toFixed(3)}e+00` : `${i >> 1}`)],
    ['wide letters', (i: number) => (i % 2 ? `Ｐ${i >> 1}` : `P${i >> 1}`)],
    ['marks of direction', (i: number) => (i % 2 ? `\u200ep${i >> 1}` : `p${i >> 1}`)],
    ['hyphens', (i: number) => (i % 2 ? `p\u2011${i >> 1}` : `p-${i >> 1}`)],
  ])('differ by more than %s', async (_, id) => {
    const dataset = await changed('patient', id);
    expect([...dataset.table.patients]).toEqual(Array.from({ length: COUNT }, (__, i) => i >> 1));
    expect(notesOf(dataset)).toMatch(/20 patients are written in several ways/);
  });

  test('that a spreadsheet cut to a few digits are noted: several may have become one', async () => {
    const dataset = await changed('patient', (i) => `1.${23450 + i}E+11`);
    expect(notesOf(dataset)).toMatch(
      /40 patients are written as spreadsheets cut long numbers, such as "1\.23450E\+11"/,
    );
  });
});

test('the page says of words and numbers that may mean missing that they are classes', async () => {
  const dataset = await changed('finding', (i) => ['1', '2', '-9', 'unknown'][i % 4]!);
  expect(dataset.table.columns.finding?.notes).toEqual([
    '"unknown" (10) is a class: the option missing would say otherwise',
  ]);
  const numbered = await changed('finding', (i) => ['1', '2', '-9'][i % 3]!);
  expect(numbered.table.columns.finding?.notes?.join()).toMatch(/^"-9" \(13\) is a class/);
  const told = await changed('finding', (i) => ['1', '2', '-9'][i % 3]!, { missing: [-9] });
  expect(told.table.columns.finding?.notes).toEqual(['"-9" (13) read as missing']);
});
