import { basename } from 'node:path';
import * as zlib from 'node:zlib';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { MimmxError } from '@mimmx/core';
import type { Compressors, FileMetaData } from 'hyparquet';
import { dateText } from './spreadsheet/cell-text.ts';

/** Rows that are handed on at a time; a group of more rows is unpacked once for each so many of them. */
const TOGETHER = 200_000;

/**
 * Reads a Parquet file as texts, row by row, as a CSV of it would have them: null and NaN are empty, numbers in their
 * shortest form, dates as `2020-03-01`, `True` and `False`; lists and structs as JSON. The library is loaded when the
 * first such file is read.
 *
 * @param onRow is given the texts and the number of the row, the header being row 1
 * @throws E_TABLE if the file is damaged, too large, or packed in a way that this Node cannot unpack
 */
export async function readParquet(
  path: string,
  onHeader: (names: string[]) => void,
  onRow: (fields: string[], row: number) => void,
  most: number,
): Promise<void> {
  const file = basename(path);
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead } = await import('hyparquet');
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
      throw new MimmxError('E_TABLE', `Table ${file} cannot be read: ${reason}.`, { cause });
    }
  };
  const source = await guarded(() => asyncBufferFromFile(path));
  const metadata = await guarded(() => parquetMetadataAsync(source));
  const shapes = columnShapes(metadata);
  const size = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  const largest = metadata.row_groups.reduce((top, group) => Math.max(top, Number(group.total_byte_size)), 0);
  if (size > most || largest > LARGEST_GROUP)
    throw new MimmxError(
      'E_TABLE',
      `Table ${file} says that it unpacks to ${size} bytes. Write it in row groups of at most 500 MB, or check the file.`,
    );
  onHeader(shapes.map(({ name }) => name));
  let row = 1;
  for (const [rowStart, rowEnd] of portions(metadata)) {
    const rows = await guarded(async () => {
      let read: unknown[][] = [];
      await parquetRead({
        file: source,
        metadata,
        compressors,
        rowStart,
        rowEnd,
        onComplete: (found) => {
          read = found;
        },
      });
      return read;
    });
    for (const values of rows)
      onRow(
        shapes.map((shape, i) => textOf(values[i], shape.single)),
        ++row,
      );
  }
}

const LARGEST_GROUP = 512 << 20;

/** Ranges of rows, none of which lies in two groups. */
function* portions({ row_groups: groups }: FileMetaData): Generator<[number, number]> {
  let start = 0;
  for (const group of groups) {
    const end = start + Number(group.num_rows);
    for (; start < end; start = Math.min(end, start + TOGETHER))
      yield [start, Math.min(end, start + TOGETHER)];
  }
}

/** Columns by name, and whether their numbers are of single precision. */
function columnShapes({ schema }: FileMetaData): { name: string; single: boolean }[] {
  const shapes: { name: string; single: boolean }[] = [];
  let at = 1;
  const skip = (): void => {
    const { num_children: children = 0 } = schema[at++]!;
    for (let i = 0; i < children && at < schema.length; i++) skip();
  };
  while (at < schema.length) {
    const { name, type } = schema[at]!;
    shapes.push({ name, single: type === 'FLOAT' });
    skip();
  }
  return shapes;
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

type Unpack = (packed: Uint8Array, length: number) => Uint8Array;
const zstd = (zlib as { zstdDecompressSync?: (bytes: Uint8Array, options: object) => Uint8Array })
  .zstdDecompressSync;
const bounded =
  (unpack: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array): Unpack =>
  (packed, length) =>
    unpack(packed, { maxOutputLength: Math.max(1, length) });

/** Packings besides Snappy, which the library knows. */
const compressors: Compressors = {
  GZIP: bounded((bytes, options) => (bytes[0] === 0x1f ? gunzipSync : inflateSync)(bytes, options)),
  BROTLI: bounded(brotliDecompressSync),
  ...(zstd ? { ZSTD: bounded(zstd) } : {}),
};
