import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createQuarantine, readRecords } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { checkRuns } from '../../../src/files/table/parquet-runs.ts';
import { unpackSnappy } from '../../../src/files/table/snappy.ts';
import { scratch } from '../scratch.ts';

describe('Snappy', () => {
  const text = 'abababab, and so on';
  // Two letters, a copy that reaches into what it writes, and the rest as it stands.
  const packed = Buffer.concat([
    Buffer.from([text.length, 1 << 2]),
    Buffer.from('ab'),
    Buffer.from([1 | (2 << 2), 2]),
    Buffer.from([(11 - 1) << 2]),
    Buffer.from(', and so on'),
  ]);

  test('unpacks literals and copies', () => {
    expect(Buffer.from(unpackSnappy(packed, text.length)).toString()).toBe(text);
  });

  test('of which anything is missing, or more than said comes, is refused', () => {
    for (let cut = 0; cut < packed.length; cut++)
      expect(() => unpackSnappy(packed.subarray(0, cut), text.length)).toThrow('it is damaged');
    expect(() => unpackSnappy(packed, text.length - 1)).toThrow('it is damaged');
    expect(() => unpackSnappy(Buffer.concat([packed, Buffer.from([0, 65])]), text.length)).toThrow();
  });

  test.each([
    // Read with a sign, the length is −9 and goes back to its own beginning, for ever.
    ['a literal of more than 2³¹ bytes', [20, 63 << 2, 0xf6, 0xff, 0xff, 0xff, 1, 2, 3, 4]],
    ['a copy from before the beginning', [20, 0, 65, 2 | (18 << 2), 5, 0]],
    ['a copy of nothing behind it', [20, 0, 65, 2 | (18 << 2), 0, 0]],
    ['a length that no bytes can stand for', [0xff, 0xff, 0xff, 0xff, 0x7f, 0, 65]],
  ])('%s is refused at once', (_, bytes) => {
    const said = bytes[0] === 20 ? 20 : 2 ** 35 - 1;
    expect(() => unpackSnappy(Uint8Array.from(bytes), said)).toThrow('it is damaged');
  });
});

describe('runs of a page', () => {
  const content = { type: 'BYTE_ARRAY', encoding: 'RLE_DICTIONARY', count: 60, repetition: 0, definition: 0 };
  const read = (bytes: readonly number[], more = {}) =>
    checkRuns(Uint8Array.from(bytes), { ...content, ...more }, null);

  test('of the page are walked along', () => {
    // Four bits: 60 times the value 3; 8 groups of 8 packed values.
    expect(() => read([4, 60 << 1, 3])).not.toThrow();
    expect(() => read([4, (8 << 1) | 1, ...Array.from({ length: 32 }, () => 0x21)])).not.toThrow();
  });

  test.each<[string, number[], { definition?: number; encoding?: string }?]>([
    ['a run of 2³⁰ values', [4, 0xfe, 0xff, 0xff, 0xff, 0x07, 3]],
    ['2³³ packed values of no bits', [0, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['values of more than 32 bits', [77, 8, 3]],
    ['levels that are cut short', [9, 0], { definition: 1 }],
    ['a level that stands 2²⁸ times', [5, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0x01], { definition: 1 }],
    ['differences in 2²⁷ parts', [128, 1, 0x80, 0x80, 0x80, 0x40], { encoding: 'DELTA_BINARY_PACKED' }],
    [
      'a text that shares more with the one before it than that has',
      [128, 1, 4, 60, 0x80, 0x80, 0x80, 0x80, 0x08, 0, 0, 0, 0, 0, 128, 1, 4, 60, 0, 0, 0, 0, 0, 0],
      { encoding: 'DELTA_BYTE_ARRAY' },
    ],
  ])('%s: refused', (_, bytes, more) => {
    expect(() => read(bytes, more ?? {})).toThrow('it is damaged');
  });
});

test.each([
  ['none', { 3988: 16 }],
  ['none', { 69: 0, 70: 0, 5340: 2, 5341: 0 }],
  ['brotli', { 122: 202, 123: 156, 124: 242 }],
  ['zstd', { 358: 18, 359: 176, 360: 198, 361: 117, 362: 22 }],
])(
  '%s.parquet with %j, over which the library sat for 15 s or in 1 GB, is refused at once',
  async (name, edits) => {
    const bytes = readFileSync(join(import.meta.dirname, `fixtures/${name}.parquet`));
    for (const [at, byte] of Object.entries(edits)) bytes[Number(at)] = byte;
    const path = join(scratch(), 'damaged.parquet');
    writeFileSync(path, bytes);
    const read = readRecords(path, { quarantine: createQuarantine() }, () => () => {});
    await expect(read).rejects.toThrow(/cannot be read: it is damaged\. Write/);
  },
);

test('a packing that cannot be unpacked is said, whatever else is wrong with the file', async () => {
  const bytes = readFileSync(join(import.meta.dirname, 'fixtures/lz4.parquet'));
  const path = join(scratch(), 'lz4.parquet');
  for (let at = 4; at < 400; at += 40) bytes[at]! ^= 255;
  writeFileSync(path, bytes);
  const read = readRecords(path, { quarantine: createQuarantine() }, () => () => {});
  await expect(read).rejects.toThrow(/E_TABLE: Table lz4\.parquet cannot be read: .*LZ4_RAW/);
});
