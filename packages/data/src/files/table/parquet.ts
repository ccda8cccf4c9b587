import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { moduleBeside } from '../decoder.ts';
import { createWorkerPool } from '../pool/worker-pool.ts';
import type { ParquetShape, Portion } from './parquet-worker.ts';

const MODULE = moduleBeside(import.meta.url, './parquet-worker.ts', './parquet-worker.js');
/** Rows that come from the thread at a time. */
const TOGETHER = 20_000;
/** A group of rows is unpacked at once, in so much of a JavaScript heap (MiB), and more for each megabyte of the file. */
const HEAP = { least: 512, most: 4096, forMegabyte: 100 };
/**
 * Time to unpack a group of rows: much for the thread to start, since the machine may be busy and what would hang is
 * found before (checkPages), and more for each megabyte.
 */
const PATIENCE_MS = 120_000;
const MS_PER_MEGABYTE = 500;
const ADVICE = 'Write it anew, in row groups of at most 500 MB, or as CSV';

/**
 * Reads a Parquet file as texts, row by row, as a CSV of it would have them: null and NaN are empty, numbers in their
 * shortest form, dates as `2020-03-01`, `True` and `False`; lists and structs as JSON. It is unpacked in a thread, which
 * a damaged file may hang or crash.
 *
 * @param onHeader is given the names of the columns
 * @param onRow is given the texts and the number of the row, the header being row 1
 * @param most unpacked bytes that a table may have
 * @throws E_TABLE if the file is damaged, too large, or packed in a way that this Node cannot unpack
 */
export async function readParquet(
  path: string,
  onHeader: (names: string[]) => void,
  onRow: (fields: string[], row: number) => void,
  most: number,
): Promise<void> {
  const file = basename(path);
  const size = statSync(path).size / 1e6;
  const heap = Math.min(HEAP.most, Math.ceil(HEAP.least + HEAP.forMegabyte * size));
  const pool = createWorkerPool({ workers: 1, heap, timeout: 2 ** 31 - 1 });
  const inThread = async <Value>(name: string, options: unknown, megabytes: number): Promise<Value> => {
    const timeout = PATIENCE_MS + MS_PER_MEGABYTE * megabytes;
    const patience = setTimeout(() => void pool.close(), timeout);
    try {
      const { value } = await pool.run<Value>({ module: MODULE, name, path, options });
      return value;
    } catch (cause) {
      const said = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
      const crashed = /pool is closed|thread ended|decoding failed/.test(said);
      const reason = crashed ? 'it is damaged, or a group of its rows does not fit the memory' : said;
      throw new MimmxError('E_TABLE', `Table ${file} cannot be read: ${reason}. ${ADVICE}.`, { cause });
    } finally {
      clearTimeout(patience);
    }
  };
  try {
    const { names, groups } = await inThread<ParquetShape>('shape', { most }, 0);
    onHeader([...names]);
    let row = 1;
    for (const [group, { rows, megabytes }] of groups.entries()) {
      for (let from = 0; from < rows; from += TOGETHER) {
        const part = { group, from, to: Math.min(rows, from + TOGETHER) };
        const columns = await inThread<Portion>('portion', part, megabytes);
        for (let i = 0; i < part.to - from; i++)
          onRow(
            columns.map((column) => column[i] ?? ''),
            ++row,
          );
      }
    }
  } finally {
    await pool.close();
  }
}
