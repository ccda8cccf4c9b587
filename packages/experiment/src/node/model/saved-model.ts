import { MimmxError } from '@mimmx/core';
import type { Model } from '../../model/index.ts';
import { trialsOf } from '../../trial/plan.ts';
import { readEnvironment } from '../environment.ts';
import { openRun } from '../run/index.ts';

/** A trained model that can be kept in a folder. */
export interface SavableModel extends Model {
  /**
   * Keeps the model as a run of one training, which {@link loadModel} and `mimmx export` take.
   *
   * @throws E_RUN_EXISTS if this model is there already, E_RUN_MISMATCH if another run is, and the errors of storage
   */
  save(folder: string): Promise<void>;
}

/** A model with `save`. @param backend name of the backend, for the record */
export const savable = (model: Model, backend: string): SavableModel => ({
  ...model,
  save: (folder) => saveModel(model, folder, backend),
});

async function saveModel(model: Model, folder: string, name: string): Promise<void> {
  const { config: whole, trial, weights, result } = model.source;
  const { method, seed } = trial.tags;
  const { from: _, ...asked } = whole.methods[method]!;
  // A run of this training alone: what it started from is not needed to use it.
  const config = { ...whole, seeds: [seed], methods: { [method]: asked } };
  const [alone] = trialsOf(config);
  const environment = await readEnvironment(model.backend, { name });
  const run = await openRun(folder, config, environment);
  const lease = await run.trials.claim(alone!);
  if (!lease) {
    throw new MimmxError('E_RUN_EXISTS', `${folder} holds this model already. Choose another folder.`);
  }
  try {
    await lease.finish({ ...result, id: alone!.id }, weights);
  } catch (error) {
    await lease.release().catch(() => {});
    throw error;
  }
}
