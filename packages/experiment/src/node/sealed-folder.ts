import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { isMissing, storageError } from '@mimmx/data/files';
import { replaceFolder } from './atomic-folder.ts';
import { parseExact, stringifyExact } from './exact-json.ts';

interface Seal {
  readonly bytes: number;
  readonly sha256: string;
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const sealOf = (content: string | Uint8Array): Seal => ({
  bytes: Buffer.byteLength(content),
  sha256: sha256(content),
});

/**
 * Replaces a folder as one by these files and a `state.json` that carries `state`, the size and SHA-256 of each file,
 * and a checksum of itself.
 */
export async function writeSealed(
  path: string,
  state: object,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const seals = Object.fromEntries(Object.entries(files).map(([name, content]) => [name, sealOf(content)]));
  const sealed = { ...state, files: seals };
  const checksum = sha256(stringifyExact(sealed));
  await replaceFolder(path, { ...files, 'state.json': `${stringifyExact({ ...sealed, checksum })}\n` });
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
  const damaged = (what: string) =>
    new MimmxError(
      'E_CHECKPOINT',
      `Checkpoint ${path} is damaged: ${what}. Delete that folder to train this part again, then run with --resume.`,
    );

  const text = await readFile(join(path, 'state.json'), 'utf8').catch(async (error) => {
    if (!isMissing(error)) throw storageError(error, 'read', path);
    const folder = await readFile(path).catch((reason) => reason.code);
    if (folder === 'EISDIR') throw damaged('state.json is missing');
    return null;
  });
  if (text === null) return null;

  const { checksum, ...sealed } = parseSealed(text, damaged);
  if (checksum !== sha256(stringifyExact(sealed))) throw damaged('state.json does not match its checksum');

  const { files: seals, ...state } = sealed;
  const files: Record<string, Uint8Array> = {};
  for (const [name, seal] of Object.entries(seals as Record<string, Seal>)) {
    const content = await readFile(join(path, name)).catch((error) => {
      throw isMissing(error) ? damaged(`${name} is missing`) : storageError(error, 'read', join(path, name));
    });
    if (content.length !== seal.bytes) {
      throw damaged(`${name} has ${content.length} bytes instead of ${seal.bytes}`);
    }
    if (sha256(content) !== seal.sha256) throw damaged(`${name} does not match its checksum`);
    files[name] = content;
  }
  return { state, files };
}

function parseSealed(text: string, damaged: (what: string) => MimmxError): Record<string, unknown> {
  try {
    return parseExact(text) as Record<string, unknown>;
  } catch {
    throw damaged('state.json is not JSON');
  }
}
