import { csvFile, parseCsv, textOfCell } from '@mimmx/data/files';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSample, csvRecords } from '../../../src/node/run/table-rows.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

test('a table in pieces has the records of the whole, wherever it is cut', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '=', "'", 'ü', '漢', '😀') });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size) => {
        const text = [...csvFile(['a', 'b', 'c'], rows)].join('');
        const found: string[][] = [];
        for await (const record of csvRecords(cut(new TextEncoder().encode(text), size))) found.push(record);
        expect(found).toEqual(parseCsv(text).map((cells) => cells.map(textOfCell)));
        expect(found.slice(1)).toEqual(rows);
      },
    ),
    { numRuns: 200 },
  );
});

test('of too many rows a share is kept, of the same names in every method', () => {
  const sample = createSample<{ name: string; method: number }>(1000, ({ name }) => name);
  for (const method of [0, 1, 2]) for (let i = 0; i < 5000; i++) sample.add({ name: `p${i}`, method });
  expect(sample.rows.length).toBeLessThanOrEqual(1000);
  expect(sample.rows.length).toBeGreaterThan(300);
  expect(sample.share).toBeLessThan(0.1);
  const names = [0, 1, 2].map((one) =>
    sample.rows.filter(({ method }) => method === one).map(({ name }) => name),
  );
  expect(names[1]).toEqual(names[0]);
  expect(names[2]).toEqual(names[0]);
  const all = createSample<string>(1000, (name) => name);
  for (let i = 0; i < 1000; i++) all.add(String(i));
  expect([all.share, all.rows.length]).toEqual([1, 1000]);
});
