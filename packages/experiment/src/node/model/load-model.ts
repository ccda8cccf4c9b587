import { MimmxError, type Registry, suggest } from '@mimmx/core';
import { type ExperimentConfig, resolveConfig } from '../../config.ts';
import { type Model, openModel } from '../../model/index.ts';
import { trialsOf } from '../../trial/plan.ts';
import type { Trial } from '../../trial/trial.ts';
import { findPlugins } from '../find-plugins.ts';
import { loadFound } from '../load-plugins.ts';
import { requireTrusted } from '../plugin-trust.ts';
import { runState } from '../run/index.ts';
import { folderTrials } from '../trials/index.ts';
import { backendOf, type EngineOptions, pluginsOf, registryOf } from './engine.ts';
import { type SavableModel, savable } from './saved-model.ts';

/** Which of a run's models. */
export interface WhichModel {
  /** Name of the method in the run; may be left out if there is one only. */
  readonly method?: string;
  /** The first of the run if absent. */
  readonly seed?: number;
}

/** How a model is loaded. */
export interface LoadModelOptions extends WhichModel, EngineOptions {
  /** In place of plugins. */
  readonly registry?: Registry;
  /** Further plugins, by name or path, that the run may name and that are then run. */
  readonly allow?: readonly string[];
}

/** The trainings of a run, and its configuration. @throws E_NOT_A_RUN, E_RUN_FORMAT, E_RUN_DAMAGED */
export async function runTrialsOf(folder: string): Promise<{
  readonly config: ExperimentConfig;
  readonly trials: readonly Trial[];
  /** Name of the backend that it was begun on. */
  readonly backend: string | null;
}> {
  const state = await runState(folder);
  if (state.found === 'nothing') {
    throw new MimmxError('E_NOT_A_RUN', `There is no run in ${folder}. Give the folder of a run.`);
  }
  const config = resolveConfig(state.config);
  return { config, trials: trialsOf(config), backend: state.backend };
}

/** The training that is meant. @throws E_UNKNOWN_NAME */
function chosen(trials: readonly Trial[], folder: string, { method, seed }: WhichModel): Trial {
  const methods = [...new Set(trials.map(({ tags }) => tags.method))];
  const name = method ?? (methods.length === 1 ? methods[0]! : undefined);
  if (name === undefined) {
    throw new MimmxError('E_UNKNOWN_NAME', `${folder} has ${methods.join(', ')}. Say which method.`);
  }
  if (!methods.includes(name)) {
    throw new MimmxError('E_UNKNOWN_NAME', `${folder} has no method "${name}". ${suggest(name, methods)}`);
  }
  const own = trials.filter(({ tags }) => tags.method === name);
  const found = seed === undefined ? own[0] : own.find(({ tags }) => tags.seed === seed);
  if (found) return found;
  const seeds = own.map(({ tags }) => tags.seed).join(', ');
  throw new MimmxError('E_UNKNOWN_NAME', `${folder} has no seed ${seed} of "${name}". It has ${seeds}.`);
}

/**
 * The model of one training of a run, with plugins and backend at hand.
 *
 * @throws E_MODEL if it is not trained to the end, or cannot be made again
 */
export async function openTrained(
  folder: string,
  { config, trial }: { readonly config: ExperimentConfig; readonly trial: Trial },
  setting: Parameters<typeof openModel>[1],
): Promise<Model> {
  const store = folderTrials(folder);
  const [weights, result] = [await store.weights(trial.id), await store.result(trial.id)];
  const { method, seed } = trial.tags;
  if (!weights || !result) {
    throw new MimmxError(
      'E_MODEL',
      `${folder} has no trained model of "${method}" (seed ${seed}) yet. Train it to the end: mimmx train --resume.`,
    );
  }
  return openModel({ config, trial, weights, result }, setting);
}

/**
 * Loads a trained model from a run's folder, or from one that `save` wrote. No data set is opened. The folder may be a
 * stranger's: of the plugins that it names, only packages of the project are loaded that call themselves plugins of
 * mimmx, and those of `allow`.
 *
 * @throws E_NOT_A_RUN, E_UNKNOWN_NAME, E_MODEL, E_CHECKPOINT if a file was altered, E_PLUGIN_…
 *
 * @example
 * const model = await loadModel('runs/first', { method: 'mimm-x' });
 * const { values, classes } = await model.predict(pixels);
 */
export async function loadModel(folder: string, options: LoadModelOptions = {}): Promise<SavableModel> {
  const { config, trials, backend: recorded } = await runTrialsOf(folder);
  const trial = chosen(trials, folder, options);
  const registry = options.registry ?? registryOf(await allPlugins(folder, config.plugins, options));
  const known = registry.list('backend').some(({ definition }) => definition.name === recorded);
  const { name, backend } = await backendOf(
    registry,
    options.backend ?? (known && recorded !== null ? recorded : undefined),
  );
  return savable(await openTrained(folder, { config, trial }, { registry, backend }), name);
}

/** The plugins given, or those installed and those that the run names; a data set's is not needed to predict. */
async function allPlugins(folder: string, named: readonly string[], options: LoadModelOptions) {
  const common = await pluginsOf(options);
  if (options.plugins) return common;
  const others = named.filter(
    (name) => !common.some((plugin) => [name, `@mimmx/${name}`].includes(plugin.name)),
  );
  const { from = process.cwd(), allow = [] } = options;
  const found = findPlugins(others, from);
  requireTrusted(found, {
    source: `Run ${folder}`,
    allowed: allow,
    from,
    installed: [from],
    how: (name) => `If you trust it, say so: loadModel(…, { allow: [${JSON.stringify(name)}] }).`,
  });
  return [...common, ...(await Promise.all(found.map((one) => loadFound(one))))];
}
