import { randomBytes } from 'node:crypto';
import { mkdir, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PRIVATE, storageError } from '@mimmx/data/files';
import type { Environment } from '../../record.ts';
import type { KeptTrials } from '../../trial/kept-trials.ts';
import { sweepAbandoned } from '../abandoned.ts';
import { folderTrials } from '../trials/index.ts';
import type { LeaseOptions } from '../work/index.ts';
import { clear, copyForPeople } from './clear.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { relate } from './growth.ts';
import { lastOpening, OPENED } from './opening.ts';
import type { Provenance } from './provenance.ts';
import { checkRoot } from './run-root.ts';
import { type Opened, settle } from './settle.ts';

/** How a run is opened. */
export interface OpenRunOptions {
  /** Fingerprint of the data; compared when the run is opened again. */
  readonly data?: string;
  /** Goes on though data, versions or backend are not those of the beginning; that is then recorded. */
  readonly acceptChanges?: boolean;
  readonly leases?: LeaseOptions;
}

/** A run that this process may work on, beside others. */
export interface Run {
  /** Absolute. */
  readonly path: string;
  /** `new` if this process made it; `grown` if it added to it. */
  readonly opened: Opened;
  readonly trials: KeptTrials;
  /**
   * Writes the record from finished trials, see {@link Conclusion}.
   *
   * @returns false if another process has grown the run meanwhile: the record is then its to write
   */
  conclude(conclusion: Conclusion): Promise<boolean>;
  /**
   * Takes away what this process made, if nothing came of it: nothing at all if another process made the run or joined
   * it, or if a trial was begun.
   */
  clear(): Promise<void>;
}

/**
 * Opens the folder of a run for a process that wants to work on it. Any number of processes may open one folder, at
 * the same time, too, if their configurations are equal; one that adds seeds or methods makes the run grow.
 *
 * @param config resolved: JSON
 * @throws E_RUN_MISMATCH if the run has another configuration (nothing in it is touched), E_RUN_CHANGED if data,
 *   versions or backend are others, E_RUN_FORMAT, E_NOT_A_RUN, E_RUN_DAMAGED, and the errors of storage
 *
 * @example
 * const run = await openRun('runs/demo', config, environment, { data: fingerprint });
 * const lease = await run.trials.claim(trial);
 */
export async function openRun(
  path: string,
  config: unknown,
  environment: Environment,
  options: OpenRunOptions = {},
): Promise<Run> {
  const root = resolve(path);
  const token = randomBytes(8).toString('hex');
  const given: unknown = JSON.parse(JSON.stringify(config));
  const { name } = environment.backend;
  const provenance: Provenance = {
    data: options.data ?? null,
    versions: environment.versions,
    backend: name === undefined ? null : String(name),
  };
  let madeFolder: string | undefined;
  try {
    await checkRoot(path, root);
    madeFolder = await mkdir(root, { recursive: true, mode: PRIVATE.folder });
    await sweepAbandoned(root);
    await sweepAbandoned(join(root, OPENED));
    const opened = await settle(
      path,
      root,
      { config: given, environment, provenance, token },
      options.acceptChanges ?? false,
    );
    await copyForPeople(root);
    return {
      path: root,
      opened: opened.how,
      trials: folderTrials(root, options.leases),
      conclude: async (conclusion) => {
        const last = await lastOpening(root);
        if (last?.number !== opened.number && relate(last?.opening.config, given).kind !== 'same')
          return false;
        await conclude(root, conclusion);
        return true;
      },
      clear: async () => {
        if (opened.how === 'new') await clear(root, token, madeFolder !== undefined);
      },
    };
  } catch (error) {
    // Empty folders that were made for nothing; one with something in it stays.
    if (madeFolder !== undefined)
      for (const folder of [join(root, OPENED), root]) await rmdir(folder).catch(() => {});
    throw storageError(error, 'write', path);
  }
}
