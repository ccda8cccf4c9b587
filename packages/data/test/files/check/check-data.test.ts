import { crc32, inflateSync } from 'node:zlib';
import type { Dataset } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactSheet } from '../../../src/files/check/contact-sheet.ts';
import { encodePng } from '../../../src/files/check/png.ts';
import { checkData, createQuarantine, describeCheck, withInspection } from '../../../src/files/index.ts';
import { dataSchema } from '../../../src/index.ts';

/** Reads an 8-bit grey PNG of one IDAT chunk without filters, and checks every checksum. */
function readPng(png: Buffer) {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    expect(crc32(png.subarray(at + 4, at + 8 + length))).toBe(png.readUInt32BE(at + 8 + length));
    chunks.set(type, png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const header = chunks.get('IHDR')!;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const raw = inflateSync(chunks.get('IDAT')!);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    pixels.set(raw.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width);
  return { width, height, pixels };
}

test('a PNG gives its pixels back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(255),
      (width, height, start) => {
        const pixels = Uint8Array.from({ length: width * height }, (_, i) => start + 37 * i);
        expect(readPng(encodePng(pixels, width, height))).toEqual({ width, height, pixels });
      },
    ),
  );
});

/** 120 images of 40 patients: y alternates, sex and view cycle; image i is flat but for one pixel. */
function dataset(shape = [4, 4, 1]): Dataset {
  const length = 120;
  const codes = (classes: number, step: number) =>
    Int32Array.from({ length }, (_, row) => Math.floor(row / step) % classes);
  const size = shape.reduce((a, b) => a * b, 1);
  return {
    table: {
      length,
      ids: Array.from({ length }, (_, row) => `r${row}`),
      patients: Int32Array.from({ length }, (_, row) => Math.floor(row / 3)),
      patientIds: Array.from({ length: 40 }, (_, patient) => `p${patient}`),
      columns: {
        sick: { kind: 'categorical', codes: codes(2, 1), labels: ['no', 'yes'] },
        sex: { kind: 'categorical', codes: codes(2, 3), labels: ['F', 'M'] },
        age: {
          kind: 'number',
          values: Float64Array.from({ length }, (_, row) => (row === 0 ? Number.NaN : row)),
          unit: 'years',
        },
      },
    },
    shape,
    licence: 'free',
    settable: [{ name: 'mark', kind: 'categorical', classes: 2, labels: ['without', 'with'] }],
    async image(row, assigned) {
      if (row === 5) throw new MimmxError('E_QUARANTINED', 'row 5');
      const pixels = new Float32Array(size).fill(row === 6 ? Number.NaN : row === 7 ? 0.5 : 0.25);
      if (row !== 7) pixels[0] = assigned?.mark === 1 ? 1 : 0.75;
      return pixels;
    },
  };
}
const config = dataSchema.parse({
  task: {
    y: { column: 'sick' },
    z: [{ column: 'sex', strength: 0.8 }, { factor: 'mark', strength: 0.9 }, { column: 'age' }],
  },
});

describe('a check', () => {
  test('counts rows, cells and columns, reads every image, and finds what is wrong with them', async () => {
    const { check } = await checkData(dataset(), { config });
    expect(check.rows).toEqual({ read: 120, usable: 120, patients: 40, ofPatient: [3, 3, 3] });
    expect(check.cells.map(({ labels, images }) => [labels, images])).toEqual([
      [{ sick: 'no', sex: 'F' }, 40],
      [{ sick: 'no', sex: 'M' }, 20],
      [{ sick: 'yes', sex: 'F' }, 20],
      [{ sick: 'yes', sex: 'M' }, 40],
    ]);
    expect(check.cells[0]!.patients).toBe(20);
    expect(check.columns[2]).toEqual({
      name: 'age',
      kind: 'number',
      missing: 1,
      range: { min: 1, mean: 60, max: 119, unit: 'years' },
    });
    expect(check.pixels).toMatchObject({ read: 119, min: 0.25, max: 0.75, blank: [7], notFinite: [6] });
    expect(check.pixels.mean).toBeCloseTo((117 * (0.25 + 0.5 / 16) + 0.5) / 118, 6);
    expect(check.sets.map(({ name }) => name)).toContain('inverted');
    expect(JSON.parse(JSON.stringify(check))).toEqual(check);
  });

  test('tells the problems that the data set kept, and puts everything in words', async () => {
    const problems = [{ file: 'a.png', line: 7, reason: 'cut short' }];
    const told = withInspection(dataset(), {
      problems,
      rowsRead: 121,
      notes: ['A note.'],
      report: () => ({ cacheStopped: null }) as never,
    });
    const { check } = await checkData(told, { config, most: 30 });
    expect(check.problems).toEqual(problems);
    const text = describeCheck(check);
    for (const line of [
      '120 images of 40 patients (3 of each), [4 × 4 × 1]; 1 of 121 rows left out',
      '  sick = no, sex = F   40 images of 20 patients',
      '  mark: to be set (without, with)',
      'Problems: 1\n  a.png, line 7: cut short',
      '  A note.',
      '  Only 30 of 120 images were opened.',
    ]) {
      expect(text).toContain(line);
    }
  });

  test('names images that are the same pixel by pixel, and those whose twin is another patient’s', async () => {
    const { check } = await checkData(dataset(), { config });
    // All but the unreadable, the blank and the damaged one.
    expect(check.pixels.same).toMatchObject({ count: 116, pairs: { length: 20, 0: [0, 1] } });
    expect(check.pixels.sameOfOthers).toMatchObject({ count: 114, pairs: { 0: [0, 3] } });
    expect(check.notes.join('\n')).toContain(
      '116 images are the same as another, pixel by pixel: r1 as r0, r2 as r0, r3 as r0, ….\n' +
        '114 of these are of another patient than their twin, so that no split keeps them together: r3 as r0,',
    );
    const { table, ...rest } = dataset();
    const listed = { ...rest, table: { ...table, images: new Int32Array(table.length) } };
    expect((await checkData(listed, { config })).check.pixels.same.count).toBe(0);
  });

  test('tells too many problems with all the rest', async () => {
    const quarantine = createQuarantine({ checking: true });
    quarantine.expect(100);
    for (const line of [2, 3, 4]) quarantine.add({ file: 't.csv', line, reason: 'not UTF-8' });
    quarantine.check();
    const told = withInspection(dataset(), {
      problems: quarantine.problems,
      get failure() {
        return quarantine.failure;
      },
      rowsRead: 123,
      notes: [],
      report: () => ({ cacheStopped: null }) as never,
    });
    const { check } = await checkData(told, { config });
    expect(check.failure).toEqual({
      code: 'E_QUARANTINE',
      message:
        'E_QUARANTINE: 3 of 100 rows cannot be used (more than 1 %); the first: t.csv, line 2: not UTF-8. ' +
        'Mend them or raise problems.tolerance.',
    });
    const text = describeCheck(check);
    for (const part of [
      'A run would not begin\n  E_QUARANTINE',
      'sick = no, sex = F',
      't.csv, line 4: not UTF-8',
    ])
      expect(text).toContain(part);
    const strict = createQuarantine({ checking: true, policy: 'strict' });
    for (const line of [2, 3]) strict.add({ file: 't.csv', line, reason: 'not UTF-8' });
    expect(strict.failure).toMatchObject({ code: 'E_DATA', message: expect.stringContaining('line 2') });
    expect(strict.count).toBe(2);
  });

  test('tells columns where the task does not fit the table, and why a run would not begin', async () => {
    const wrong = dataSchema.parse({ task: { y: { column: 'sik' }, z: [{ column: 'sex' }] } });
    const { check, sheet } = await checkData(dataset(), { config: wrong });
    expect(check.failure).toMatchObject({
      code: 'E_UNKNOWN_COLUMN',
      message: expect.stringMatching(/Did you mean "sick"/),
    });
    expect([check.cells, check.sets, sheet]).toEqual([[], [], null]);
    expect(describeCheck(check)).toMatch(
      /sick: no 60, yes 60[\s\S]*A run would not begin\n {2}E_UNKNOWN_COLUMN/,
    );
  });

  test('shows an empty cell among the others, and names the scarce confounder', async () => {
    const given = dataset();
    const { sex, sick } = given.table.columns as Record<string, { codes: Int32Array }>;
    const old = Int32Array.from(sick!.codes, (y, row) =>
      y === 1 && row % 5 === 0 && sex!.codes[row] ? 1 : 0,
    );
    const columns = {
      ...given.table.columns,
      old: { kind: 'categorical', codes: old, labels: ['young', 'old'] },
    };
    const scarce = { ...given, table: { ...given.table, columns } } as Dataset;
    const config = dataSchema.parse({
      task: {
        y: { column: 'sick' },
        z: [
          { column: 'sex', strength: 0.8 },
          { column: 'old', strength: 0.8 },
        ],
      },
    });
    const { check } = await checkData(scarce, { config });
    expect(check.failure?.message).toMatch(/^E_EMPTY_CELL: .*Leave "old" natural in this set/);
    expect(check.cells.map(({ images }) => images).filter((images) => images === 0)).not.toEqual([]);
    expect(describeCheck(check)).toMatch(/sick = no, sex = F, old = old +0 images/);
  });

  test('says what was read otherwise than it stands, and shows no order to the terminal', async () => {
    const given = dataset();
    const age = { ...given.table.columns.age!, notes: ['"90+" (2) read as the number itself'] };
    const columns = { ...given.table.columns, age, '\u001b[2Jx': given.table.columns.sick! };
    const { check } = await checkData({ ...given, table: { ...given.table, columns } }, { config });
    const text = describeCheck(check);
    expect(text).toContain(
      'age: 1 to 119, mean 60 years; 1 missing\n    "90+" (2) read as the number itself',
    );
    expect(text).not.toContain('\u001b');
  });

  test('says before any training that a leakage cannot be measured', async () => {
    const given = dataset();
    const rare = Int32Array.from({ length: 120 }, (_, row) => (row < 3 ? 1 : 0));
    const columns = {
      ...given.table.columns,
      scanner: { kind: 'categorical', codes: rare, labels: ['A', 'B'] },
    };
    const config = dataSchema.parse({
      task: { y: { column: 'sick' }, z: [{ column: 'scanner' }] },
      train: 'natural',
      shifts: { natural: 'natural' },
    });
    const { check } = await checkData({ ...given, table: { ...given.table, columns } } as Dataset, {
      config,
    });
    expect(check.notes.join()).toMatch(
      /Leakage of "scanner" cannot be measured on set "natural": (all|only one)/,
    );
  });
});

describe('a contact sheet', () => {
  test.each([[[4, 4, 1]], [[5, 4, 4, 1]], [[300, 200, 1]]])(
    'has a row for each cell, for images %j',
    async (shape) => {
      const { sheet } = await checkData(dataset(shape), { config, most: 3, sheet: { perCell: 3, side: 50 } });
      const { width, height, pixels } = readPng(sheet!);
      const tallest = Math.min(50, shape.at(-3)!);
      // Eight cells of y, sex and mark, each a line of text (18 pixels), a row of images and a gap (4 pixels).
      expect(height).toBe(8 * (18 + tallest + 4));
      expect(width).toBeGreaterThan(3 * Math.min(50, shape.at(-2)!));
      expect(new Set(pixels).size).toBeGreaterThan(2);
    },
  );

  test('of nothing is still a picture', async () => {
    expect(readPng(await contactSheet(dataset(), [])).height).toBe(1);
  });
});
