import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, PRIVATE } from '@mimmx/data/files';

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const FILE = 'beat';

/** How long a look at the file system's clock is good for, ms. */
const KEPT = 60_000;

/** Shows that the holder of a working folder lives: writes one byte, and the file system puts its time to it. */
export async function beat(work: string): Promise<void> {
  const file = await open(join(work, FILE), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, PRIVATE.file);
  try {
    await file.write(Uint8Array.of(0x0a), 0, 1, 0);
  } finally {
    await file.close();
  }
}

/** Tells ages by the file system's own clock, so that no two hosts need to agree on the time. */
export interface StorageClock {
  /** Seconds since the last beat in a working folder; null if it is no longer called so. */
  age(work: string): Promise<number | null>;
}

/** @param folder where a file may be made to see what time it gets */
export function storageClock(folder: string): StorageClock {
  /** What the file system's clock is ahead of this process's steady one, ms, and when that was seen. */
  let ahead = 0;
  let seen = Number.NEGATIVE_INFINITY;

  const now = async (): Promise<number> => {
    if (performance.now() - seen > KEPT) {
      ahead = (await probe(folder)) - performance.now();
      seen = performance.now();
    }
    return ahead + performance.now();
  };

  return {
    async age(work) {
      const time = await lstat(join(work, FILE))
        .catch((error) => (isMissing(error) ? lstat(work) : Promise.reject(error)))
        .then(
          (stat) => stat.mtimeMs,
          (error) => {
            if (isMissing(error)) return null;
            throw error;
          },
        );
      if (time === null) return null;
      // A time to come means that the file system's clock was set back: it will pass.
      return Math.max(0, ((await now()) - time) / 1000);
    },
  };
}

/** The time that the file system puts to a new file, ms. Who may only read takes this host's clock. */
async function probe(folder: string): Promise<number> {
  const path = join(folder, `.clock.${randomBytes(8).toString('hex')}.partial`);
  try {
    const file = await open(path, O_WRONLY | O_CREAT | O_EXCL, PRIVATE.file);
    try {
      await file.write(Uint8Array.of(0x0a));
      return (await file.stat()).mtimeMs;
    } finally {
      await file.close();
      await rm(path, { force: true });
    }
  } catch {
    return Date.now();
  }
}
