import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { z } from 'zod';
import { checkRecord, readSealedJson } from '../sealed-json.ts';
import { type SealedReader, streamSealed } from '../sealed-stream.ts';
import { RECORD } from './conclude.ts';
import { lastOpening, type Opening, RUN_FORMAT } from './opening.ts';
import { checkRoot } from './run-root.ts';

const count = z.number().int().nonnegative();
const recordSchema = z.object({
  format: z.literal(RUN_FORMAT),
  files: z.record(z.string().regex(/^[A-Za-z0-9_][\w.-]*$/), z.object({ bytes: count, sha256: z.string() })),
});

/** Bytes of a file that is read in one piece: what a string can hold. */
const MOST = 512 * 2 ** 20 - 1;

/** The record of a finished run, of which every file is checked as it is read. */
export interface RunFiles {
  /** Absolute path of the folder. */
  readonly path: string;
  readonly opening: Opening;
  /** Names of the files. */
  readonly names: readonly string[];
  /** All of a file. @throws E_RUN_DAMAGED if a byte of it was altered */
  read(name: string): Promise<Uint8Array>;
  /** Hands a file over piece by piece. @throws E_RUN_DAMAGED */
  stream<T>(name: string, use: (reader: SealedReader) => Promise<T>): Promise<T>;
}

/**
 * Opens the record of a finished run; it may be a stranger's: no link is followed, no name leads out of it.
 *
 * @throws E_NOT_A_RUN, E_RUN_FORMAT, E_RUN_UNFINISHED, E_RUN_DAMAGED, and the errors of storage
 */
export async function openRecord(path: string): Promise<RunFiles> {
  const root = resolve(path);
  await checkRoot(path, root);
  const last = await lastOpening(root);
  if (!last) {
    throw new MimmxError(
      'E_NOT_A_RUN',
      `${path} is not a run folder: there is nothing in it. Give the folder of a finished run.`,
    );
  }
  const damaged = (what: string) =>
    new MimmxError(
      'E_RUN_DAMAGED',
      `Run ${path} is damaged: ${what}. Continue it with --resume to write it again.`,
    );
  const value = await readSealedJson(join(root, RECORD), damaged);
  if (!value) {
    throw new MimmxError(
      'E_RUN_UNFINISHED',
      `Run ${path} is not finished: it has no ${RECORD}. Continue it with --resume.`,
    );
  }
  const { files } = checkRecord(recordSchema, value, RUN_FORMAT, RECORD, damaged);
  const stream: RunFiles['stream'] = async (name, use) => {
    const seal = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!seal) throw damaged(`${name} is missing`);
    return streamSealed(join(root, name), name, seal, damaged, use);
  };
  return {
    path: root,
    opening: last.opening,
    names: Object.keys(files),
    stream,
    read: (name) =>
      stream(name, async (reader) => {
        if (reader.bytes > MOST)
          throw damaged(`${name} has ${reader.bytes} bytes, more than are read at once`);
        return reader.fill(new Uint8Array(reader.bytes));
      }),
  };
}
