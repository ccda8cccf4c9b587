import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvFile, csvLine, parseCsv } from '../../src/files/csv.ts';

test('quotes as RFC 4180 says, and only where it must', () => {
  expect(csvLine(['plain', 'a,b', 'say "no"', 'two\nlines', 1.5, ''])).toBe(
    'plain,"a,b","say ""no""","two\nlines",1.5,\r\n',
  );
});

test("reads the RFC's own examples", () => {
  expect(parseCsv('aaa,bbb,ccc\r\nzzz,yyy,xxx')).toEqual([
    ['aaa', 'bbb', 'ccc'],
    ['zzz', 'yyy', 'xxx'],
  ]);
  expect(parseCsv('"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx\r\n')).toEqual([
    ['aaa', 'b\r\nbb', 'ccc'],
    ['zzz', 'yyy', 'xxx'],
  ]);
  expect(parseCsv('"aaa","b""bb","ccc"\n')).toEqual([['aaa', 'b"bb', 'ccc']]);
});

test('gives back any table', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ü', '0') });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((columns) =>
      fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }),
    );
  fc.assert(
    fc.property(table, (rows) => {
      expect(parseCsv(rows.map(csvLine).join(''))).toEqual(rows);
    }),
  );
});

test('a long table comes in pieces that join to the whole', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [i, `row ${i}`]);
  const pieces = [...csvFile(['i', 'name'], rows)];
  expect(pieces.length).toBeGreaterThan(2);
  expect(parseCsv(pieces.join(''))).toHaveLength(20_001);
});

test('refuses a quoted field without end', () => {
  expect(() => parseCsv('a,b\n"never')).toThrow('E_CSV: A quoted field of record 2 never ends');
});
