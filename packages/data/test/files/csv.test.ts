import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvFile, csvLine, parseCsv, textOfCell } from '../../src/files/csv.ts';

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
      const read = parseCsv(rows.map(csvLine).join(''));
      expect(read.map((row) => row.map(textOfCell))).toEqual(rows);
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

test('quotes what a spreadsheet would run, and leaves numbers and ordinary text as they are', () => {
  const cells = [
    '=1+1',
    '@SUM(A1)',
    '+cmd|x',
    '-2+3',
    '\t=1',
    "'=1",
    "''@a",
    "'quoted'",
    'a=b',
    '',
    '≥ 5',
    '- none',
  ];
  expect(csvLine(['=1+1', '@SUM(A1)', '-2+3', "'=1", "it's", '< 5'])).toBe(
    "'=1+1,'@SUM(A1),'-2+3,''=1,it's,< 5\r\n",
  );
  expect(csvLine([-1.5, -1e-7, '-1.5', '+3', '-1e-7', '-Infinity', Number.NaN])).toBe(
    '-1.5,-1e-7,-1.5,+3,-1e-7,-Infinity,NaN\r\n',
  );
  expect(parseCsv(csvLine(cells))[0]?.map(textOfCell)).toEqual(cells);
  fc.assert(
    fc.property(fc.stringMatching(/^[=+\-@'\t\r1e.x]{0,6}$/), (text) => {
      const [cell = ''] = parseCsv(csvLine([text, 'end']))[0] ?? [];
      expect(textOfCell(cell)).toBe(text);
      expect(/^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell))).toBe(false);
    }),
  );
});
