import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { storageError } from '@mimmx/data/files';
import { canonical } from '../../trial/canonical.ts';
import type { TrialData } from '../../trial/data-pool.ts';
import { fingerprint } from '../../trial/fingerprint.ts';
import { hashText } from '../../trial/hash-text.ts';
import type { TrialProvenance } from '../../trial/store.ts';
import type { Trial } from '../../trial/trial.ts';
import type { SweepHead } from './plan-folder.ts';

/**
 * Whether this process may do trials of the sweep: runtime, packages and backend as they were planned with.
 *
 * @throws E_REFUSED names what differs
 */
export function checkVersions(
  path: string,
  { versions, backend }: Pick<SweepHead, 'versions' | 'backend'>,
  here: { readonly versions: Readonly<Record<string, string>>; readonly backend: string | null },
): void {
  const differing: string[] = [];
  const compare = (what: string, there: string | null | undefined, own: string | null | undefined) => {
    if (there !== own) differing.push(`${what} ${there ?? 'none'} there and ${own ?? 'none'} here`);
  };
  compare('backend', backend, here.backend);
  for (const name of new Set([...Object.keys(versions), ...Object.keys(here.versions)]))
    compare(name, versions[name], here.versions[name]);
  if (differing.length === 0) return;
  throw new MimmxError(
    'E_REFUSED',
    `Sweep ${path} was planned with other versions: ${differing.join(', ')}. Install those here, or plan it again with these.`,
  );
}

/**
 * Keeps with each trial what it is done with, and holds the data against those that the sweep's first trial on the same
 * data set saw, wherever that was.
 */
export function provenanceOf(
  path: string,
  here: { readonly versions: Readonly<Record<string, string>>; readonly backend: string | null },
): (trial: Trial, data: TrialData) => Promise<TrialProvenance> {
  const known = new Map<string, string>();
  return async (trial, { dataset }) => {
    const key = hashText(canonical([trial.dataset, trial.data.split.seed]));
    let data = known.get(key);
    if (data === undefined) {
      data = fingerprint(dataset);
      const first = await firstOf(join(path, 'data', `${key}.txt`), data);
      if (first !== data) {
        throw new MimmxError(
          'E_REFUSED',
          `Data set "${trial.dataset.name}" is not the same here (${data.slice(0, 12)}…) as where sweep ${path} began (${first.slice(0, 12)}…). Copy the data from there, or map its folder with --root.`,
        );
      }
      known.set(key, data);
    }
    return { data, ...here };
  };
}

/** What the first process wrote to a file; this one, if there was none. */
async function firstOf(file: string, own: string): Promise<string> {
  try {
    await mkdir(join(file, '..'), { recursive: true });
    for (let tries = 0; ; tries++) {
      const made = await writeFile(file, own, { flag: 'wx' }).then(
        () => true,
        (error) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      const there = made ? own : await readFile(file, 'utf8');
      // Another process may be writing it at this moment.
      if (there.length === own.length || tries > 50) return there;
      await new Promise((done) => setTimeout(done, 20));
    }
  } catch (error) {
    throw storageError(error, 'write', file);
  }
}
