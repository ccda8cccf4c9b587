import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for compiled code that nobody else can write: in the user's own cache, of mode 0700. What lies there is run
 * without being compared with its source, so the place that Node would take, in /tmp, is no place for it.
 *
 * @returns null if there is no such folder; then nothing is cached
 */
export function compileCacheFolder(
  part: 'compiled' | 'configs' = 'compiled',
  home: string = homedir(),
  cache: string | undefined = process.env.XDG_CACHE_HOME,
): string | null {
  try {
    const ours = join(cache?.startsWith('/') ? cache : join(home, '.cache'), 'mimmx');
    const folder = join(ours, part);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Who can write the folder above could put another in its place.
    return isOwn(ours) && isOwn(folder) ? folder : null;
  } catch {
    return null;
  }
}

/** Whether a folder is the user's, and nobody else's to write. Windows keeps home folders apart by itself. */
function isOwn(folder: string): boolean {
  if (process.platform === 'win32') return true;
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}
