import { isMimmxError, MimmxError } from '@mimmx/core';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);

/**
 * Turns what the operating system said about a file into one line that says what to do.
 *
 * @param doing what was tried, e.g. `write`
 * @returns E_DISK_FULL, E_PERMISSION or E_STORAGE; anything that is not a system error comes back as it is
 */
export function storageError(error: unknown, doing: 'read' | 'write', path: string): unknown {
  const code = codeOf(error);
  if (isMimmxError(error) || code === undefined) return error;
  const kept = doing === 'write' ? ' What was there before is unchanged.' : '';
  if (FULL.has(code)) {
    return new MimmxError(
      'E_DISK_FULL',
      `Cannot write ${path}: no space left (${code}).${kept} Free some space, then run again with --resume.`,
      { cause: error },
    );
  }
  if (FORBIDDEN.has(code)) {
    return new MimmxError(
      'E_PERMISSION',
      `Cannot ${doing} ${path}: not permitted (${code}).${kept} Change its permissions or choose another folder.`,
      { cause: error },
    );
  }
  return new MimmxError(
    'E_STORAGE',
    `Cannot ${doing} ${path}: ${code}.${kept} Check the path and the disk.`,
    {
      cause: error,
    },
  );
}

/** Whether the system said that there is no such file. */
export const isMissing = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
};
