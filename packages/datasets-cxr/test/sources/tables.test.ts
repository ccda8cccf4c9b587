import { prepareData } from '@mimmx/data';
import { inspectionOf } from '@mimmx/data/files';
import { beforeAll, describe, expect, test } from 'vitest';
import { valuesOf, writePng } from '../images.ts';
import { cellCounts } from '../open.ts';
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
  task,
  write,
} from './image-table.ts';

beforeAll(async () => {
  for (let i = 0; i < COUNT; i++) await writePng(root, `img/${name(i)}`, 5 * i);
});

describe('a column', () => {
  test('whose name is a whole number keeps its own values', async () => {
    const header = ['path', 'patient', '486', 'sex', '2020', '0', '__proto__', 'constructor'];
    const rows = plainRows().map(([path, patient, sex], i) => [
      path!,
      patient!,
      i % 4 ? 'pneumonia' : 'none',
      sex!,
      `year ${i % 3}`,
      i % 2 ? 'a' : 'b',
      'PA',
      i % 5 ? 'x' : 'y',
    ]);
    const { table } = await openFolder(write(csv(header, rows)));
    expect(Object.keys(table.columns).sort()).toEqual(header.slice(2).sort());
    for (const [at, column] of header.entries())
      if (at > 1) expect(valuesOf(table, column)).toEqual(rows.map((fields) => fields[at]));
  });

  test('of classes keeps a class "none", which labels can also rename', async () => {
    const value = (i: number) => ['none', 'none', 'pneumonia', 'effusion'][i % 4]!;
    const dataset = await changed('finding', value);
    expect(cellCounts(dataset, ['finding'])).toEqual({ none: 20, pneumonia: 10, effusion: 10 });
    const { report } = prepareData(dataset, task({ column: 'finding', positive: 'effusion' }), 1);
    expect(report.images.eligible).toBe(40);
    const labels = { none: 'healthy', NA: 'north', pneumonia: 'ill', effusion: 'ill' };
    const named = await changed('finding', (i) => (i ? value(i) : 'NA'), {
      columns: { finding: { labels } },
    });
    expect(cellCounts(named, ['finding'])).toEqual({ healthy: 19, north: 1, ill: 20 });
  });

  test('merges writings of one class, and a condition finds them all', async () => {
    const labelled = await changed('label', (i) => ['1', '1.0', '0', '0.0'][i % 4]!);
    expect(cellCounts(labelled, ['label'])).toEqual({ '0': 20, '1': 20 });
    for (const positive of ['1', '1.0', 1, '01']) {
      const { splits, report } = prepareData(labelled, task({ column: 'label', positive }), 1);
      expect(report.notes.join()).toMatch(/Column "label": .*"1" \(10\).*"1\.0" \(10\).* are one class, "1"/);
      expect(splits.train.y.filter((y) => y === 1).length).toBe(10);
    }
    const sexes = await changed('sex', (i) => ['F ', 'M', 'f', 'M\u00a0'][i % 4]!);
    expect(Object.values(cellCounts(sexes, ['sex']))).toEqual([20, 20]);
  });

  test.each(['90+', 'unknown', 'N.A.', '#N/A', '-', 'NaT', '<NA>'])(
    'of ages with one "%s" is one of numbers, and the note names it',
    async (text) => {
      const dataset = await changed('age', (i, before) => (i === 0 ? text : before));
      const age = dataset.table.columns.age;
      expect(age?.kind).toBe('number');
      expect(age?.notes?.join()).toContain(`"${text}"`);
    },
  );

  test('has sentinels missing if an option says so, for the table or the column', async () => {
    const options = [{ missing: [-99] }, { columns: { age: { missing: ['-99.0'] } } }];
    for (const given of options) {
      const { table } = await changed('age', (i, before) => (i === 0 ? '-99' : before), given);
      expect(valuesOf(table, 'age').slice(0, 2)).toEqual([null, 21.5]);
    }
  });

  test('can be found whatever its case, and an exact name comes first', async () => {
    const twin = await changed('Patient', () => 'same');
    expect(twin.table.patientIds).toHaveLength(COUNT);
    expect(valuesOf(twin.table, 'Patient')).toEqual(Array(COUNT).fill('same'));
    const table = write(csv(['Path', 'PATIENT', 'Sex', 'Age', 'Finding'], plainRows()));
    const loose = await openFolder(table);
    expect(prepareData(loose, task({ column: 'finding' }), 1).report.images.eligible).toBe(40);
    const ambiguous = write(csv(['path', 'Patient', 'PATIENT', 'age', 'finding'], plainRows()));
    await expect(openFolder(ambiguous)).rejects.toThrow(
      /E_TABLE: .*"patient" may be "Patient" and "PATIENT"/,
    );
  });

  test('that is text among numbers says what keeps it from being compared', async () => {
    const dataset = await changed('age', (i, before) => (i % 8 === 0 ? `old ${i}` : before));
    const config = task({ column: 'age', positive: '<= 40' });
    expect(() => prepareData(dataset, config, 1)).toThrow(/texts among its numbers: "old 0".*"number"/);
  });
});

describe('patients', () => {
  test.each([
    ['a float of a number', (i: number) => (i % 2 ? `${1000 + (i >> 1)}.0` : `${1000 + (i >> 1)}`)],
    ['leading zeros', (i: number) => (i % 2 ? `0${10 + (i >> 1)}` : `${10 + (i >> 1)}`)],
    ['case and blanks', (i: number) => (i % 2 ? `p${i >> 1} ` : `P${i >> 1}`)],
    ['Unicode forms', (i: number) => (i % 2 ? `Jose\u0301${i >> 1}` : `Jos\u00e9${i >> 1}`)],
  ])('differ by more than %s', async (_, value) => {
    const dataset = await changed('patient', value);
    expect(dataset.table.patientIds).toHaveLength(20);
    expect([...dataset.table.patients]).toEqual(Array.from({ length: COUNT }, (_, i) => i >> 1));
    expect(notesOf(dataset)).toMatch(/20 patients are written in several ways/);
  });

  test.each(['nan', '', 'unknown', 'ANONYMOUS', '-'])('are none where the table says "%s"', async (text) => {
    const dataset = await changed('patient', (i, before) => (i % 2 ? text : before), {
      problems: { tolerance: 0.5 },
    });
    expect(dataset.table.length).toBe(20);
    expect(inspectionOf(dataset)!.problems.map(({ reason }) => reason)).toEqual(Array(20).fill('no patient'));
  });

  test('are not all one', async () => {
    const dataset = await changed('patient', () => 'ANON-1');
    expect(() => prepareData(dataset, task({ column: 'finding' }), 1)).toThrow(
      /E_SPLIT: All 40 images are of one patient \("ANON-1"\)/,
    );
  });

  test('may not share a file', async () => {
    const rows = plainRows().map((fields, i) => [...fields, `row ${i}`]);
    rows[1]![0] = '00.png';
    const table = write(csv([...HEADER, 'key'], rows));
    const dataset = await openFolder(table, { id: 'key', problems: { tolerance: 0.1 } });
    expect(inspectionOf(dataset)!.problems).toEqual([
      { file: table, line: 3, reason: 'its image was there before, with another patient' },
    ]);
  });
});
