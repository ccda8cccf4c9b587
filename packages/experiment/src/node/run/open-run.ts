import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite, isMissing, storageError } from '@mimmx/data/files';
import type { Environment } from '../../record.ts';
import type { KeptTrials } from '../../trial/kept-trials.ts';
import { sweepAbandoned } from '../abandoned.ts';
import { type FolderTrialsOptions, folderTrials } from '../trials/index.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { relate } from './growth.ts';
import { addOpening, lastOpening, OPENED, type Opening, pretty } from './opening.ts';
import { type Provenance, provenanceDifference } from './provenance.ts';
import { checkRoot } from './run-root.ts';

export interface OpenRunOptions {
  /** Fingerprint of the data; compared when the run is opened again. */
  readonly data?: string;
  /** Goes on though data, versions or backend are not those of the beginning; that is then recorded. */
  readonly acceptChanges?: boolean;
  readonly leases?: FolderTrialsOptions;
}

/** A run that this process may work on, beside others. */
export interface Run {
  /** Absolute. */
  readonly path: string;
  /** `new` if this process made it; `grown` if it added to it. */
  readonly opened: 'new' | 'again' | 'grown' | 'changed';
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
  try {
    await checkRoot(path, root);
    const madeFolder = await mkdir(root, { recursive: true });
    await sweepAbandoned(root);
    await sweepAbandoned(join(root, OPENED));
    const opened = await settle(path, root, { config: given, environment, provenance, token }, options);
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
    throw storageError(error, 'write', path);
  }
}

type Wanted = Omit<Opening, 'change'>;

/** Becomes one of those who work on the run: as its maker, beside others, or by adding to it. */
async function settle(
  path: string,
  root: string,
  wanted: Wanted,
  { acceptChanges = false }: OpenRunOptions,
): Promise<{ how: Run['opened']; number: number }> {
  for (;;) {
    const last = await lastOpening(root);
    if (!last) {
      if (await addOpening(root, 0, { ...wanted, change: '' })) return { how: 'new', number: 0 };
      continue;
    }
    const { opening, number } = last;
    const relation = relate(opening.config, wanted.config);
    if (relation.kind === 'other') {
      const { difference } = relation;
      throw new MimmxError(
        'E_RUN_MISMATCH',
        `Run ${path} was begun with another configuration: "${difference.path}" is ${show(difference.recorded)} there and ${show(difference.given)} now. Use the recorded value, or choose another folder with --out.`,
      );
    }
    const changed = provenanceDifference(opening.provenance, wanted.provenance);
    if (changed !== null && !acceptChanges) {
      throw new MimmxError(
        'E_RUN_CHANGED',
        `Run ${path} was begun otherwise: ${changed}. Its numbers may not come out the same: go back to that, choose another folder, or accept it knowingly.`,
      );
    }
    if (relation.kind === 'same' && changed === null) {
      if (await joins(root, wanted.token)) return { how: 'again', number };
      continue;
    }
    const change = [relation.kind === 'grown' ? `added ${relation.added}` : '', changed ?? '']
      .filter((part) => part !== '')
      .join('; ');
    if (await addOpening(root, number + 1, { ...wanted, change })) {
      return { how: relation.kind === 'grown' ? 'grown' : 'changed', number: number + 1 };
    }
  }
}

const show = (value: unknown): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/** Says that another process counts on the run, so that its maker does not take it away. */
async function joins(root: string, token: string): Promise<boolean> {
  try {
    await writeFile(join(root, OPENED, `joined-${token}`), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** `config.json` and `environment.json` beside the history: what people and scripts look at. */
async function copyForPeople(root: string): Promise<void> {
  const last = await lastOpening(root);
  if (!last) return;
  await atomicWrite(join(root, 'environment.json'), pretty(last.opening.environment));
  await atomicWrite(join(root, 'config.json'), pretty(last.opening.config));
}

const COPIES = ['config.json', 'environment.json'];

async function clear(root: string, token: string, madeFolder: boolean): Promise<void> {
  const only = async (folder: string, names: readonly string[]): Promise<boolean> =>
    (await readdir(folder)).every((name) => names.includes(name));
  try {
    const last = await lastOpening(root);
    if (last?.opening.token !== token || !(await only(root, [...COPIES, OPENED]))) return;
    // In this order, so that a kill leaves a run without its copies, and never copies without their run.
    for (const name of COPIES) await rm(join(root, name), { force: true });
    // Who joins from now on finds no run, and makes its own.
    const aside = join(root, `.${token}.partial`);
    await rename(join(root, OPENED), aside);
    if (await only(aside, ['0'])) {
      await rm(aside, { recursive: true, force: true });
      if (madeFolder) await rmdir(root);
    } else {
      await rename(aside, join(root, OPENED));
      await copyForPeople(root);
    }
  } catch {
    // It is not worth an error on top of the one that leads here; what is left is a run that goes on.
  }
}
