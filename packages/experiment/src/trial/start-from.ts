import { type Method, MimmxError, restoreSnapshot, type SavedTensor } from '@mimmx/core';
import type { Checkpoint, TrialStore } from './store.ts';
import type { Trial } from './trial.ts';

/** Variables that a trained network consists of; everything else (optimisers, estimators) begins anew. */
const NETWORK = /^(encoder|heads|averages)\./;

/**
 * Weights of the trial that this one starts from.
 *
 * @throws E_FROM if it is unknown, or not finished
 */
export async function startWeights(trial: Trial, store: TrialStore): Promise<Checkpoint | null> {
  if (trial.from === undefined) return null;
  const weights = await store.weights(trial.from);
  if (weights) return weights;
  const state = await store.state(trial.from);
  const why =
    state.kind === 'failed'
      ? `failed (${state.message})`
      : state.kind === 'running'
        ? 'is still running'
        : 'is not trained';
  throw new MimmxError(
    'E_FROM',
    `"${trial.tags.method}" (seed ${trial.seed}) starts from trial ${trial.from}, which ${why}. Train that first.`,
  );
}

/**
 * Puts the network of another trial into a method: its encoder, and heads and averages of the same name and shape.
 *
 * @throws E_FROM if an encoder's variable is missing there or has another shape
 */
export function startFrom(method: Method, saved: Readonly<Record<string, SavedTensor>>, from: string): void {
  const fits = (name: string) => saved[name]?.shape.join() === method.variables[name]!.shape.join();
  const names = Object.keys(method.variables).filter((name) => NETWORK.test(name));
  const misfit = names.find((name) => name.startsWith('encoder.') && !fits(name));
  if (misfit !== undefined) {
    const there = saved[misfit] ? `is [${saved[misfit].shape}]` : 'is missing';
    throw new MimmxError(
      'E_FROM',
      `"${misfit}" is [${method.variables[misfit]!.shape}] here and ${there} in trial ${from}. Start from a trial with the same encoder and width of features.`,
    );
  }
  const own = Object.fromEntries(names.filter(fits).map((name) => [name, method.variables[name]!]));
  restoreSnapshot(own, saved);
}
