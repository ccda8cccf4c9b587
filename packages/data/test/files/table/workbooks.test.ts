import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createQuarantine, readRecords } from '../../../src/files/index.ts';
import { scratch } from '../scratch.ts';
import { compareOpenpyxl, pythonWithOpenpyxl } from './openpyxl-comparison.ts';
import { zipOf } from './write-zip.ts';

/** What is in a workbook besides its sheet. */
interface Parts {
  readonly properties?: string;
  readonly strings?: string;
  readonly formats?: string;
  readonly stringsName?: string;
}

const workbook = (rows: string, { properties = '', strings, formats, stringsName }: Parts = {}): Buffer =>
  zipOf({
    'xl/workbook.xml': `<workbook>${properties}<sheets><sheet name="S" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<R><Relationship Id="r1" Type="/worksheet" Target="s.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="/styles" Target="styles.xml"/></R>',
    'xl/s.xml': `<worksheet>${rows}</worksheet>`,
    [`xl/${stringsName ?? 'sharedStrings.xml'}`]: `<sst>${strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet>${formats ?? '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'}</styleSheet>`,
  });

async function read(book: Buffer) {
  const path = join(scratch(), 'b.xlsx');
  writeFileSync(path, book);
  const quarantine = createQuarantine();
  const rows: string[][] = [];
  const lines: number[] = [];
  await readRecords(path, { quarantine }, (header) => {
    rows.push([...header]);
    return (fields, line) => {
      rows.push([...fields]);
      lines.push(line);
    };
  });
  return { rows, lines, problems: quarantine.problems.map(({ line, reason }) => `${line}: ${reason}`) };
}

const text = (...values: readonly string[]): string =>
  `<row>${values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join('')}</row>`;
const HEADER = text('id', 'a');
const sheet = (...cells: readonly string[]): string =>
  `<sheetData>${HEADER}${cells.map((cell, i) => `<row><c t="inlineStr"><is><t>r${i}</t></is></c>${cell}</row>`).join('')}</sheetData>`;
const second = ({ rows }: { rows: string[][] }) => rows.slice(1).map(([, cell]) => cell);

describe('formulas', () => {
  test('that give an empty text give an empty cell', async () => {
    const found = await read(
      workbook(
        sheet(
          '<c t="str"><f>IF(A2="","",1)</f><v></v></c>',
          '<c t="str"><f>A2</f><v>x</v></c>',
          '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ),
      ),
    );
    expect(second(found)).toEqual(['', 'x', '#DIV/0!']);
    expect(found.problems).toEqual([]);
  });

  test('that nobody calculated are told, where their program writes 0 for them, too', async () => {
    const rows = sheet(
      '<c><f>B9+1</f><v>0</v></c>',
      '<c><f>B9</f><v>3</v></c>',
      '<c><v>0</v></c>',
      '<c><f>B9</f></c>',
    );
    const calculated = await read(workbook(rows));
    expect(second(calculated)).toEqual(['0', '3', '0']);
    expect(calculated.problems).toHaveLength(1);
    const open = await read(workbook(rows, { properties: '<calcPr calcId="124519" fullCalcOnLoad="1"/>' }));
    expect(second(open)).toEqual(['3', '0']);
    expect(open.problems).toEqual(
      [2, 5].map((row) => expect.stringMatching(`^${row}: a formula that was never calculated`)),
    );
  });
});

test('cells that are merged over columns are not read as blank either', async () => {
  const merged = (ref: string) =>
    read(workbook(`${sheet('<c><v>1</v></c>')}<mergeCells><mergeCell ref="${ref}"/></mergeCells>`));
  await expect(merged('B2:C2')).rejects.toThrow(/cells B2:C2 are merged, so that only the first column has/);
  await expect(merged('B2:B3')).rejects.toThrow(/only the first row has/);
  expect(second(await merged('B2:B2'))).toEqual(['1']);
});

test('dates: months by name, ISO texts, both calendars', async () => {
  const formats =
    '<numFmts><numFmt numFmtId="164" formatCode="mmmm"/><numFmt numFmtId="165" formatCode="[$-409]mmm-yy"/>' +
    '<numFmt numFmtId="166" formatCode="0.0&quot; mmm&quot;"/><numFmt numFmtId="167" formatCode="[>=100]0;0.0"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="14"/><xf numFmtId="167"/></cellXfs>';
  const rows = sheet(
    ...[1, 2, 3, 4, 5].map((style) => `<c s="${style}"><v>43831</v></c>`),
    '<c t="d"><v>2020-03-01T00:00:00Z</v></c>',
    '<c t="d"><v>2020-03-01T12:30:00.000</v></c>',
  );
  const since1900 = [
    '2020-01-01',
    '2020-01-01',
    '43831',
    '2020-01-01',
    '43831',
    '2020-03-01',
    '2020-03-01 12:30:00.000',
  ];
  expect(second(await read(workbook(rows, { formats })))).toEqual(since1900);
  const since1904 = await read(workbook(rows, { formats, properties: '<workbookPr date1904="1"/>' }));
  expect(second(since1904).slice(0, 4)).toEqual(['2024-01-02', '2024-01-02', '43831', '2024-01-02']);
});

test('empty rows between are passed over, and rows keep their numbers', async () => {
  const rows = `<sheetData><row r="3"><c r="B3" s="1"/></row>${HEADER.replace('<row>', '<row r="4">')}<row r="5"/><row r="6"><c r="A6"/><c r="B6" t="s"><v>1</v></c></row><row r="9"><c r="B9" t="s"><v>0</v></c></row></sheetData>`;
  const { rows: found, lines } = await read(
    workbook(rows, { strings: '<si><t/></si><si><t xml:space="preserve"> x </t></si>' }),
  );
  expect(found).toEqual([
    ['id', 'a'],
    ['', ' x '],
  ]);
  expect(lines).toEqual([6]);
});

test('parts are found whatever the case of their names', async () => {
  const strings = '<si><t>shared</t></si>';
  for (const stringsName of ['sharedStrings.xml', 'SharedStrings.xml'])
    expect(second(await read(workbook(sheet('<c t="s"><v>0</v></c>'), { strings, stringsName })))).toEqual([
      'shared',
    ]);
});

test('a value in quotes may hold the end of a tag', async () => {
  const rows = sheet('<c note="a>b" t="b"><v>1</v></c>', '<c t="str"><v>1 &gt; 0</v></c>').replace(
    '<sheetData>',
    "<x a='>' /><sheetData>",
  );
  expect(second(await read(workbook(rows)))).toEqual(['True', '1 > 0']);
});

describe('the archive', () => {
  const book = workbook(sheet('<c><v>12345</v></c>'));
  const entryOf = (name: string, bytes: Buffer) => {
    const at = bytes.lastIndexOf(Buffer.from(name)) - 46;
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    return at;
  };

  test('whose bytes are not what their sum says is refused', async () => {
    const damaged = Buffer.from(book);
    damaged[entryOf('xl/s.xml', damaged) + 16]! ^= 1;
    await expect(read(damaged)).rejects.toThrow(
      /E_TABLE: Table b\.xlsx cannot be read: the archive is damaged/,
    );
    expect(second(await read(book))).toEqual(['12345']);
  });

  test('may have its sizes in the long form', async () => {
    const at = entryOf('xl/s.xml', book);
    const long = Buffer.alloc(28);
    long.writeUInt16LE(1, 0);
    long.writeUInt16LE(24, 2);
    for (const [i, place] of [24, 20, 42].entries())
      long.writeBigUInt64LE(BigInt(book.readUInt32LE(at + place)), 4 + 8 * i);
    const behind = at + 46 + 'xl/s.xml'.length;
    const whole = Buffer.concat([book.subarray(0, behind), long, book.subarray(behind)]);
    for (const place of [20, 24, 42]) whole.writeUInt32LE(0xffffffff, at + place);
    whole.writeUInt16LE(28, at + 30);
    const end = whole.length - 22;
    whole.writeUInt32LE(whole.readUInt32LE(end + 12) + 28, end + 12);
    expect(second(await read(whole))).toEqual(['12345']);
  });
});

/** Forty in a second; more by `npm run fuzz:data -- --only workbook`. */
const BOOKS = 40;

test(`${BOOKS} random workbooks that openpyxl wrote read as openpyxl reads them`, async ({ skip }) => {
  const python = pythonWithOpenpyxl();
  if (!python) return skip('no Python with openpyxl was found (Debian: python3-openpyxl)');
  const folder = join(scratch(), 'books');
  mkdirSync(folder);
  const { made, compared, differences } = await compareOpenpyxl(python, folder, 1, BOOKS);
  expect(differences).toEqual([]);
  expect(made).toBe(BOOKS);
  expect(compared).toBeGreaterThan(10 * BOOKS);
}, 120_000);
