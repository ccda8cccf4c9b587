import { MimmxError } from '@mimmx/core';

/** What the operating system reports when the machine, not the file, is in trouble; and what helps. */
const TROUBLE: Readonly<Record<string, string>> = {
  EMFILE: 'too many open files; raise the limit (ulimit -n) or use fewer workers',
  ENFILE: 'too many open files on this machine; close other programs',
  ENOMEM: 'out of memory; use fewer workers or close other programs',
  EAGAIN: 'no resources for another thread; use fewer workers',
  EIO: 'the disk or network drive fails to read',
  ESTALE: 'the network drive was mounted anew',
  ETIMEDOUT: 'the network drive does not answer',
  ENETDOWN: 'the network is down',
  ENETUNREACH: 'the network is out of reach',
  EHOSTDOWN: 'the network drive is down',
};

/** Code of an error that is the machine's, or null: a file that fails so may be whole. */
export function machineCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (Object.hasOwn(TROUBLE, code)) return code;
  // A thread that cannot be started names the cause in its message only.
  const started = /Worker initialization failure: (\w+)/.exec(error.message)?.[1] ?? '';
  if (Object.hasOwn(TROUBLE, started)) return started;
  return code === 'ERR_WORKER_INIT_FAILED' ? 'EAGAIN' : null;
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
  (error instanceof MimmxError && error.code === 'E_MACHINE') || machineCode(error) !== null;

/** Throws the error that stops a run if the machine is in trouble; otherwise does nothing. */
export function stopIfMachine(error: unknown): void {
  if (error instanceof MimmxError && error.code === 'E_MACHINE') throw error;
  const code = machineCode(error);
  if (code !== null) throw machineTrouble(code, error);
}
