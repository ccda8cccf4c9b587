import { join } from 'node:path';
import { prepareData } from '@mimmx/data';
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
