import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process holds something, as far as another process can tell it from all others. */
export interface ProcessMark {
  /** Letters, digits, "." and "_": for people. */
  readonly host: string;
  readonly pid: number;
  /** When the process started, in clock ticks since the machine did; 0 where the system does not say. */
  readonly start: number;
  /** Eight hexadecimal digits: the same for all processes that see each other's process ids. */
  readonly machine: string;
}

const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** State and start of a process as Linux tells them: `Z` is one that ended and was not yet asked how. */
const statOf = (pid: number): { state: string; start: number } | null =>
  attempt(() => {
    // The second field is the program's name in brackets, which may hold anything.
    const rest = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state: rest[0] ?? '', start: Number(rest[19]) };
  }, null);

/**
 * Two containers may have one host name, and a machine may have been started again: both would make a living
 * process look gone. So the start of the machine and the space of its process ids count, too.
 */
const machineOf = (host: string): string => {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), '');
  const space = attempt(() => readlinkSync('/proc/self/ns/pid'), '');
  return createHash('sha256').update(`${host}\n${boot}\n${space}`).digest('hex').slice(0, 8);
};

let own: ProcessMark | undefined;

/** The mark of this process. */
export function ownMark(): ProcessMark {
  own ??= {
    host:
      hostname()
        .replace(/[^\w.]/g, '_')
        .slice(0, 60) || 'unknown',
    pid: process.pid,
    start: statOf(process.pid)?.start || 0,
    machine: machineOf(hostname()),
  };
  return own;
}

/** Whether a process has surely ended. One of another machine, or of an earlier start of this one, is never sure. */
export function isGone({ machine, pid, start }: ProcessMark): boolean {
  const here = ownMark();
  if (machine !== here.machine) return false;
  if (!mayExist(pid)) return true;
  // Some systems hide the processes of others; then it may be this one.
  const stat = here.start === 0 ? null : statOf(pid);
  return stat !== null && (stat.state === 'Z' || stat.start !== start);
}

/** Anything but "no such process" means that there may be one. */
const mayExist = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
};
