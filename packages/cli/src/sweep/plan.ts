import type { Registry } from '@mimmx/core';
import { type ExperimentConfig, planSweep } from '@mimmx/experiment';
import { openSweep, type SweepFolder, writePlan } from '@mimmx/experiment/node';
import { log } from '../log.ts';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { askedThreads, useThreads } from '../run/threads.ts';
import { origin } from './do-trial.ts';
import type { SweepConfigFile } from './place.ts';
import { plural } from './words.ts';

/** Whether plugins take their options; a misspelt one should be found before the first hour of a sweep. */
const pluginCheck = (registry: Registry) => (config: ExperimentConfig) => {
  registry.check('dataset', config.dataset.name, config.dataset.options);
  registry.check('encoder', config.encoder.name, config.encoder.options);
  for (const [name, { method, options }] of Object.entries(config.methods))
    registry.check('method', method ?? name, options);
};

/** Writes the plan of a config, or writes it again. @throws E_OPTION, E_AXIS, E_SWEEP_SIZE, E_NOT_A_SWEEP, … */
export async function planConfig(given: SweepConfigFile): Promise<SweepFolder> {
  const { config, sweep, root, path, naming } = given;
  const names = Array.isArray(config.plugins) ? config.plugins.filter((one) => typeof one === 'string') : [];
  const registry = await commandRegistry(names, root, naming);
  const { base, axes, trials } = planSweep(config, sweep, pluginCheck(registry));
  const threads = await threadsOf(given);
  useThreads(threads);
  const chosen = await setUpBackend(registry, base.backend);
  const here = await origin(chosen, base.plugins, root);
  await writePlan(
    path,
    {
      name: base.name,
      threads,
      root,
      base,
      axes,
      folds: sweep.folds ?? null,
      best: sweep.best,
      leases: sweep.leases,
      total: trials.length,
      ...here,
    },
    trials,
  );
  log.info(`Planned ${plural(trials.length, 'trial')} in ${path}`);
  return openSweep(path);
}

/** Threads of each training: what the sweep was begun with, else the engine's cores a task, else one. */
async function threadsOf({ path, engine }: SweepConfigFile): Promise<number> {
  const { cpus } = engine.options;
  const wanted = typeof cpus === 'number' ? cpus : askedThreads();
  const begun = await openSweep(path).catch(() => null);
  if (begun && wanted !== undefined && wanted !== begun.head.threads) {
    log.info(
      `${path} goes on with ${plural(begun.head.threads, 'thread')} a training, as it was begun; for ${wanted} choose another folder with --out`,
    );
  }
  return begun?.head.threads ?? wanted ?? 1;
}
