import type { Trial, TrialLine } from '@mimmx/experiment';
import { folderTrials, trialStates } from '@mimmx/experiment/node';
import type { Stops } from '../server/stops.ts';
import type { Place } from './find.ts';
import { memoryOf } from './memory.ts';
import { Pace } from './pace.ts';
import { type Plan, planOf } from './planned.ts';
import type { Entry, PlaceView, TrialView } from './view.ts';

const MOST_ENTRIES = 200;

/** Method and seed, and the other tags by name. */
export const nameOf = ({ method, seed, ...more }: Trial['tags']): string =>
  [`${method} (seed ${seed})`, ...Object.entries(more).map(([key, value]) => `${key} ${value}`)].join(', ');

interface Known {
  readonly pace: Pace;
  state: TrialView['state'] | null;
  lines: readonly TrialLine[];
}

/** Looks at one run or sweep again and again, and remembers what it saw: paces, ends, and what happened when. */
export class Watch {
  readonly place: Place;
  readonly #stops: Stops;
  readonly #known = new Map<string, Known>();
  readonly #log: Entry[] = [];

  constructor(place: Place, stops: Stops) {
    this.place = place;
    this.#stops = stops;
  }

  note(text: string): void {
    this.#log.push({ at: new Date(), text });
    if (this.#log.length > MOST_ENTRIES) this.#log.shift();
  }

  /** @param curves whether the numbers of finished and waiting trials are read, too */
  async look(curves: boolean): Promise<PlaceView> {
    const { path, name, kind } = this.place;
    try {
      const plan = await planOf(this.place);
      const trials = await this.#trials(plan, curves);
      return {
        name,
        kind,
        path,
        finished: plan.finished,
        trials,
        log: [...this.#log].reverse(),
        left: leftOf(trials),
        problem: null,
      };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return {
        name,
        kind,
        path,
        finished: false,
        trials: [],
        log: [...this.#log].reverse(),
        left: null,
        problem,
      };
    }
  }

  async #trials({ trials, leases: { staleAfter } }: Plan, curves: boolean): Promise<TrialView[]> {
    const done = new Set([...this.#known].filter(([, { state }]) => state === 'done').map(([id]) => id));
    const states = await trialStates(
      this.place.path,
      trials.map(({ id }) => id),
      { staleAfter, done },
    );
    const store = folderTrials(this.place.path);
    const views: TrialView[] = [];
    for (const trial of trials) {
      const found = states.get(trial.id) ?? { kind: 'waiting' as const };
      const known = this.#known.get(trial.id) ?? { pace: new Pace(), state: null, lines: [] };
      this.#known.set(trial.id, known);
      const stop = this.#stops.state(this.place.path, trial.id);
      const state =
        stop === 'held' ? 'stopped' : stop === 'asked' && found.kind === 'running' ? 'stopping' : found.kind;
      const fresh =
        state === 'running' ||
        state === 'stopping' ||
        (curves && (known.lines.length === 0 || known.state !== state));
      // While a folder gets another name there is nothing to be read; the next look finds it.
      if (fresh) known.lines = await store.lines(trial.id).catch(() => known.lines);
      this.#tell(trial, known, state, found.kind === 'failed' ? found.message : null);
      views.push(await this.#view(trial, known, state, found));
    }
    return views;
  }

  #tell(trial: Trial, known: Known, state: TrialView['state'], message: string | null): void {
    const first = known.state === null;
    if (known.state === state) return;
    known.state = state;
    if (first && (state === 'waiting' || state === 'done')) return;
    const words = {
      waiting: 'waits',
      running: 'is training',
      stopping: 'was asked to save and stop',
      stopped: 'is stopped, and saved',
      failed: `failed: ${message ?? ''}`,
      done: 'is done',
    };
    this.note(`${nameOf(trial.tags)} ${words[state]}`);
  }

  async #view(
    trial: Trial,
    { pace, lines }: Known,
    state: TrialView['state'],
    found: Awaited<ReturnType<typeof trialStates>> extends Map<string, infer S> ? S : never,
  ): Promise<TrialView> {
    const { updates = 0, batchSize = 0 } = trial.training ?? {};
    const step = state === 'done' ? updates : (lines.at(-1)?.step ?? 0);
    const holder = found.kind === 'running' && state !== 'stopped' ? found.holder : null;
    if (holder) pace.see(step, performance.now() / 1000);
    const rate = holder ? pace.rate : null;
    return {
      id: trial.id,
      name: nameOf(trial.tags),
      tags: trial.tags,
      state,
      step,
      updates,
      batchSize,
      rate,
      memory: holder ? await memoryOf(holder) : null,
      holder: holder ? `process ${holder.pid} on ${holder.host}` : null,
      age: holder?.age ?? null,
      left: rate ? Math.max(0, updates - step) / rate : null,
      lines,
      message: found.kind === 'failed' ? found.message : null,
    };
  }
}

/** At the pace of all that train now, with what waits shared among them. */
function leftOf(trials: readonly TrialView[]): number | null {
  const rate = trials.reduce((sum, trial) => sum + (trial.rate ?? 0), 0);
  const open = trials.filter(({ state }) => ['running', 'stopping', 'waiting'].includes(state));
  const updates = open.reduce((sum, trial) => sum + Math.max(0, trial.updates - trial.step), 0);
  return rate > 0 ? updates / rate : null;
}
