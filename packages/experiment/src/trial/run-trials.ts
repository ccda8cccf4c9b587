import { MimmxError } from '@mimmx/core';
import { runTrial, type TrialSetting } from './run-trial.ts';
import type { Holder, TrialResult } from './store.ts';
import { interruption } from './train-trial.ts';
import type { Trial } from './trial.ts';

/** Seconds between two looks at trials that other processes hold. */
const LOOK_AGAIN = 2;

const pause = (seconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener('abort', done);
  });

/**
 * Runs trials one after the other in this process, beside any number of others at the same store: what another holds is
 * passed over and looked at again at the end, what another finished is taken from the store.
 *
 * @param options `wait`: whether to wait for what others hold, so that all results are given (the default)
 * @returns the results, in the order of the trials
 * @throws what the first trial that fails throws, and E_TRIAL_FAILED for one that failed elsewhere
 */
export async function runTrials(
  trials: readonly Trial[],
  setting: TrialSetting,
  { wait = true }: { readonly wait?: boolean } = {},
): Promise<TrialResult[]> {
  const { store, onProgress = () => {}, signal } = setting;
  const results = new Map<string, TrialResult>();
  const progress = () => onProgress({ kind: 'trials', total: trials.length, done: results.size });
  progress();
  let left = [...trials];
  let told = new Set<string>();
  while (left.length > 0) {
    const held: Trial[] = [];
    for (const trial of left) {
      if (signal?.aborted) throw interruption(trial.tags, 'before it began');
      const result = (await store.result(trial.id)) ?? (await runTrial(trial, setting));
      if (result) {
        results.set(trial.id, { ...result, tags: trial.tags });
        progress();
        continue;
      }
      const state = await store.state(trial.id);
      if (state.kind === 'failed') throw failed(trial, state.message);
      held.push(trial);
      if (state.kind !== 'running' || told.has(trial.id)) continue;
      told = told.add(trial.id);
      onProgress({ kind: 'waiting', job: trial.tags, holder: holderName(state.holder) });
    }
    if (!wait) break;
    left = held;
    if (left.length > 0) await pause(LOOK_AGAIN, signal);
  }
  return trials.flatMap(({ id }) => results.get(id) ?? []);
}

const holderName = ({ host, pid }: Holder): string => `process ${pid} on ${host}`;

const failed = ({ tags }: Trial, message: string): MimmxError =>
  new MimmxError(
    'E_TRIAL_FAILED',
    `"${tags.method}" (seed ${tags.seed}) failed in another process: ${message} Mend that, then run again with --resume.`,
  );
