import { readdir } from 'node:fs/promises';
import { type Backend, MimmxError, type Registry, suggest } from '@mimmx/core';
import type { ExperimentConfig, Model, Trial } from '@mimmx/experiment';
import { type KeyedPseudonyms, openPseudonyms, openTrained, runTrialsOf } from '@mimmx/experiment/node';
import { list } from '../given.ts';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { namedByConfig } from '../run/trust.ts';
import { UsageError } from '../usage-error.ts';
import type { OtherConfig } from './other-data.ts';

/** Which models of which run, and what to compute with. */
export interface RunModelsOptions {
  readonly run: string;
  /** Names with commas between; all if absent. */
  readonly methods?: string | undefined;
  readonly seeds?: string | undefined;
  /** The run's own if absent. */
  readonly backend?: string | undefined;
  /** Folder that plugins are looked for in. */
  readonly root: string;
  /** Plugins that may be loaded, with commas between. */
  readonly allowed: string | undefined;
  /** Other data, whose plugins are loaded, too. */
  readonly other?: Pick<OtherConfig, 'file' | 'program' | 'plugins'>;
}

/** The trained models of a run, one opened at a time. */
export interface RunModels {
  readonly registry: Registry;
  readonly config: ExperimentConfig;
  readonly trials: readonly Trial[];
  readonly backend: Backend;
  readonly backendName: string;
  /** What patients and images are called, if the run asks for pseudonyms. */
  readonly names: KeyedPseudonyms | null;
  /** Opens each model in turn and frees it. */
  each<T>(use: (model: Model) => Promise<T>): Promise<T[]>;
}

/** @throws E_PATH if there is no such folder */
export async function requireFolder(root: string): Promise<void> {
  await readdir(root).catch(() => {
    throw new MimmxError(
      'E_PATH',
      `There is no folder ${root}. Give the folder of the config file as --root.`,
    );
  });
}

/**
 * Opens a run to use its models; its data set is not opened.
 *
 * @throws E_NOT_A_RUN, E_UNKNOWN_NAME for a method that it does not have, E_PLUGIN_…, E_BACKEND_UNAVAILABLE
 */
export async function runModels(options: RunModelsOptions): Promise<RunModels> {
  const { run, root } = options;
  const { config, trials: all, backend: recorded } = await runTrialsOf(run);
  await requireFolder(root);
  const names = list(options.methods);
  const known = Object.keys(config.methods);
  const other = names?.find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new MimmxError('E_UNKNOWN_NAME', `${run} has no method "${other}". ${suggest(other, known)}`);
  }
  const seeds = list(options.seeds);
  const trained = config.seeds.map(String);
  const lost = seeds?.find((seed) => !trained.includes(seed));
  if (lost !== undefined) {
    throw new UsageError(`${run} has no seed ${lost}. It has ${trained.join(', ')}.`);
  }
  const trials = all.filter(
    ({ tags }) => (names?.includes(tags.method) ?? true) && (seeds?.includes(String(tags.seed)) ?? true),
  );
  const { other: data } = options;
  const own = { source: `Run ${run}`, allowed: list(options.allowed) ?? [] };
  const naming = data ? namedByConfig(data, data.plugins, options.allowed) : own;
  const plugins = [...new Set([...config.plugins, ...(data?.plugins ?? [])])];
  const source = data ? `${own.source}, or ${naming.source},` : own.source;
  const registry = await commandRegistry(plugins, root, { ...naming, source });
  const { name, backend } = await setUpBackend(registry, options.backend ?? recorded ?? config.backend);
  return {
    registry,
    config,
    trials,
    backend,
    backendName: name,
    names: await openPseudonyms(config.pseudonymise ?? false, root),
    async each(use) {
      const results = [];
      for (const trial of trials) {
        const model = await openTrained(run, { config, trial }, { registry, backend });
        try {
          results.push(await use(model));
        } finally {
          model.dispose();
        }
      }
      return results;
    },
  };
}
