import { MimmxError } from '../../errors.ts';

/** What the operating system says when it, not the file, is in trouble. */
const TROUBLE =
  /\b(EMFILE|ENFILE|ENOMEM|EIO|EAGAIN|EBUSY|ESTALE|ETIMEDOUT|ENOSPC|ENOTCONN|ENODEV|EHOSTDOWN)\b/;

/**
 * Whether a failure says nothing about the file: too many open files, a disk or network that failed, no memory. Such a
 * file is never set aside, or a run would silently see fewer images at each start.
 */
export function machineTrouble(error: unknown): MimmxError | null {
  if (error instanceof MimmxError && error.code === 'E_MACHINE') return error;
  const code = codeOf(error) ?? TROUBLE.exec(error instanceof Error ? error.message : '')?.[1];
  if (code === undefined || !TROUBLE.test(code)) return null;
  const next =
    code === 'EMFILE' || code === 'ENFILE'
      ? 'Allow more open files (ulimit -n), or set workers lower'
      : 'Check disk, network and memory, and start again';
  return new MimmxError('E_MACHINE', `Files cannot be read at the moment (${code}). ${next}.`, {
    cause: error,
  });
}

function codeOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && /^E[A-Z0-9]+$/.test(String(at.code))) return String(at.code);
  return undefined;
}
