import { constants } from 'node:fs';
import { lstat, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, PRIVATE } from '@mimmx/data/files';

const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** File in a working folder by which its holder is asked to save and give it back. It moves along with the folder. */
const ASKED = 'asked';

/** Seconds that a request is good for: who asks says so again until he is heard, and one who died asks for nothing. */
const GOOD_FOR = 60;

/** Asks the holder of a working folder to save and give it back. False if the folder is no longer called so. */
export async function ask(work: string): Promise<boolean> {
  try {
    const file = await open(
      join(work, ASKED),
      O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK,
      PRIVATE.file,
    );
    try {
      await file.write(Uint8Array.of(0x0a));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Takes the request back. */
export const unask = (work: string): Promise<void> => rm(join(work, ASKED), { force: true });

/** Whether somebody asks for a working folder at present. */
export async function isAsked(work: string): Promise<boolean> {
  const stat = await lstat(join(work, ASKED)).catch(() => null);
  return stat !== null && Math.abs(Date.now() - stat.mtimeMs) < GOOD_FOR * 1000;
}
