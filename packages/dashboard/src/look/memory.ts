import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Bytes of memory that a process of this machine holds; null if the system does not say, or it runs elsewhere. */
export async function memoryOf({
  host,
  pid,
}: {
  readonly host: string;
  readonly pid: number;
}): Promise<number | null> {
  if (
    host !==
    hostname()
      .replace(/[^\w.]/g, '_')
      .slice(0, 60)
  )
    return null;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kilobytes = status === null ? await asked(pid) : /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined || kilobytes === null ? null : Number(kilobytes) * 1024;
}

/** Where there is no /proc, as on macOS; on Windows there is neither. */
const asked = (pid: number): Promise<string | null> =>
  new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], { timeout: 2000 }, (error, out) =>
      resolve(error || !/^\s*\d+\s*$/.test(out) ? null : out.trim()),
    );
  });
