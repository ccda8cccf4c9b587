import { readFileSync } from 'node:fs';
import { crc32, gzipSync, inflateRawSync } from 'node:zlib';
import { columnsOf, createQuarantine, readRecords } from '@mimmx/data/files';
import { portion, shape } from '../../../packages/data/src/files/table/parquet-worker.ts';
import { zipOf } from '../../../packages/data/test/files/table/write-zip.ts';
import { filesOf, type Target, Wrong } from './target.ts';

const FIXTURES = 'data/test/files/table/fixtures';
/** Unpacked bytes that a table may have here. */
const MOST = 64 << 20;
/** Parquet is unpacked in a thread, whose start takes far longer than a small file: so many go past it. */
const THREAD_EVERY = 400;

const rows = (count: number, row: (i: number) => string, end: string) =>
  Array.from({ length: count }, (_, i) => row(i)).join(end);
const texts = [
  `id\tsex\tage\n${rows(12, (i) => `sub-${i}\t${'FM'[i % 2]}\t${20 + i}.5`, '\n')}`,
  `\ufeffid;crp;note\r\n${rows(12, (i) => `${i};${i},${i % 10};"a ""b"";\r\nc"`, '\r\n')}`,
  `path,patient,age,y\r${rows(8, (i) => `x/${i}.png,00${i},0${40 + i}Y,${['', 'n/a', '<0.3', '89+'][i % 4]}`, '\r')}`,
  `a|b|1\n${rows(9, (i) => `é${i}|1.0|-99`, '\n')}\n`,
].map((text) => Buffer.from(text));
const sheet =
  '<worksheet><sheetData><row><c t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>' +
  '<row r="2"><c><v>1</v></c><c s="1"><v>2.5</v></c></row></sheetData></worksheet>';

export const table: Target = {
  name: 'table',
  seeds: [
    ...texts,
    ...texts,
    ...texts.map((bytes) => gzipSync(bytes)),
    Buffer.from('\ufeffa\tb\n1\tx\n2\ty\n', 'utf16le'),
    workbookOf(Buffer.from(sheet)),
    ...filesOf(FIXTURES, /\.(?:xlsx|parquet)$/),
  ],
  large: filesOf(FIXTURES, /\.csv$/),
  mend(bytes, random) {
    if (random() < 0.1) return workbookOf(bytes);
    if (random() < 0.1 && bytes[0] !== 0x1f) return gzipSync(bytes);
    return random() < 0.8 && bytes[0] === 0x50 && bytes[1] === 0x4b ? withSums(bytes) : bytes;
  },
  async read(path) {
    let builder: ReturnType<typeof columnsOf> | undefined;
    let [width, count] = [0, 0];
    const begin = (header: readonly string[]) => {
      width = header.length;
      builder = columnsOf({ header, skip: [], table: { missing: [] }, owner: 'table' });
      return (fields: readonly string[]) => {
        if (fields.length !== width) throw new Wrong(`${fields.length} fields of ${width}`);
        count++;
        builder!.push(fields);
      };
    };
    const start = readFileSync(path).subarray(0, 8);
    if (start.toString('latin1', 0, 4) === 'PAR1' && parquets++ % THREAD_EVERY !== 0)
      await readParquetHere(path, begin);
    else await readRecords(path, { quarantine: createQuarantine(), maxBytes: MOST }, begin);
    for (const column of Object.values(builder!.done().columns))
      if ((column.kind === 'number' ? column.values : column.codes).length !== count)
        throw new Wrong('a column of another length');
  },
};
let parquets = 0;

/** What the thread that reads Parquet does, without the thread. */
async function readParquetHere(
  path: string,
  begin: (header: readonly string[]) => (fields: readonly string[]) => void,
): Promise<void> {
  const { names, groups } = await shape(path, { most: MOST });
  const push = begin(names);
  for (const [group, { rows: to }] of groups.entries()) {
    const columns = await portion(path, { group, from: 0, to });
    for (let i = 0; i < to; i++) push(columns.map((column) => column[i] ?? ''));
  }
}

/** A workbook whose sheet is these bytes, or whose sheet is sound but for a piece of these bytes. */
function workbookOf(bytes: Buffer): Buffer {
  const inner =
    bytes[0] === 0x50 ? Buffer.from(sheet.replace('2.5', bytes.toString('latin1', 100, 140))) : bytes;
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<R><Relationship Id="r1" Type="/worksheet" Target="s.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="t.xml"/></R>',
    'xl/s.xml': inner,
    'xl/t.xml': '<sst><si><t>a</t></si></sst>',
  });
}

/** A zip archive whose files have the right sums again, as far as its directory can be followed. */
function withSums(bytes: Buffer): Buffer {
  try {
    let at = bytes.readUInt32LE(bytes.length - 6);
    for (
      ;
      bytes.readUInt32LE(at) === 0x02014b50;
      at += 46 + [28, 30, 32].reduce((sum, place) => sum + bytes.readUInt16LE(at + place), 0)
    ) {
      const local = bytes.readUInt32LE(at + 42);
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
      const plain =
        bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed, { maxOutputLength: 1 << 26 });
      bytes.writeUInt32LE(crc32(plain), at + 16);
    }
  } catch {
    // What cannot be followed stays as it is.
  }
  return bytes;
}
