import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TrialState } from '../../trial/store.ts';
import { storageClock } from '../work/beat.ts';
import { ageOf } from '../work/claim.ts';
import { readFailure } from '../work/failure.ts';
import { parseWork, type Work } from '../work/work-folder.ts';

/** Folders read at a time. */
const AT_ONCE = 64;

/** What a state is read with. */
export interface StatesOptions {
  readonly staleAfter: number;
  /** Trials that are known to be done, which need no look: that is for ever. */
  readonly done?: ReadonlySet<string>;
}

/**
 * States of many trials of a store, by their folders' names: one listing for each begun trial, none for those that were
 * not begun. What is not in the answer is waiting.
 */
export async function trialStates(
  path: string,
  ids: readonly string[],
  { staleAfter, done }: StatesOptions,
): Promise<Map<string, TrialState>> {
  const root = join(resolve(path), 'trials');
  const leases = { clock: storageClock(root), heartbeat: 0, staleAfter };
  const states = new Map<string, TrialState>();
  const list = (folder: string) =>
    readdir(folder).catch((error): string[] => {
      if (['ENOENT', 'ENOTDIR'].includes(error.code)) return [];
      throw error;
    });
  const shards = new Map<string, string[]>();
  for (const id of ids) {
    if (done?.has(id)) {
      states.set(id, { kind: 'done' });
      continue;
    }
    const own = shards.get(id.slice(0, 2));
    if (own) own.push(id);
    else shards.set(id.slice(0, 2), [id]);
  }
  const look = async (id: string): Promise<void> => {
    const folder = join(root, id.slice(0, 2), id);
    const found = (await list(folder))
      .flatMap((name): Work[] => {
        const work = parseWork(name);
        return work ? [{ ...work, path: join(folder, name) }] : [];
      })
      .sort((a, b) => order(b) - order(a))[0];
    if (!found || found.kind === 'free') return;
    if (found.kind === 'done') states.set(id, { kind: 'done' });
    else if (found.kind === 'failed') {
      const failure = await readFailure(found.path, {
        thing: `Trial ${folder}`,
        remedy: 'Delete that folder to train it again.',
      });
      const message = failure?.message ?? 'It does not say why.';
      states.set(id, { kind: 'failed', message, attempt: found.attempt });
    } else {
      const age = await ageOf(found, leases);
      const { host, pid } = found.by;
      if (age !== null)
        states.set(id, { kind: 'running', holder: { host, pid, attempt: found.attempt, age } });
    }
  };
  const begun = new Set(await list(root));
  const todo: string[] = [];
  for (const [shard, own] of shards) {
    if (!begun.has(shard)) continue;
    const there = new Set(await list(join(root, shard)));
    todo.push(...own.filter((id) => there.has(id)));
  }
  for (let i = 0; i < todo.length; i += AT_ONCE) await Promise.all(todo.slice(i, i + AT_ONCE).map(look));
  return states;
}

const order = (work: Work): number => (work.kind === 'done' ? Number.POSITIVE_INFINITY : work.attempt);
