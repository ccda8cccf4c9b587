import { lstat } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { atomicWrite, type Modes, type StreamedContent } from './atomic-write.ts';

/**
 * Looks at the place of a file that a user named, before it is made: a device, a pipe or a link there would be replaced
 * by a file.
 *
 * @throws E_OUTPUT if there is something else than a file
 */
export async function requirePlainTarget(path: string): Promise<void> {
  const stat = await lstat(path).catch(() => null);
  if (stat === null || stat.isFile()) return;
  const kind = stat.isDirectory() ? 'a folder' : stat.isSymbolicLink() ? 'a link' : 'a device or a pipe';
  throw new MimmxError(
    'E_OUTPUT',
    `${path} is ${kind}, and is left as it is. Give the path of a file, new or old.`,
  );
}

/** Writes a file under a name that a user gave, whole or not at all. @throws E_OUTPUT, and the errors of storage */
export async function writeOutput(path: string, content: StreamedContent, modes?: Modes): Promise<void> {
  await requirePlainTarget(path);
  await atomicWrite(path, content, modes ? { modes } : {});
}
