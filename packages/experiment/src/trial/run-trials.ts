import { MimmxError } from '@mimmx/core';
import { runWork } from '../work/run-work.ts';
import { runTrial, type TrialSetting } from './run-trial.ts';
import { interruption } from './stops.ts';
import type { TrialResult } from './store.ts';
import type { Trial } from './trial.ts';

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
  let done = 0;
  const progress = () => onProgress({ kind: 'trials', total: trials.length, done });
  progress();
  const results = await runWork<Trial, TrialResult>(trials, {
    store,
    does: (trial) => runTrial(trial, setting),
    onResult() {
      done++;
      progress();
    },
    onHeld: ({ tags }, { host, pid }) =>
      onProgress({ kind: 'waiting', job: tags, holder: `process ${pid} on ${host}` }),
    onFailed(trial, message) {
      throw failed(trial, message);
    },
    onStop({ tags }) {
      throw interruption(tags, 'before it began');
    },
    signal,
    wait,
  });
  return trials.flatMap(({ id, tags }) => {
    const result = results.get(id);
    return result ? [{ ...result, tags }] : [];
  });
}

const failed = ({ tags }: Trial, message: string): MimmxError =>
  new MimmxError(
    'E_TRIAL_FAILED',
    `"${tags.method}" (seed ${tags.seed}) failed in another process: ${message} Mend that, then run again with --resume.`,
  );
