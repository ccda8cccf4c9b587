import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { isMimmxError } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import { columnsOf, createQuarantine, readRecords } from '../../../src/files/index.ts';
import { formatOf, numberText } from '../../../src/files/table/spreadsheet/cell-text.ts';
import { scratch } from '../scratch.ts';
import { zipOf } from './write-zip.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function records(path: string, options: { sheet?: string; delimiter?: string; decimal?: string } = {}) {
  const quarantine = createQuarantine();
  const read: { header: readonly string[]; rows: string[][]; lines: number[] } = {
    header: [],
    rows: [],
    lines: [],
  };
  await readRecords(path, { ...options, quarantine }, (header) => {
    read.header = header;
    return (fields, line) => {
      read.rows.push([...fields]);
      read.lines.push(line);
    };
  });
  return { ...read, problems: quarantine.problems };
}

async function columns(path: string) {
  const { header, rows, problems } = await records(path);
  expect(problems).toEqual([]);
  const builder = columnsOf({ header, skip: [], table: { missing: [] }, owner: 'table' });
  for (const row of rows) builder.push(row);
  return builder.done();
}

describe('a table in a typed file says what its CSV says', () => {
  test('Excel, as pandas writes it', async () => {
    const [{ columns: found }, { columns: expected }] = [
      await columns(fixture('typed.xlsx')),
      await columns(fixture('typed.csv')),
    ];
    const { tiny, ...others } = expected;
    expect({ ...found, tiny: undefined }).toEqual({ ...others, tiny: undefined });
    // openpyxl writes 16 digits of them.
    const valuesOf = (column: unknown) => [...(column as { values: Float64Array }).values];
    for (const [i, value] of valuesOf(tiny).entries())
      expect(Math.abs(valuesOf(found.tiny)[i]! / value - 1)).toBeLessThan(1e-14);
    const { rows } = await records(fixture('typed.xlsx'));
    expect(rows[0]!.slice(0, 4)).toEqual(['img/00.png', '1000', 'F', '76.4']);
    expect(rows[0]!.slice(6)).toEqual(['False', '1999-12-30', '2020-02-28 23:59:00', 'mild', 'Ärztin 日本']);
  });

  test.each(['none', 'snappy', 'gzip', 'brotli', 'zstd'])('Parquet packed with %s', async (packing) => {
    const path = fixture(`${packing}.parquet`);
    const read = await columns(path).catch((error: Error) => error);
    // Node unpacks Zstandard since 22.15.
    if (packing === 'zstd' && read instanceof Error) expect(read.message).toMatch(/E_TABLE: .*ZSTD/);
    else expect(read).toEqual(await columns(fixture('typed-parquet.csv')));
    if (packing === 'none') expect((await records(path)).rows[39]!.at(-1)).toBe(String(2n ** 60n + 39n));
  });

  test('a packing that is not read is named', async () => {
    await expect(records(fixture('lz4.parquet'))).rejects.toThrow(
      /E_TABLE: Table lz4\.parquet cannot be read: .*LZ4/,
    );
  });

  test('whatever the name of the file', async () => {
    const path = join(scratch(), 'table.csv');
    copyFileSync(fixture('typed.xlsx'), path);
    expect((await records(path)).rows).toHaveLength(40);
  });
});

describe('a workbook', () => {
  test('with formats, errors and flags gives what its cells show', async () => {
    const { header, rows, lines, problems } = await records(fixture('formats.xlsx'));
    expect(problems).toEqual([]);
    expect(header).toEqual(['path', 'patient', 'zip', 'when', 'clock', 'share', 'error', 'flag', 'text']);
    expect(rows[0]).toEqual(['0.png', '0', '00123', '1970-01-01', '18:00:00', '0.45', '#N/A', 'True', 'A0']);
    expect(rows[1]!.slice(3)).toEqual(['1970-01-01 12:00:00', '18:00:00', '0.45', '#N/A', 'False', 'A1']);
    expect(lines).toEqual([2, 3, 4, 5]);
  });

  test('of several sheets wants one named', async () => {
    const path = fixture('two-sheets.xlsx');
    await expect(records(path)).rejects.toThrow(
      'E_TABLE: Table two-sheets.xlsx has several sheets: "Rows", "More". Name one with the option sheet.',
    );
    expect((await records(path, { sheet: 'Rows' })).rows).toHaveLength(4);
    expect((await records(path, { sheet: 'Hidden' })).header).toEqual(['x']);
    await expect(records(path, { sheet: 'Row' })).rejects.toThrow(/no sheet "Row".*Did you mean "Rows"/);
    await expect(records(path, { sheet: 'Empty' })).rejects.toThrow(/is empty/);
  });

  test('with merged rows, or formulas that nobody calculated, is not read as if these were blank', async () => {
    await expect(records(fixture('merged.xlsx'))).rejects.toThrow(/cells B2:B3 are merged.*unmerge and fill/);
    const { rows, problems } = await records(fixture('formula.xlsx'));
    expect(rows).toHaveLength(3);
    expect(problems).toMatchObject(
      [{ file: 'formula.xlsx', line: 3, reason: /never calculated/ }].map(({ reason, ...rest }) => ({
        ...rest,
        reason: expect.stringMatching(reason),
      })),
    );
  });

  test('has no delimiter and no decimal mark', async () => {
    for (const option of ['delimiter', 'decimal'])
      await expect(records(fixture('typed.xlsx'), { [option]: ',' })).rejects.toThrow(
        `Table typed.xlsx has no ${option}: its cells are typed. Leave the option out.`,
      );
    await expect(records(fixture('typed.csv'), { sheet: 'a' })).rejects.toThrow(/has no sheets/);
    const given = {
      header: ['age'],
      columns: { age: { from: 'age', decimal: ',' as const, missing: [], exact: false } },
    };
    expect(() => columnsOf({ ...given, skip: [], table: { missing: [] }, owner: 'a.xlsx' })).toThrow(
      /E_COLUMN.*typed/,
    );
  });

  test.each<[number, number, string | undefined, string]>([
    [1, 14, undefined, '1900-01-01'],
    [59, 14, undefined, '1900-02-28'],
    [61, 14, undefined, '1900-03-01'],
    [43831.75, 22, undefined, '2020-01-01 18:00:00'],
    [43831, 164, 'yyyy\\-mm\\-dd', '2020-01-01'],
    [43831, 164, '[$-407]d. mmmm yyyy;@', '2020-01-01'],
    [0.5, 164, '[h]:mm:ss', '12:00:00'],
    [1.5, 164, '[h]:mm:ss', '1.5'],
    [7, 164, '0000', '0007'],
    [7.5, 164, '0.00" days"', '7.5'],
    [1234.5, 4, undefined, '1234.5'],
    [45, 164, '0 "yd"', '45'],
    [0.1 + 0.2, 0, undefined, '0.30000000000000004'],
  ])('shows %d in format %d (%s) as %s', (value, id, code, text) => {
    expect(numberText(value, formatOf(id, code), false)).toBe(text);
  });

  test('counts from 1904 if it says so', () => {
    expect(numberText(42369, { kind: 'date' }, true)).toBe('2020-01-01');
  });
});

describe('what is no table', () => {
  test.each([
    [
      'old.xls',
      '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
      /old Excel file \(\.xls\), or one with a password. Save it as \.xlsx/,
    ],
    ['a.feather', 'ARROW1\0\0', /Arrow \(Feather\)/],
    ['page.csv', '<!doctype html><html>', /web page/],
    ['cut.parquet', 'PAR1\x15\x04', /E_TABLE: Table cut\.parquet cannot be read/],
    [
      'cut.xlsx',
      'PK\x03\x04\x14\0\x06\0',
      /E_TABLE: Table cut\.xlsx cannot be read: the archive is cut short/,
    ],
  ])('%s is refused with what to do', async (name, bytes, said) => {
    const path = join(scratch(), name);
    writeFileSync(path, bytes, 'latin1');
    await expect(records(path)).rejects.toThrow(said);
  });

  test('another zip, or another office’s workbook', async () => {
    const path = join(scratch(), 'x.zip');
    writeFileSync(path, zipOf({ 'a.txt': 'x' }));
    await expect(records(path)).rejects.toThrow(/a zip archive and no workbook/);
    writeFileSync(path, zipOf({ 'content.xml': 'x' }));
    await expect(records(path)).rejects.toThrow(/OpenDocument/);
  });
});

/** The smallest workbook around a sheet. */
const workbook = (sheet: string | Buffer, strings = '<sst/>') =>
  zipOf({
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/s.xml"/>' +
      '<Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/s.xml"/></Relationships>',
    'xl/s.xml': strings,
    'xl/worksheets/s.xml': sheet,
  });
const sheetOf = (rows: string) => `<x:worksheet><x:sheetData>${rows}</x:sheetData></x:worksheet>`;

describe('a hand-made sheet', () => {
  const read = async (sheet: string, strings?: string) => {
    const path = join(scratch(), 'b.xlsx');
    writeFileSync(path, workbook(sheet, strings));
    return records(path);
  };
  const header = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>';

  test('may leave places out, have prefixes, runs, readings, entities and comments', async () => {
    const strings =
      '<sst><si><r><t>O</t></r><r><t xml:space="preserve"> &lt;K&#x41;&gt;</t></r><rPh><t>no</t></rPh></si></sst>';
    const rows = `${header}<!-- <c> --><row r="7"><c r="B7" t="s"><v>0</v></c></row><row r="9"><c r="A9"/></row>`;
    expect(
      await read(sheetOf(rows).replaceAll('<row', '<x:row').replaceAll('</row', '</x:row'), strings),
    ).toMatchObject({
      rows: [['', 'O <KA>']],
      lines: [7],
    });
  });

  test('that is damaged is refused in one line', async () => {
    for (const [rows, said] of [
      ['<row><c t="s"><v>5</v></c></row>', /a text that is not in its list/],
      ['<row><c r="XFE1"><v>5</v></c></row>', /beyond the last column/],
      ['<row><c r="17"><v>5</v></c></row>', /without a place/],
      ['<!DOCTYPE a [<!ENTITY b "c">]><row/>', /declares entities/],
      ['<row><c t="str"><v>&b;</v></c></row>', /unknown entity/],
      [`<row ${'x'.repeat(1 << 21)}`, /more than 1 MiB/],
      ['<row', /ends within a tag/],
    ] as const) {
      const error = await read(rows.startsWith('<row ') || rows === '<row' ? rows : sheetOf(rows)).catch(
        (caught) => caught,
      );
      expect(isMimmxError(error, 'E_TABLE'), String(error)).toBe(true);
      expect(error.message).toMatch(said);
      expect(error.message).not.toContain('\n');
    }
  });

  test('of nothing but repetition is refused before it fills the memory', async () => {
    const path = join(scratch(), 'bomb.xlsx');
    writeFileSync(path, workbook(Buffer.alloc(100 << 20, ' ')));
    expect(readFileSync(path).length).toBeLessThan(200_000);
    await expect(records(path)).rejects.toThrow(/unpacks to \d+ bytes of repetition/);
    expect(deflateRawSync(Buffer.alloc(10)).length).toBeGreaterThan(0);
  });
});
