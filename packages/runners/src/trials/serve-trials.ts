import { isMimmxError } from '@mimmx/core/contracts';
import { type Progress, runTrial, type Trial, type TrialSetting } from '@mimmx/experiment';
import { pieceProcess, stopSignals, type Tried } from '../piece/index.ts';

/** Does one trial, or goes on with it; how that came out, as an engine has to know it. */
export async function tryTrial(trial: Trial, setting: TrialSetting): Promise<Tried> {
  try {
    if (await runTrial(trial, setting)) return { ending: 'done' };
    const state = await setting.store.state(trial.id);
    if (state.kind === 'done') return { ending: 'done' };
    if (state.kind === 'failed') return { ending: 'failed', message: state.message };
    return state.kind === 'running'
      ? { ending: 'held', message: `process ${state.holder.pid} on ${state.holder.host} has it` }
      : { ending: 'again' };
  } catch (error) {
    return triedOf(error);
  }
}

/** What another try, perhaps elsewhere, may not run into. */
const PASSING = ['E_INTERRUPTED', 'E_DISK_FULL', 'E_PERMISSION', 'E_STORAGE', 'E_LEASE_LOST'] as const;

export function triedOf(error: unknown): Tried {
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
  if (isMimmxError(error, 'E_REFUSED')) return { ending: 'refused', message };
  if (isMimmxError(error, 'E_FROM'))
    return { ending: /failed \(/.test(message) ? 'failed' : 'again', message };
  if (PASSING.some((code) => isMimmxError(error, code))) return { ending: 'again', message };
  return { ending: 'failed', message };
}

/**
 * Does the trials that the process hands over which started this one, until it has no more.
 *
 * @param trials all that it may ask for
 * @param options `dataFirst`: what is wrong with the data is wrong with every trial: it is kept with none, and this
 *   process does no more
 * @returns the exit status
 */
export async function serveTrials(
  trials: readonly Trial[],
  setting: Omit<TrialSetting, 'signal' | 'onProgress'>,
  { dataFirst = false }: { readonly dataFirst?: boolean } = {},
): Promise<number> {
  const known = new Map(trials.map((trial) => [trial.id, trial]));
  const { signal, release } = stopSignals();
  try {
    const one = async (id: string, tell: (value: unknown) => void): Promise<Tried> => {
      const trial = known.get(id)!;
      try {
        if (dataFirst) await setting.data.open(trial);
      } catch (error) {
        return { ...triedOf(error), ending: 'refused' };
      }
      return tryTrial(trial, { ...setting, signal, onProgress: throttled(tell) });
    };
    return await pieceProcess([], one, { signal, patience: 0 });
  } finally {
    release();
  }
}

/** Progress, at most ten updates a second. */
export function throttled(tell: (value: unknown) => void): (progress: Progress) => void {
  let last = 0;
  return (progress) => {
    if (progress.kind === 'update') {
      const now = performance.now();
      if (now - last < 100 && progress.step !== progress.updates) return;
      last = now;
    }
    tell(progress);
  };
}
