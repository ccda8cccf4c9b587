import { closeSync, constants, fstatSync, openSync } from 'node:fs';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Opens a shard for reading: a link is not followed and a pipe not waited for, whoever may write in the cache.
 *
 * @returns the descriptor; null if it is something else than a file
 * @throws what the system says
 */
export function openShard(path: string): number | null {
  let fd: number;
  try {
    fd = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ELOOP', 'EMLINK', 'ENXIO'].includes(code)) return null;
    throw error;
  }
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  return null;
}
