import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipOf } from './write-zip.ts';

/** A field as it is meant: a text, or a number that a dialect writes in its own way. */
export type Field = string | { readonly value: number; readonly digits: number };

export interface RandomTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Field[])[];
}

const MISSING = ['', ' ', 'NA', 'n/a', 'NaN', '#N/A', 'unknown', '-', '.'];
const WORDS: readonly (readonly string[])[] = [
  ['AP', 'PA', 'LL', 'ap', 'AP ', 'pa'],
  ['none', 'mild', 'Severe', 'severe', '  mild'],
  ['pleural effusion', 'Pleural  effusion', 'no finding', 'say "yes"', "it's; so", 'a, b', 'x|y'],
  ['Köln', 'Ko\u0308ln', 'Bonn', 'ＢＯＮＮ', '日本'],
  ['1', '1.0', '01', '0', '0.0', '+1'],
  ['yes', 'no', 'YES', '="yes"'],
];
const ODD = ['<0.3', '89+', '045Y', '18 months', '> 90'];

const field = (kind: string): fc.Arbitrary<Field> => {
  if (kind === 'words') return fc.constantFrom(...WORDS.flat());
  const float = fc.integer({ min: -99_999, max: 99_999 });
  // Three digits behind the mark might be thousands.
  if (kind === 'floats')
    return fc.tuple(float, fc.constantFrom(1, 2)).map(([n, digits]) => ({ value: n / 100, digits }));
  if (kind === 'ages') return fc.integer({ min: 0, max: 99 }).map((age) => String(age));
  return fc.integer({ min: 0, max: 4000 }).map((whole) => String(whole));
};

const column = (rows: number): fc.Arbitrary<readonly Field[]> =>
  fc
    .tuple(
      fc.constantFrom(...WORDS.map((_, i) => `words ${i}`), 'floats', 'ages', 'whole'),
      fc.constantFrom(0, 0.1, 0.4),
    )
    .chain(([kind, gaps]) => {
      const [plain, at] = kind.split(' ');
      const own = at === undefined ? field(plain!) : fc.constantFrom(...WORDS[Number(at)]!);
      const odd = kind === 'ages' || kind === 'floats' ? fc.constantFrom<Field>(...ODD) : own;
      const one = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), own, odd, fc.constantFrom(...MISSING));
      return fc
        .array(one, { minLength: rows, maxLength: rows })
        .map((all) =>
          all.map(([share, usual, strange, none]) => (share < gaps ? none : share > 0.99 ? strange : usual)),
        );
    });

/** Tables of ids in the first column and two to five others: classes in several writings, numbers, ages, gaps. */
export const randomTable: fc.Arbitrary<RandomTable> = fc
  .tuple(fc.integer({ min: 12, max: 60 }), fc.integer({ min: 2, max: 5 }))
  .chain(([rows, columns]) => fc.array(column(rows), { minLength: columns, maxLength: columns }))
  .map((columns) => ({
    header: ['id', ...columns.map((_, i) => `column ${i}`)],
    rows: columns[0]!.map((_, row) => [`r${row}`, ...columns.map((own) => own[row]!)]),
  }));

/** How a table is written. */
export interface Dialect {
  readonly form: 'text' | 'xlsx';
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly decimal: '.' | ',';
  readonly end: '\n' | '\r\n' | '\r';
  readonly encoding: 'utf-8' | 'bom' | 'utf-16';
  readonly quoted: boolean;
  readonly packed: boolean;
  readonly upper: boolean;
  readonly blank: string;
}

export const dialect: fc.Arbitrary<Dialect> = fc.record({
  form: fc.constantFrom('text', 'text', 'text', 'xlsx'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf-8', 'bom', 'utf-16'),
  quoted: fc.boolean(),
  packed: fc.boolean(),
  upper: fc.boolean(),
  blank: fc.constantFrom('', '', ' ', '  ', '\u00a0'),
});

/** The usual one. */
export const PLAIN: Dialect = {
  form: 'text',
  delimiter: ',',
  decimal: '.',
  end: '\n',
  encoding: 'utf-8',
  quoted: false,
  packed: false,
  upper: false,
  blank: '',
};

/** Bytes of a table in a dialect, and the ending of the file's name. */
export function written({ header, rows }: RandomTable, how: Dialect): { bytes: Uint8Array; ending: string } {
  const { delimiter, decimal, end, blank } = how;
  const names = how.upper ? header.map((name) => name.toUpperCase()) : header;
  const said = (field: Field): string => {
    const plain = typeof field === 'string' ? field : field.value.toFixed(field.digits);
    const text = decimal === ',' && typeof field !== 'string' ? plain.replace('.', ',') : plain;
    return `${blank}${text}${blank}`;
  };
  const texts = [names.map((name) => `${blank}${name}${blank}`), ...rows.map((row) => row.map(said))];
  if (how.form === 'xlsx') return { bytes: workbook(texts), ending: 'xlsx' };
  const quote = (text: string) =>
    how.quoted || text.includes(delimiter) || text.includes('"') || /[\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lines = texts.map((fields) => fields.map(quote).join(delimiter)).join(end) + end;
  const bytes =
    how.encoding === 'utf-16'
      ? Buffer.from(`\ufeff${lines}`, 'utf16le')
      : Buffer.from(how.encoding === 'bom' ? `\ufeff${lines}` : lines);
  return how.packed ? { bytes: gzipSync(bytes), ending: 'csv.gz' } : { bytes, ending: 'csv' };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function workbook(texts: readonly (readonly string[])[]): Buffer {
  const row = (fields: readonly string[]) =>
    `<row>${fields.map((text) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`).join('')}</row>`;
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<R><Relationship Id="r1" Type="/worksheet" Target="s.xml"/></R>',
    'xl/s.xml': `<worksheet><sheetData>${texts.map(row).join('')}</sheetData></worksheet>`,
  });
}
