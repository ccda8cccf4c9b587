import { open } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
} from 'hyparquet';
import { compressors } from './parquet-packing.ts';
import { checkGroups, checkPages } from './parquet-pages.ts';
import { dateText } from './spreadsheet/cell-text.ts';

/** What a Parquet file holds. */
export interface ParquetShape {
  readonly names: readonly string[];
  readonly groups: readonly { readonly rows: number; readonly megabytes: number }[];
}
/** Texts of some rows, by column. */
export type Portion = readonly (readonly string[])[];

interface Opened {
  readonly path: string;
  readonly source: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly { readonly name: string; readonly single: boolean }[];
  group: number;
  values: readonly unknown[][];
}

/** Longest metadata; a table of a thousand columns and a hundred groups has 10 MB. */
const LONGEST_FOOTER = 64 << 20;
let opened: Opened | null = null;

// Where several columns are damaged, the library throws once where somebody listens, and once where nobody does.
if (!isMainThread) process.on('unhandledRejection', () => {});

/** Opens a file and says what it holds. Runs in a worker thread. */
export async function shape(path: string, { most }: { readonly most: number }): Promise<ParquetShape> {
  return cleanly(async () => {
    await checkFooter(path);
    const source = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(source);
    const columns = columnsOf(metadata);
    checkGroups(metadata, source.byteLength, most);
    const groups = metadata.row_groups.map(({ num_rows: rows, total_byte_size: bytes }) => ({
      rows: Number(rows),
      megabytes: Number(bytes) / 1e6,
    }));
    opened = { path, source, metadata, columns, group: -1, values: [] };
    return { names: columns.map(({ name }) => name), groups };
  });
}

/** Texts of some rows of a group. Runs in a worker thread. */
export async function portion(
  path: string,
  { group, from, to }: { readonly group: number; readonly from: number; readonly to: number },
): Promise<Portion> {
  return cleanly(async () => {
    const now = opened;
    if (now?.path !== path) throw new Error(DAMAGED);
    const { columns } = now;
    if (now.group !== group) {
      await checkPages(now.source, now.metadata, group);
      now.values = await groupValues(now, group);
      now.group = group;
    }
    const { values } = now;
    return columns.map(({ single }, i) => values.slice(from, to).map((row) => textOf(row[i], single)));
  });
}

async function groupValues({ source, metadata }: Opened, group: number): Promise<unknown[][]> {
  const before = metadata.row_groups.slice(0, group);
  const rowStart = before.reduce((sum, { num_rows: rows }) => sum + Number(rows), 0);
  const rows = Number(metadata.row_groups[group]!.num_rows);
  let read: unknown[][] = [];
  await parquetRead({
    file: source,
    metadata,
    compressors,
    rowStart,
    rowEnd: rowStart + rows,
    onComplete(found) {
      read = found;
    },
  });
  if (read.length !== rows) throw new Error(DAMAGED);
  return read;
}

const DAMAGED = 'it is damaged';

/** What a program says of itself tells a reader nothing. */
async function cleanly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const said = error instanceof Error && error.constructor === Error ? error.message.split('\n')[0]! : '';
    const raw =
      said === '' || /undefined|null|not a function|out of (?:range|bounds)|outside|Cannot/i.test(said);
    throw new Error(raw ? DAMAGED : said.replace(/^parquet /, ''));
  }
}

/** Reads the length of the metadata before anybody takes memory for it. */
async function checkFooter(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size < 12) throw new Error('it is cut short');
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, size - 8);
    if (buffer.toString('latin1', 4) === 'PARE') throw new Error('it is encrypted');
    if (buffer.toString('latin1', 4) !== 'PAR1') throw new Error('it is cut short');
    const length = buffer.readUInt32LE(0);
    if (length + 12 > size || length > LONGEST_FOOTER) throw new Error(DAMAGED);
  } finally {
    await file.close();
  }
}

/** Columns by name, and whether their numbers are of single precision. */
function columnsOf({ schema }: FileMetaData): { name: string; single: boolean }[] {
  const columns: { name: string; single: boolean }[] = [];
  let at = 1;
  const skip = (depth: number): void => {
    const { num_children: children = 0 } = schema[at++] ?? {};
    if (depth > 20) throw new Error(DAMAGED);
    for (let i = 0; i < children && at < schema.length; i++) skip(depth + 1);
  };
  while (at < schema.length) {
    const { name, type } = schema[at]!;
    if (typeof name !== 'string') throw new Error(DAMAGED);
    columns.push({ name, single: type === 'FLOAT' });
    skip(0);
  }
  return columns;
}

function textOf(value: unknown, single: boolean): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isNaN(value) ? '' : single ? shortest(value) : String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

/** The shortest number that single precision makes this one of: 0.1, and not 0.10000000149011612. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(value);
}
