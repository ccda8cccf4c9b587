import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, gunzipSync, gzipSync } from 'node:zlib';
import { columnsOf, createQuarantine, readRecords } from '@mimmx/data/files';
import { zipOf } from '../../packages/data/test/files/table/write-zip.ts';
import { decode, describe } from '../../packages/datasets-cxr/src/decode/decoder.ts';
import { streamFile, streams } from '../../packages/datasets-cxr/test/decode/streams.ts';
import { readNifti, readNiftiHeader } from '../../packages/datasets-mri/src/nifti/index.ts';
import { niftiBytes } from '../../packages/datasets-mri/test/fixtures/write-nifti.ts';

/** One kind of file and its reader. */
export interface Target {
  readonly name: string;
  /** Sound files that are damaged. */
  readonly seeds: readonly Uint8Array[];
  /** Mends what would be refused before it is looked at, such as a sum over the bytes. */
  mend?(bytes: Buffer, random: () => number): Buffer;
  /** Reads a file; throws if it must be refused, and says what is wrong with the result itself. */
  read(path: string): Promise<void>;
  /** Files that are cut within their pixels: whoever reads one fills it with something that is not there. */
  cut?(random: () => number): Buffer;
}

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));
const files = (folder: string, ending: RegExp): Buffer[] =>
  readdirSync(join(packages, folder))
    .filter((name) => ending.test(name) && !/^bad/.test(name))
    .sort()
    .map((name) => readFileSync(join(packages, folder, name)));

const SIDE = 32;
const options = { width: SIDE, height: SIDE, fit: 'stretch', clahe: null, window: 'header' } as const;
const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;

async function readImage(path: string): Promise<void> {
  const { pixels } = await decode(path, options);
  if (pixels.length !== SIDE * SIDE) throw new Wrong(`${pixels.length} pixels`);
}

/** What a reader returned is wrong, which is worse than any error. */
export class Wrong extends Error {}

const FIXTURES = 'datasets-cxr/test/fixtures';
const framed = Object.values(streams);

const dicom: Target = {
  name: 'dicom',
  seeds: [...files(FIXTURES, /\.dcm$/), ...framed.map((stream) => streamFile(stream))],
  async read(path) {
    const description = await describe(path).catch((error: unknown) => error);
    await readImage(path);
    if (description instanceof Error && description.constructor !== Error) throw description;
  },
  cut(random) {
    const given = pick(framed, random);
    const whole = Buffer.from(given.stream, 'base64');
    return streamFile(given, whole.subarray(0, Math.floor(whole.length * 0.9 * random())));
  },
};

const rasters = files(FIXTURES, /\.(?:png|jpg)$/);
const raster: Target = {
  name: 'raster',
  seeds: rasters,
  mend: (bytes, random) => (random() < 0.7 && bytes[0] === 0x89 ? withSums(bytes) : bytes),
  read: readImage,
  cut(random) {
    const whole = pick(rasters, random);
    return Buffer.from(whole.subarray(0, Math.floor(whole.length * 0.9 * random())));
  },
};

/** A PNG whose chunks have the right sums again. */
function withSums(bytes: Buffer): Buffer {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) break;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, at + 8 + length)), at + 8 + length);
    at += 12 + length;
  }
  return bytes;
}

const volume = niftiBytes({ shape: [8, 7, 6], values: Float32Array.from({ length: 336 }, (_, i) => i % 50) });
const volumes = [
  volume,
  gzipSync(volume),
  ...(
    JSON.parse(readFileSync(join(packages, 'datasets-mri/test/fixtures/nifti.json'), 'utf8')) as {
      types: { file: string }[];
    }
  ).types
    .filter((_, i) => i % 5 === 0)
    .map(({ file }) => Buffer.from(file, 'base64')),
];
const nifti: Target = {
  name: 'nifti',
  seeds: volumes,
  mend: (bytes, random) => (random() < 0.2 && bytes[0] !== 0x1f ? gzipSync(bytes) : bytes),
  async read(path) {
    const { shape } = await readNiftiHeader(path);
    const { data } = await readNifti(path, { maxMegabytes: 64 });
    if (data.length !== shape.slice(0, 3).reduce((a, b) => a * b, 1))
      throw new Wrong('voxels that the header does not say');
  },
  cut(random) {
    const seed = pick(volumes, random);
    const plain = seed[0] === 0x1f ? gunzipSync(seed) : seed;
    const kept = plain.subarray(0, plain.length - 1 - Math.floor(random() * (plain.length - 353)));
    return random() < 0.5 ? gzipSync(kept) : Buffer.from(kept);
  },
};

const TABLES = 'data/test/files/table/fixtures';
const texts = [
  ...files(TABLES, /\.csv$/),
  Buffer.from(
    `id\tsex\tage\n${Array.from({ length: 50 }, (_, i) => `sub-${i}\t${'FM'[i % 2]}\t${20 + i}.5`).join('\n')}`,
  ),
  Buffer.from(
    `\ufeffid;crp;note\r\n${Array.from({ length: 50 }, (_, i) => `${i};${i},${i % 10};"a ""b"";\r\nc"`).join('\r\n')}`,
  ),
];
const table: Target = {
  name: 'table',
  seeds: [...texts, ...texts.map((bytes) => gzipSync(bytes)), ...files(TABLES, /\.(?:xlsx|parquet)$/)],
  mend: (bytes, random) =>
    random() < 0.1 ? workbookOf(bytes) : random() < 0.1 && bytes[0] !== 0x1f ? gzipSync(bytes) : bytes,
  async read(path) {
    let builder: ReturnType<typeof columnsOf> | undefined;
    let [width, rows] = [0, 0];
    const quarantine = createQuarantine();
    await readRecords(path, { quarantine }, (header) => {
      width = header.length;
      builder = columnsOf({ header, skip: [], table: { missing: [] }, owner: 'table' });
      return (fields) => {
        if (fields.length !== width) throw new Wrong(`${fields.length} fields of ${width}`);
        rows++;
        builder!.push(fields);
      };
    });
    for (const column of Object.values(builder!.done().columns))
      if ((column.kind === 'number' ? column.values : column.codes).length !== rows)
        throw new Wrong('a column of another length');
  },
};

/** A workbook whose sheet is these bytes, or whose sheet is sound and whose list of texts is these bytes. */
function workbookOf(bytes: Buffer): Buffer {
  const sheet =
    '<worksheet><sheetData><row><c t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>' +
    '<row r="2"><c><v>1</v></c><c s="1"><v>2.5</v></c></row></sheetData></worksheet>';
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

export const targets: readonly Target[] = [dicom, raster, nifti, table];

/** Writes a file and reads it. @returns null if it was read, else why not */
export async function attempt(target: Target, path: string, bytes: Uint8Array): Promise<unknown> {
  writeFileSync(path, bytes);
  try {
    await target.read(path);
    return null;
  } catch (error) {
    return error ?? new Error('nothing');
  }
}
