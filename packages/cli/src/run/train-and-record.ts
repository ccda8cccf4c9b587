import type { Registry } from '@mimmx/core';
import {
  type ExperimentConfig,
  type ExperimentSetting,
  loggedStore,
  runExperiment,
  type Summary,
} from '@mimmx/experiment';
import { type ChosenBackend, openPseudonyms, openRun, type Run } from '@mimmx/experiment/node';
import { log } from '../log.ts';
import { makeMaps } from '../model/make-maps.ts';
import { showProgress } from '../progress/index.ts';
import { environmentOf } from './environment.ts';
import type { Interruption } from './interrupt.ts';
import { runLoggers } from './loggers.ts';

/** Where a run is, and what it starts from. */
export interface Place {
  readonly path: string;
  /** Folder that relative paths of the data set start from. */
  readonly root: string;
  readonly acceptChanges: boolean;
  /** Whether maps are made at the end. */
  readonly maps?: boolean;
}

/** Trains every trial of a config with `run`, and writes the record. A run that fails before anything is trained leaves no folder. */
export async function trainAndRecord(
  config: ExperimentConfig,
  registry: Registry,
  chosen: ChosenBackend,
  { path, root, acceptChanges, maps = false }: Place,
  interruption: Interruption,
  run: NonNullable<ExperimentSetting['run']>,
): Promise<Summary> {
  const progress = showProgress();
  const environment = await environmentOf(chosen, config.plugins, root);
  const names = await openPseudonyms(config.pseudonymise ?? false, root);
  const logging = await runLoggers(registry, config.loggers, { name: config.name, path }, (message) =>
    progress.onProgress({ kind: 'data', message }),
  );
  let opened: Run | null = null;
  try {
    return await runExperiment(config, {
      registry,
      backend: chosen.backend,
      names,
      open: async ({ data, trials, original }) => {
        interruption.listen();
        if (names)
          log.info(`Pseudonyms: the table that leads back is ${await names.keep(original, config.name)}`);
        opened = await openRun(path, config, environment, { data, acceptChanges });
        // A finished trial is not trained again: so its weights have to be what they were.
        for (const { id } of trials) await opened.trials.weights(id);
        return { ...opened, trials: loggedStore(opened.trials, logging.loggers) };
      },
      root,
      run: async (trials, setting) => {
        const results = await run(trials, setting);
        // What follows is made again from what is kept, and may be ended at any moment.
        interruption.release();
        return results;
      },
      ...(maps && {
        after: ({ data, trials }) =>
          makeMaps({
            ...{ run: path, config, trials, registry, backend: chosen.backend, data },
            say: (message) => progress.onProgress({ kind: 'data', message }),
          }),
      }),
      onProgress: progress.onProgress,
      signal: interruption.signal,
    });
  } catch (error) {
    await (opened as Run | null)?.clear();
    throw error;
  } finally {
    await logging.close();
    progress.end();
  }
}
