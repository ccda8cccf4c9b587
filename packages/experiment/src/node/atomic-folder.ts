import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  isMissing,
  PRIVATE,
  type StreamedContent,
  storageError,
  syncFolder,
  writeDurably,
} from '@mimmx/data/files';

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );

/**
 * Replaces a folder by one with exactly these files, as one: the new one is written beside it (`.next`), the old one
 * stepped aside (`.previous`), and the two are renamed. A kill in between is mended by {@link recoverFolder}.
 *
 * @param parents whether missing folders above are made; without, they are E_STORAGE
 * @throws E_DISK_FULL, E_PERMISSION, E_STORAGE; the folder that was there before is then unchanged
 */
export async function replaceFolder(
  path: string,
  files: Readonly<Record<string, StreamedContent>>,
  { parents = true }: { readonly parents?: boolean } = {},
): Promise<void> {
  const next = `${path}.next`;
  const previous = `${path}.previous`;
  try {
    await recoverFolder(path);
    await rm(next, { recursive: true, force: true });
    if (parents) await mkdir(dirname(path), { recursive: true, mode: PRIVATE.folder });
    await mkdir(next, { mode: PRIVATE.folder });
    for (const [name, content] of Object.entries(files)) await writeDurably(join(next, name), content);
    await syncFolder(next);
    const replaces = await exists(path);
    if (replaces) await rename(path, previous);
    await rename(next, path);
    await syncFolder(dirname(path));
    if (replaces) await rm(previous, { recursive: true, force: true });
  } catch (error) {
    await recoverFolder(path).catch(() => {});
    await rm(next, { recursive: true, force: true }).catch(() => {});
    throw storageError(error, 'write', path);
  }
}

/** Puts a folder back that a kill caught while it was being replaced. */
export async function recoverFolder(path: string): Promise<void> {
  const previous = `${path}.previous`;
  if (!(await exists(previous))) return;
  if (await exists(path)) await rm(previous, { recursive: true, force: true });
  else await rename(previous, path);
}
