import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import type { Submission } from './squeue.ts';

const JOB = 'job-id';
/** Milliseconds after which a lock counts as left by a process that died. */
const STALE = 120_000;

/** Folder of what Slurm was given. */
export const placeOf = (folder: string): string => join(folder, 'slurm');

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Everything that was submitted and not forgotten, in order. */
export async function readSubmissions(folder: string): Promise<Submission[]> {
  const place = placeOf(folder);
  const names = await readdir(place).catch((error): string[] => {
    if (isMissing(error)) return [];
    throw error;
  });
  const all: Submission[] = [];
  for (const name of names.filter((one) => /^\d{4,}$/.test(one)).sort()) {
    const read = (file: string) =>
      readFile(join(place, name, file), 'utf8').catch((error) => {
        if (isMissing(error)) return null;
        throw error;
      });
    const [job, tasks] = [await read(JOB), await read('tasks.txt')];
    // Without its number: sbatch was never asked, or refused.
    if (job === null || tasks === null) continue;
    all.push({
      job: job.trim(),
      tasks: tasks
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split(' ')),
    });
  }
  return all;
}

/** Makes the folder of the next submission; of two processes each gets one of its own. */
export async function nextFolder(folder: string): Promise<string> {
  const place = placeOf(folder);
  await mkdir(place, { recursive: true });
  const names = (await readdir(place)).filter((one) => /^\d{4,}$/.test(one));
  for (let n = Math.max(0, ...names.map(Number)) + 1; ; n++) {
    const path = join(place, String(n).padStart(4, '0'));
    try {
      await mkdir(path);
      await mkdir(join(path, 'output'));
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Writes a file that is there whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}.partial`;
  const file = await open(aside, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}

export const keepJob = (path: string, job: string): Promise<void> => writeWhole(join(path, JOB), `${job}\n`);

/**
 * One process at a time hands pieces to Slurm: two that do so at once would hand them over twice. Harmless, as leases
 * decide who trains, but a waste.
 *
 * @throws E_SLURM_BUSY if another process is at it
 */
export async function oneAtATime<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = join(placeOf(folder), 'submitting');
  await mkdir(placeOf(folder), { recursive: true });
  for (let tries = 0; ; tries++) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (tries < 2 && (await abandoned(lock))) continue;
      throw new MimmxError(
        'E_SLURM_BUSY',
        `Another process hands pieces of ${folder} to Slurm at this moment. Nothing was submitted twice; see: mimmx sweep status ${folder}`,
      );
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Takes away a lock that has lain too long. Of two that see that, one renames it. */
async function abandoned(lock: string): Promise<boolean> {
  const then = await stat(lock).catch(() => null);
  if (!then) return true;
  if (Date.now() - then.mtimeMs < STALE) return false;
  const aside = `${lock}.${randomBytes(6).toString('hex')}.partial`;
  await rename(lock, aside).catch(() => {});
  await rm(aside, { recursive: true, force: true });
  return true;
}
