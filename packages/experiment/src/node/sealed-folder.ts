import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { type FileContent, isMissing, type StreamedContent, storageError } from '@mimmx/data/files';
import { z } from 'zod';
import { replaceFolder } from './atomic-folder.ts';
import { parseExact, stringifyExact } from './exact-json.ts';
import { isPlainFolder, readPlain } from './plain-file.ts';
import { type Seal, type SealedReader, streamSealed } from './sealed-stream.ts';
import { sealing } from './sealing.ts';

/** Bytes that `state.json` may have, and any file that is read in one piece: what a string can hold. */
const MOST_TEXT = 256 * 2 ** 20;

const sealSchema = z.object({ bytes: z.number().int().nonnegative(), sha256: z.string() });
const stateSchema = z.looseObject({
  checksum: z.string(),
  // A name leads nowhere else: no separator, no "..".
  files: z.record(z.string().regex(/^[A-Za-z0-9_][\w.-]*$/), sealSchema),
});

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/**
 * Replaces a folder as one by these files and a `state.json` that carries `state`, the size and SHA-256 of each file,
 * and a checksum of itself. Content that comes in pieces is sealed as it is written.
 *
 * @param options.parents see {@link replaceFolder}
 */
export async function writeSealed(
  path: string,
  state: object,
  files: Readonly<Record<string, FileContent>>,
  options: { readonly parents?: boolean } = {},
): Promise<void> {
  const seals: Record<string, Seal> = {};
  const contents: Record<string, StreamedContent> = {};
  for (const [name, content] of Object.entries(files)) {
    contents[name] = sealing(content, (seal) => {
      seals[name] = seal;
    });
  }
  // Written last, when all seals are known.
  contents['state.json'] = (async function* () {
    const sealed = { ...state, files: seals };
    yield `${stringifyExact({ ...sealed, checksum: sha256(stringifyExact(sealed)) })}\n`;
  })();
  await replaceFolder(path, contents, options);
}

/** What a damaged folder is called, and what to do about it. */
export interface SealedLabel {
  /** E.g. `Checkpoint runs/demo/…`. */
  readonly thing: string;
  /** E.g. `Delete that folder to train this part again, then run with --resume.` */
  readonly remedy: string;
}

/** A sealed folder whose `state.json` was found whole; its files are checked as they are read. */
export interface SealedFiles {
  readonly state: Record<string, unknown>;
  /** Names of the sealed files. */
  readonly names: readonly string[];
  damaged(what: string): MimmxError;
  /** All of a file, at most 256 MiB unless `most` says more. @throws E_CHECKPOINT if a byte of it was altered */
  read(name: string, most?: number): Promise<Uint8Array>;
  /** Hands a file over piece by piece. @throws E_CHECKPOINT if a byte of it was altered or `use` did not read all */
  stream<T>(name: string, use: (reader: SealedReader) => Promise<T>): Promise<T>;
}

/**
 * Opens a sealed folder. No link in it is followed, and no name in it leads out of it.
 *
 * @returns null if there is no such folder
 * @throws E_CHECKPOINT if `state.json` is missing or altered
 */
export async function openSealed(
  path: string,
  label: SealedLabel = {
    thing: `Checkpoint ${path}`,
    remedy: 'Delete that folder to train this part again, then run with --resume.',
  },
): Promise<SealedFiles | null> {
  const damaged = (what: string) =>
    new MimmxError('E_CHECKPOINT', `${label.thing} is damaged: ${what}. ${label.remedy}`);

  let text: string;
  try {
    if (!(await isPlainFolder(path))) return null;
    text = new TextDecoder().decode(
      await readPlain(join(path, 'state.json'), MOST_TEXT, (what) => damaged(`state.json ${what}`)),
    );
  } catch (error) {
    if (isMissing(error)) throw damaged('state.json is missing');
    throw storageError(error, 'read', path);
  }
  const { files, ...state } = checkState(text, damaged);
  const sealOf = (name: string): Seal => {
    const seal = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!seal) throw damaged(`${name} is missing`);
    return seal;
  };
  const stream: SealedFiles['stream'] = (name, use) =>
    streamSealed(join(path, name), name, sealOf(name), damaged, use);
  return {
    state,
    names: Object.keys(files),
    damaged,
    stream,
    read: (name, most = MOST_TEXT) => {
      const { bytes } = sealOf(name);
      if (bytes > most) throw damaged(`${name} has ${bytes} bytes, more than the ${most} that it may have`);
      return stream(name, async (reader) => reader.fill(new Uint8Array(bytes)));
    },
  };
}

/** A folder that was read and found whole. */
export interface SealedFolder {
  readonly state: Record<string, unknown>;
  /** Content of each file. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/**
 * Reads a sealed folder and checks every byte of it.
 *
 * @returns null if there is no such folder
 * @throws E_CHECKPOINT names the file that is missing, of another size, or altered
 */
export async function readSealed(path: string): Promise<SealedFolder | null> {
  const folder = await openSealed(path);
  if (!folder) return null;
  const files: Record<string, Uint8Array> = {};
  for (const name of folder.names) files[name] = await folder.read(name, Number.MAX_SAFE_INTEGER);
  return { state: folder.state, files };
}

function checkState(
  text: string,
  damaged: (what: string) => MimmxError,
): { readonly files: Record<string, Seal>; readonly [key: string]: unknown } {
  let parsed: unknown;
  try {
    parsed = parseExact(text);
  } catch {
    throw damaged('state.json is not JSON');
  }
  const checked = stateSchema.safeParse(parsed);
  if (!checked.success) throw damaged('state.json does not say what is sealed');
  // The value as it was read, not as the schema copies it: the checksum is over every key in its order.
  const { checksum, ...sealed } = parsed as Record<string, unknown>;
  if (checksum !== sha256(stringifyExact(sealed))) throw damaged('state.json does not match its checksum');
  return { ...sealed, files: checked.data.files };
}
