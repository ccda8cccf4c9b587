import { isMimmxError, MimmxError } from '@mimmx/core';
import type { KeptTrials } from '@mimmx/experiment';
import { runTrials, type TrialResult, type TrialSetting } from '@mimmx/experiment';
import { oneDataset } from './one-dataset.ts';
import type { BenchTrial } from './trials.ts';

/** What a training of a bench came to: a result, the reason why there is none, or neither yet. */
export interface BenchOutcome extends BenchTrial {
  readonly result?: TrialResult;
  /** Why it cannot be trained: not a number, a need that the data do not meet. */
  readonly failure?: string;
}

export interface BenchSetting extends Omit<TrialSetting, 'data' | 'store'> {
  readonly store: KeptTrials;
  /** Folder that relative paths in the options of data sets start from. */
  readonly root: string;
  /** Whether to wait for what other processes hold. */
  readonly wait: boolean;
}

/** Troubles that are not the method's: they end the bench, which goes on when it is started again. */
const NOT_THE_METHODS = [
  'E_INTERRUPTED',
  'E_DISK_FULL',
  'E_PERMISSION',
  'E_STORAGE',
  'E_LEASE_LOST',
] as const;

/**
 * Trains what is not trained yet, one after the other in this process, beside others at the same store. A training that
 * fails (a loss that is no number, labels that are not there) is left out with its reason, and the others go on.
 *
 * @throws E_INTERRUPTED, the machine's troubles, and what is wrong with the data of all trainings alike
 */
export async function runBench(
  trials: readonly BenchTrial[],
  setting: BenchSetting,
): Promise<BenchOutcome[]> {
  const outcomes = new Map<BenchTrial, BenchOutcome>();
  const pass = async (wait: boolean) => {
    const data = oneDataset(setting.registry, setting.root);
    try {
      for (const one of trials) {
        if (outcomes.has(one)) continue;
        if (setting.signal?.aborted) throw interrupted(one);
        const { state, outcome } = await kept(one, setting.store);
        if (outcome) outcomes.set(one, outcome);
        if (state !== 'open') continue;
        // What is wrong with the data is wrong with every method, and belongs to no cell.
        await data.open(one.trial);
        const found = await attempt(one, { ...setting, data }, wait);
        if (found) outcomes.set(one, found);
      }
    } finally {
      await data.close();
    }
  };
  await pass(false);
  if (setting.wait && outcomes.size < trials.length) await pass(true);
  return trials.map((one) => outcomes.get(one) ?? one);
}

/** What the store has of each training, without training any. */
export async function collectBench(
  trials: readonly BenchTrial[],
  store: KeptTrials,
): Promise<BenchOutcome[]> {
  const found: BenchOutcome[] = [];
  for (const one of trials) found.push((await kept(one, store)).outcome ?? one);
  return found;
}

/** Puts failed trainings back among those to be done. @returns how many there were */
export async function retryFailed(trials: readonly BenchTrial[], store: KeptTrials): Promise<number> {
  let count = 0;
  for (const { trial } of trials) if (await store.retry(trial.id)) count++;
  return count;
}

async function kept(
  one: BenchTrial,
  store: KeptTrials,
): Promise<{ readonly state: 'closed' | 'open'; readonly outcome?: BenchOutcome }> {
  const result = await store.result(one.trial.id);
  if (result) return { state: 'closed', outcome: { ...one, result } };
  const state = await store.state(one.trial.id);
  return state.kind === 'failed'
    ? { state: 'closed', outcome: { ...one, failure: state.message } }
    : { state: 'open' };
}

async function attempt(one: BenchTrial, setting: TrialSetting, wait: boolean): Promise<BenchOutcome | null> {
  try {
    const [result] = await runTrials([one.trial], { ...setting, onProgress: quiet(setting) }, { wait });
    return result ? { ...one, result } : null;
  } catch (error) {
    if (NOT_THE_METHODS.some((code) => isMimmxError(error, code))) throw error;
    return { ...one, failure: error instanceof Error ? error.message : String(error) };
  }
}

/** A list of one is no news: the bench counts for itself. */
const quiet =
  ({ onProgress = () => {} }: TrialSetting): NonNullable<TrialSetting['onProgress']> =>
  (progress) => {
    if (progress.kind !== 'trials') onProgress(progress);
  };

const interrupted = ({ row, seed }: BenchTrial): MimmxError =>
  new MimmxError('E_INTERRUPTED', `Stopped before "${row}" (seed ${seed}); what is trained is kept.`);
