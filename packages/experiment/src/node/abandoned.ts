import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** How long what was begun to be written may lie before it counts as a kill's, ms. */
const ABANDONED = 3_600_000;

/** Takes away what kills left half-written in a folder. What another process may still be writing stays. */
export async function sweepAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if (!/\.partial(\.next)?$/.test(name)) continue;
    const path = join(folder, name);
    const stat = await lstat(path).catch(() => null);
    if (stat && Date.now() - stat.mtimeMs > ABANDONED) await rm(path, { recursive: true, force: true });
  }
}
