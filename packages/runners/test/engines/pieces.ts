import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { trialStates } from '../../../experiment/src/node/sweep/states.ts';
import { folderTrials } from '../../../experiment/src/node/trials/index.ts';
import { trialOf } from '../../../experiment/test/trial/example.ts';
import type { Work } from '../../src/contract.ts';
import { node } from '../node.ts';
import { until } from './installed.ts';

const program = fileURLToPath(new URL('lease-piece.ts', import.meta.url));
export const LEASES = { heartbeat: 1, staleAfter: 8 };

export interface PieceSetting {
  readonly count: number;
  readonly steps: number;
  readonly stepMs: number;
  readonly seconds?: number;
  readonly leases?: { readonly heartbeat: number; readonly staleAfter: number };
}

/** A folder of cheap pieces with leases, as work for a runner. */
export function piecesOf({ count, steps, stepMs, seconds, leases = LEASES }: PieceSetting) {
  const folder = mkdtempSync(join(tmpdir(), 'mimmx pieces-'));
  writeFileSync(join(folder, 'pieces.json'), JSON.stringify({ count, steps, stepMs, leases }));
  const ids = Array.from({ length: count }, (_, i) => trialOf(i + 1).id);
  const work: Work = {
    name: 'pieces',
    folder,
    cwd: folder,
    pieces: ids.map((id) => ({ id })),
    command: [...node, program, folder],
    ...(seconds === undefined ? {} : { seconds }),
  };
  const store = folderTrials(folder, leases);
  const done = async () => {
    const states = await trialStates(folder, ids, leases);
    return ids.filter((id) => states.get(id)?.kind === 'done').length;
  };
  return {
    folder,
    ids,
    work,
    done,
    store,
    /** @param look each time; its text says more where they are not */
    allDone: async (limit: number, look: () => string = () => '') => {
      let seen = '';
      const looked = async () => {
        seen = look();
        return (await done()) === count;
      };
      await until(looked, limit, 'all pieces are done').catch((error) => {
        throw new Error(`${error.message}\n${seen}`);
      });
    },
    /** What every piece has to come to, whoever did it however often. */
    expected: (id: string): string => {
      let value = '';
      for (let step = 1; step <= steps; step++) {
        value = createHash('sha256').update(`${value}${id}${step}`).digest('hex');
      }
      return value;
    },
    results: async () => {
      const all: Record<string, string | undefined> = {};
      for (const id of ids) all[id] = (await store.result(id))?.notes[0];
      return all;
    },
    /** Ids in the order in which they were finished, with where. */
    finished: (): string[] => {
      const log = join(folder, 'finished.log');
      return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    },
  };
}
