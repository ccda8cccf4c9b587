import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite, isMissing, PRIVATE, storageError } from '@mimmx/data/files';
import { z } from 'zod';
import type { TrialLine } from '../../trial/store.ts';
import { parseExact, stringifyExact } from '../exact-json.ts';
import { readPlain } from '../plain-file.ts';
import type { SealedLines } from './checkpoint.ts';

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** The file of a working folder to which numbers are added as they come. */
export const LINES = 'metrics.jsonl';
/** Bytes that it may have: some million lines. */
const MOST = 512 * 2 ** 20;

const lineSchema = z.object({
  step: z.number().int().nonnegative(),
  kind: z.enum(['train', 'watch']),
  // zod's own number is a finite one.
  values: z.record(
    z.string(),
    z.custom<number>((value) => typeof value === 'number'),
  ),
});

const damaged = (trial: string, what: string) =>
  new MimmxError(
    'E_CHECKPOINT',
    `Trial ${trial} is damaged: ${LINES} ${what}. Delete that folder to train it again.`,
  );

/** The whole lines of a text; what a kill left of a last one is none. */
function parseLines(text: string, trial: string): TrialLine[] {
  const whole = text.split('\n').slice(0, -1);
  return whole.map((line, i) => {
    let parsed: unknown;
    try {
      parsed = parseExact(line);
    } catch {
      throw damaged(trial, `has a line ${i + 1} that is not JSON`);
    }
    const checked = lineSchema.safeParse(parsed);
    if (!checked.success) throw damaged(trial, `has a line ${i + 1} that is none`);
    return checked.data;
  });
}

/** All of the file; null if there is none. */
async function content(work: string, trial: string): Promise<Uint8Array | null> {
  const path = join(work, LINES);
  try {
    return await readPlain(path, MOST, (what) => damaged(trial, what));
  } catch (error) {
    if (isMissing(error)) return null;
    throw storageError(error, 'read', path);
  }
}

/** All whole lines so far; of a finished trial only if they are those that were sealed. @throws E_CHECKPOINT */
export async function readLines(work: string, trial: string, seal?: SealedLines): Promise<TrialLine[]> {
  const bytes = (await content(work, trial)) ?? new Uint8Array();
  if (seal) checkSeal(bytes, seal, trial);
  return parseLines(new TextDecoder().decode(bytes), trial);
}

function checkSeal(bytes: Uint8Array, seal: SealedLines, trial: string): void {
  if (bytes.length !== seal.bytes) {
    throw damaged(trial, `has ${bytes.length} bytes instead of ${seal.bytes}`);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== seal.sha256) {
    throw damaged(trial, 'does not match its checksum');
  }
}

/** Adds lines to a working folder, and knows what there is. */
export interface LinesWriter {
  readonly lines: readonly TrialLine[];
  append(line: TrialLine): Promise<void>;
  /** Waits until all of it is on the disk. */
  seal(): Promise<SealedLines>;
}

/**
 * Takes the file of a working folder over, with the lines of its checkpoint only. It becomes a new file, so that a
 * former holder that still has the old one open adds to nothing.
 *
 * @throws E_CHECKPOINT if those lines are not there as they were
 */
export async function resumeLines(
  work: string,
  trial: string,
  saved: SealedLines | null,
): Promise<LinesWriter> {
  const path = join(work, LINES);
  const there = await content(work, trial);
  const kept = (there ?? new Uint8Array()).subarray(0, saved?.bytes ?? 0);
  if (saved) checkSeal(kept, saved, trial);
  const lines = parseLines(new TextDecoder().decode(kept), trial);
  if (there) await atomicWrite(path, kept, { parents: false });

  const hash: Hash = createHash('sha256').update(kept);
  let bytes = kept.length;
  const add = async (text: Uint8Array, sync: boolean): Promise<void> => {
    const file = await open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, PRIVATE.file);
    try {
      // A line that a full disk cut short is taken away again, so that the next one starts on its own.
      if (text.length > 0) {
        await file.appendFile(text).catch(async (error) => {
          await file.truncate(bytes).catch(() => {});
          throw error;
        });
      }
      if (sync) await file.sync();
    } catch (error) {
      throw storageError(error, 'write', path);
    } finally {
      await file.close();
    }
  };
  return {
    lines,
    append: async (line) => {
      const text = Buffer.from(`${stringifyExact(line)}\n`);
      await add(text, false);
      hash.update(text);
      bytes += text.length;
    },
    seal: async () => {
      await add(new Uint8Array(), true);
      return { bytes, sha256: hash.copy().digest('hex') };
    },
  };
}
