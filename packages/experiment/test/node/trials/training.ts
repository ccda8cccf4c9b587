import type { KeptTrials } from '../../../src/trial/kept-trials.ts';
import type { Checkpoint, Lease, TrialResult } from '../../../src/trial/store.ts';
import type { Trial } from '../../../src/trial/trial.ts';
import { lineOf, resultOf } from '../../trial/example.ts';

/** Updates of the pretended training. */
export const STEPS = 6;

const next = (sum: number, step: number, seed: number): number => (sum * 31 + step * (seed + 7)) % 1_000_003;

const checkpointAt = (step: number, sum: number): Checkpoint => ({
  step,
  variables: { w: { shape: [2], dtype: 'float32', values: Float32Array.of(sum, step) } },
  state: { sum },
});

const resultAt = (trial: Trial, sum: number): TrialResult => ({
  ...resultOf(trial, 3),
  notes: [`sum ${sum}`],
});

/** What a trial comes to, whoever trains it and however often it is interrupted. */
export function expected(trial: Trial): { result: TrialResult; weights: Checkpoint; lines: unknown[] } {
  let sum = 0;
  for (let step = 1; step <= STEPS; step++) sum = next(sum, step, trial.seed);
  return {
    result: resultAt(trial, sum),
    weights: checkpointAt(STEPS, sum),
    lines: Array.from({ length: STEPS }, (_, i) => lineOf(i + 1)),
  };
}

/** Trains what is left of a trial, looks whether its lines fit its checkpoint, and finishes it. */
export async function train(lease: Lease, pause: () => Promise<void> = async () => {}): Promise<void> {
  const { trial, checkpoint } = lease;
  const start = checkpoint?.step ?? 0;
  let sum = (checkpoint?.state as { sum: number } | undefined)?.sum ?? 0;
  const steps = lease.lines.map(({ step }) => step);
  if (steps.join() !== Array.from({ length: start }, (_, i) => i + 1).join()) {
    throw new Error(`lines ${steps} with a checkpoint of update ${start}`);
  }
  for (let step = start + 1; step <= STEPS; step++) {
    sum = next(sum, step, trial.seed);
    await lease.append(lineOf(step));
    await pause();
    if (step % 2 === 0) await lease.save(checkpointAt(step, sum));
  }
  await lease.finish(resultAt(trial, sum), checkpointAt(STEPS, sum));
}

/** Claims a trial and trains it; false if it could not be had. */
export async function claimAndTrain(store: KeptTrials, trial: Trial): Promise<boolean> {
  const lease = await store.claim(trial);
  if (lease) await train(lease);
  return lease !== null;
}
