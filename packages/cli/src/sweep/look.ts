import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrialState } from '@mimmx/experiment';
import { type Planned, type SweepFolder, trialStates } from '@mimmx/experiment/node';
import { type EngineState, IDLE, type Runner } from '@mimmx/runners';

/** Where a trial of a sweep is. `queued`: the engine will start it; `left`: nobody will, until the next `sweep run`. */
export type Place = 'done' | 'running' | 'queued' | 'failed' | 'left';

export interface SweepLook {
  readonly planned: readonly Planned[];
  readonly states: ReadonlyMap<string, TrialState>;
  readonly places: ReadonlyMap<string, Place>;
  readonly counts: Readonly<Record<Place, number>>;
  /** Trials that run: where. */
  readonly where: ReadonlyMap<string, string>;
  /** Why trials failed, by message; the most frequent first. */
  readonly failures: readonly { readonly message: string; readonly ids: readonly string[] }[];
  readonly notes: readonly string[];
}

/** Looks at the folders of a sweep, and asks its engine once. */
export async function lookAt(
  sweep: SweepFolder,
  runner: Runner | null,
  before?: SweepLook,
): Promise<SweepLook> {
  const planned = before?.planned ?? (await sweep.all());
  const done =
    before && new Set([...before.places].filter(([, place]) => place === 'done').map(([id]) => id));
  const states = await trialStates(
    sweep.path,
    planned.map(({ id }) => id),
    { staleAfter: sweep.head.leases.staleAfter, ...(done ? { done } : {}) },
  );
  const open = planned.some(({ id }) => !['done', 'failed'].includes(states.get(id)?.kind ?? ''));
  const engine: EngineState =
    runner && open ? await runner.state({ name: sweep.head.name, folder: sweep.path }) : IDLE;
  const places = new Map<string, Place>();
  const where = new Map<string, string>();
  const failures = new Map<string, string[]>();
  const counts = { done: 0, running: 0, queued: 0, failed: 0, left: 0 };
  const fail = (id: string, message: string) => {
    failures.set(message, [...(failures.get(message) ?? []), id]);
    return 'failed' as const;
  };
  for (const { id, after } of planned) {
    const state = states.get(id);
    let place: Place;
    if (state?.kind === 'done') place = 'done';
    else if (state?.kind === 'failed') place = fail(id, state.message);
    else if (after !== undefined && places.get(after) === 'failed')
      place = fail(id, `It starts from a trial that failed.`);
    else if (state?.kind === 'running') {
      place = 'running';
      where.set(id, `${state.holder.host} (process ${state.holder.pid})`);
    } else if (engine.waiting.has(id) || engine.running.has(id)) place = 'queued';
    else place = 'left';
    places.set(id, place);
    counts[place]++;
  }
  return {
    planned,
    states,
    places,
    counts,
    where,
    failures: [...failures]
      .map(([message, ids]) => ({ message, ids }))
      .sort((a, b) => b.ids.length - a.ids.length),
    notes: engine.notes,
  };
}

/** Seconds and bytes of one trial, as measured; null if none was. */
export interface Measured {
  readonly seconds: number;
  readonly bytes: number;
  /** Whether a whole trial was measured, or its beginning only. */
  readonly whole: boolean;
}

export const readMeasured = async (path: string): Promise<Measured | null> => {
  const text = await readFile(join(path, 'measured.json'), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Measured);
};
