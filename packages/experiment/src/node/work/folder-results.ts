import { join } from 'node:path';
import { z } from 'zod';
import type { ResultLease, Work, WorkStore } from '../../work/work.ts';
import { openSealed, type SealedLabel, writeSealed } from '../sealed-folder.ts';
import { checkRecord, sealJson, unsealJson } from '../sealed-json.ts';
import { hold, RESULT, type Taken } from './hold.ts';
import { type LeaseOptions, workFolders } from './work-folders.ts';

const FORMAT = 1;
const stateSchema = z.object({ format: z.literal(FORMAT) });

/** What is kept in a folder. */
export interface ResultsSetting<Result> extends LeaseOptions {
  /** What one is called in messages: `Estimate`. */
  readonly thing: string;
  /** What a result has to be. */
  readonly result: z.ZodType<Result>;
}

/**
 * Keeps work whose result is one JSON value in a folder, one folder each: `<first two digits>/<id>/`. Leases are those of
 * `folderTrials`, so that any number of processes may share it; there is nothing to go on from, only to begin again.
 *
 * @throws E_DISK_FULL, E_PERMISSION, E_STORAGE, E_CHECKPOINT
 *
 * @example
 * const store = folderResults('runs/estimates', { thing: 'Estimate', result: z.object({ value: z.number() }) });
 * const result = await doWork(store, work, async (lease) => { … await lease.finish(result); return result; });
 */
export function folderResults<W extends Work, Result>(
  path: string,
  { thing, result: schema, ...options }: ResultsSetting<Result>,
): WorkStore<W, Result, ResultLease<Result>> {
  const open = async (taken: Taken<W>): Promise<ResultLease<Result> | null> => {
    const held = await hold(taken, async () => null);
    if (!held) return null;
    const { write, fail, release } = held;
    return {
      fail,
      release,
      finish: (result) =>
        write(async () => {
          const content = { 'result.json': sealJson({ format: FORMAT, result }) };
          await writeSealed(join(taken.work, RESULT), { format: FORMAT }, content, { parents: false });
          await held.done();
        }),
    };
  };
  const read = async (work: string, label: SealedLabel): Promise<Result | null> => {
    const folder = await openSealed(join(work, RESULT), label);
    if (!folder) return null;
    checkRecord(stateSchema, folder.state, FORMAT, 'state.json', folder.damaged);
    const text = new TextDecoder().decode(await folder.read('result.json'));
    const value = unsealJson(text, 'result.json', folder.damaged);
    const record = z.object({ format: z.literal(FORMAT), result: schema });
    return checkRecord(record, value, FORMAT, 'result.json', folder.damaged).result as Result;
  };
  const folders = workFolders<W, ResultLease<Result>>(
    path,
    {
      thing,
      remedy: 'Delete that folder to do it again.',
      file: 'work.json',
      text: (work) => sealJson({ format: FORMAT, work }),
      open,
      progress: async () => 0,
    },
    options,
  );
  return {
    claim: folders.claim,
    state: folders.state,
    retry: folders.retry,
    result: (id) =>
      folders.read(
        id,
        (work, label) => (work.kind === 'done' ? read(work.path, label) : Promise.resolve(null)),
        null,
      ),
  };
}
