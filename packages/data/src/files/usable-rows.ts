import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import type { ImageStream } from './image-stream.ts';
import { problemText, type Quarantine } from './quarantine.ts';

/** `files`: every file must exist inside the root. `images`: every file must decode, which also fills the cache. */
export type Verification = 'files' | 'images';

export interface VerifyOptions {
  readonly stream: ImageStream;
  /** The stream's. */
  readonly quarantine: Quarantine;
  /** Path of each row. Rows of one file share its fate. */
  readonly fileOf: (row: number) => string;
  readonly verify: Verification;
}

/**
 * The rows whose files can be used, found before training begins, so that no cell is counted with an image that turns
 * out to be missing. What cannot be used goes to the stream's quarantine.
 *
 * @throws E_DATA (policy `strict`), E_QUARANTINE (too many), E_NO_ROWS if none is left
 */
export const usableRows = (options: VerifyOptions): Promise<Int32Array> =>
  options.quarantine.gather(() => lookAtFiles(options));

async function lookAtFiles({ stream, fileOf, verify, quarantine }: VerifyOptions): Promise<Int32Array> {
  const first = new Map<string, number>();
  for (let row = 0; row < stream.rows; row++) if (!first.has(fileOf(row))) first.set(fileOf(row), row);
  const bad = new Set<string>();
  if (verify === 'files') {
    for (const [file, row] of first) if (!stream.exists(row)) bad.add(file);
  } else {
    const good = new Set<number>();
    for await (const { row } of stream.read(Int32Array.from(first.values()))) good.add(row);
    for (const [file, row] of first) if (!good.has(row)) bad.add(file);
  }
  const rows = Int32Array.from({ length: stream.rows }, (_, row) => row).filter(
    (row) => !bad.has(fileOf(row)),
  );
  if (rows.length > 0) return rows;
  const [before] = quarantine.problems;
  if (stream.rows === 0 && before) {
    throw new MimmxError(
      'E_NO_ROWS',
      `None of ${quarantine.count} rows can be used, whatever its image; the first: ${problemText(before)}. Mend the table.`,
    );
  }
  const [problem] = quarantine.problems.filter(({ file }) => first.has(file));
  const where =
    stream.rows > 0 ? `; the first was looked for at ${join(stream.root, quarantine.shown(fileOf(0)))}` : '';
  throw new MimmxError(
    'E_NO_ROWS',
    `None of ${stream.rows} rows has an image that can be read${where}${problem ? ` (${problem.reason.replace(/\.$/, '')})` : ''}. Check the image folder.`,
  );
}
