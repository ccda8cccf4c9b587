import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSchema, prepareData } from '@mimmx/data';
import { inspectionOf } from '@mimmx/data/files';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { valuesOf, writePng } from '../images.ts';
import { cellCounts, open, scratch } from '../open.ts';

const COUNT = 40;
const root = scratch();
const name = (i: number) => `${String(i).padStart(2, '0')}.png`;
const HEADER = ['path', 'patient', 'sex', 'age', 'finding'];
/** Forty images of forty patients: sexes and findings in turn, ages 20.5 to 59.5. */
const plainRows = (): string[][] =>
  Array.from({ length: COUNT }, (_, i) => [
    name(i),
    `p${i}`,
    'FM'[i % 2]!,
    String(20.5 + i),
    ['normal', 'normal', 'effusion', 'effusion'][i % 4]!,
  ]);

beforeAll(async () => {
  for (let i = 0; i < COUNT; i++) await writePng(root, `img/${name(i)}`, 5 * i);
});

let written = 0;
function write(content: string | Uint8Array, ending = 'csv'): string {
  const table = `${written++}.${ending}`;
  writeFileSync(join(root, table), content);
  return table;
}
const csv = (header: readonly string[], rows: readonly (readonly string[])[], delimiter = ',', end = '\n') =>
  [header, ...rows].map((fields) => fields.join(delimiter)).join(end);

const openFolder = (table: string, options: Record<string, unknown> = {}) =>
  open(
    'xray-folder',
    { table, images: 'img', image: { size: 8 }, cache: false, verify: 'files', workers: 1, ...options },
    root,
  );

/** The plain table with a column changed, or with one more. */
const changed = (
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
const notesOf = (dataset: Awaited<ReturnType<typeof open>>) => inspectionOf(dataset)!.notes.join('\n');
const task = (y: object, z: object = { column: 'sex' }) =>
  dataSchema.parse({ task: { y, z: [z] }, split: { train: 0.5, test: 0.5 }, shifts: { natural: 'natural' } });

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

describe('an image that several rows list', () => {
  /** Three readers of each image; the last disagrees, and where `i` is a multiple of four two of them say effusion. */
  const readers = plainRows().flatMap((fields, i) =>
    ['R0', 'R1', 'R2'].map((reader, r) => [
      ...fields.slice(0, 4),
      r === 2 || (i % 4 === 0 && r === 1) ? 'effusion' : 'normal',
      reader,
    ]),
  );
  const table = () => write(csv([...HEADER, 'reader'], readers));

  test('is refused where its rows contradict each other in the task, and only there', async () => {
    const dataset = await openFolder(table());
    expect(() => prepareData(dataset, task({ column: 'finding' }), 1)).toThrow(
      /E_CONTRADICTION: 40 of 40 images have several rows that differ in "finding", such as "00\.png"/,
    );
    expect(prepareData(dataset, task({ column: 'sex' }, { column: 'age' }), 1).report.images.eligible).toBe(
      120,
    );
    expect(notesOf(dataset)).toContain('40 images are listed in 120 rows');
  });

  test.each([
    ['once', { F: 0, M: 0 }],
    ['majority', { normal: 30, effusion: 10 }],
    ['any', { effusion: 40 }],
  ])('is one row with repeats: %s', async (repeats, expected) => {
    const dataset = await openFolder(table(), { repeats });
    expect(dataset.table.length).toBe(COUNT);
    const counts = cellCounts(dataset, ['finding']);
    expect(counts).toEqual(repeats === 'once' ? {} : expected);
    expect(notesOf(dataset)).toMatch(/merged .*finding \(40\)/);
    expect(valuesOf(dataset.table, 'age')).toEqual(plainRows().map(([, , , age]) => Number(age)));
  });

  test('is used row by row with repeats: each', async () => {
    const dataset = await openFolder(table(), { repeats: 'each' });
    expect(prepareData(dataset, task({ column: 'finding' }), 1).report.images.eligible).toBe(120);
  });
});

describe('a table of', () => {
  const expected = plainRows();
  const same = async (table: string, options = {}) => {
    const dataset = await openFolder(table, options);
    expect(valuesOf(dataset.table, 'age')).toEqual(expected.map(([, , , age]) => Number(age)));
    expect(valuesOf(dataset.table, 'finding')).toEqual(expected.map(([, , , , finding]) => finding));
    expect(dataset.table.patientIds).toHaveLength(COUNT);
  };
  const german = () =>
    plainRows().map(([path, patient, sex, age, finding]) => [
      path!,
      patient!,
      sex!,
      age!.replace('.', ','),
      finding!,
    ]);

  test('another dialect is read without being told, or as told', async () => {
    await same(write(`\ufeff${csv(HEADER, german(), ';', '\r\n')}`));
    await same(write(csv(HEADER, german(), ';')), { delimiter: ';', decimal: ',' });
    await same(write(csv(HEADER, plainRows(), '\t')));
    await same(write(csv(HEADER, plainRows(), '|')));
    await same(write(Buffer.from(`\ufeff${csv(HEADER, plainRows(), '\t', '\r\n')}`, 'utf16le')));
    await same(
      write(
        csv(
          HEADER,
          german().map((fields) => fields.map((text) => `"${text}"`)),
        ),
      ),
    );
  });

  test('a delimiter that does not fit names the one it has', async () => {
    await expect(openFolder(write(csv(HEADER, plainRows(), ';')), { delimiter: ',' })).rejects.toThrow(
      /no column "path".*set delimiter to ";"/,
    );
  });

  test('paths with backslashes, blanks, dots and doubled slashes', async () => {
    for (const path of [(text: string) => `./${text}`, (text: string) => ` .//${text} `]) {
      const dataset = await changed('path', (_, before) => path(before));
      expect(dataset.table.ids).toEqual(expected.map(([text]) => text));
    }
    await writePng(root, 'img/sub/a.png', 9);
    await writePng(root, 'img/sub/b.png', 9);
    const two = await openFolder(write('path,patient,y\nsub\\a.png,1,0\nsub\\b.png,2,1'));
    expect(two.table.ids).toEqual(['sub/a.png', 'sub/b.png']);
  });

  test('ids without an ending is opened by a pattern, and by patient joined to another', async () => {
    const rows = plainRows().map(([path, ...rest]) => [path!.slice(0, 2), ...rest]);
    const table = write(csv(['image', ...HEADER.slice(1)], rows));
    const clinic = write('pid;crp\nP0;1,5\np1 ;<0,3\np39;7,25\np99;8,0\n');
    const dataset = await openFolder(table, {
      path: '{image}.png',
      id: 'image',
      joins: [{ table: clinic, key: 'pid' }],
    });
    expect(dataset.table.ids[7]).toBe('07');
    const crp = valuesOf(dataset.table, 'crp');
    expect([crp[0], crp[1], crp[2], crp[39]]).toEqual([1.5, 0.3, null, 7.25]);
    expect(notesOf(dataset)).toContain(`37 of 40 images have no row in ${clinic}.`);
    expect(notesOf(dataset)).toContain(`1 rows of ${clinic} belong to no image.`);
  });
});

test('problems are counted to the end, of all rows', async () => {
  const lines = csv(HEADER, plainRows()).split('\n');
  const latin1 = Buffer.from(lines.map((line) => line.replace('effusion', 'Ergu\xdf')).join('\n'), 'latin1');
  await expect(openFolder(write(latin1))).rejects.toThrow(/E_QUARANTINE: 20 of 40 rows cannot be used/);
  const ragged = [...lines.slice(0, -1), `${lines.at(-1)},x`].join('\n');
  await expect(openFolder(write(ragged))).rejects.toThrow(/E_QUARANTINE: 1 of 40 rows/);
  const gone = csv(
    HEADER,
    plainRows().map((fields, i) => [i < 3 ? `gone-${i}.png` : fields[0]!, ...fields.slice(1)]),
  );
  await expect(openFolder(write(gone))).rejects.toThrow(
    /3 of 40 rows .*No file "gone-0\.png" in the image folder\. Mend them/,
  );
  await expect(openFolder(write(csv(HEADER, plainRows())), { images: '.' })).rejects.toThrow(
    `E_NO_ROWS: None of 40 rows has an image that can be read; the first was looked for at ${join(root, '00.png')}`,
  );
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
