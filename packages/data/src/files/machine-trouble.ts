import { isMimmxError, MimmxError } from '@mimmx/core';

/** What the operating system reports when the machine, not the file, is in trouble; and what helps. */
const TROUBLE: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files; raise the limit (ulimit -n) or use fewer workers',
  ENFILE: 'too many open files on this machine; close other programs',
  ENOMEM: 'out of memory; use fewer workers or close other programs',
  EAGAIN: 'no resources for another thread; use fewer workers',
  EBUSY: 'the drive is busy',
  EIO: 'the disk or network drive fails to read',
  ENOSPC: 'no space is left on the drive',
  ENODEV: 'the drive is gone',
  ENOTCONN: 'the network drive is not connected',
  ESTALE: 'the network drive was mounted anew',
  ETIMEDOUT: 'the network drive does not answer',
  ENETDOWN: 'the network is down',
  ENETUNREACH: 'the network is out of reach',
  EHOSTDOWN: 'the network drive is down',
};

/** Where a message alone names the code: as the system words it, or as a thread that cannot be started does. */
const SAID = new RegExp(`(?:^|\\bfailure: )(${Object.keys(TROUBLE).join('|')})\\b`);

/**
 * Code of an error that is the machine's, or null: a file that fails so may be whole. Were it set aside, a run would
 * silently see fewer images at each start. What an error was made of counts too.
 */
export function machineCode(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = (at as NodeJS.ErrnoException).code ?? '';
    if (Object.hasOwn(TROUBLE, code)) return code;
    const said = SAID.exec(at.message)?.[1];
    if (said !== undefined) return said;
    if (code === 'ERR_WORKER_INIT_FAILED') return 'EAGAIN';
  }
  return null;
}

/** The error that stops a run: nothing is known of the file, so it must not be left out as damaged. */
export const machineTrouble = (code: string, cause?: unknown): MimmxError =>
  new MimmxError(
    'E_MACHINE',
    `Reading stopped (${code}): ${TROUBLE[code] ?? 'the machine is in trouble'}. Start again.`,
    {
      cause,
    },
  );

/** Whether an error is {@link machineTrouble}, or what it is made of. */
export const isMachineTrouble = (error: unknown): boolean =>
  isMimmxError(error, 'E_MACHINE') || machineCode(error) !== null;

/** Throws the error that stops a run if the machine is in trouble; otherwise does nothing. */
export function stopIfMachine(error: unknown): void {
  if (isMimmxError(error, 'E_MACHINE')) throw error;
  const code = machineCode(error);
  if (code !== null) throw machineTrouble(code, error);
}
