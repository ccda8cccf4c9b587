import type { Registry } from '@mimmx/core';
import { createDataPool, type ExperimentConfig, fingerprint, loggedStore, trialsOf } from '@mimmx/experiment';
import { type ChosenBackend, openPseudonyms, openRun } from '@mimmx/experiment/node';
import { serveTrials } from '@mimmx/runners/trials';
import { log } from '../log.ts';
import { environmentOf } from './environment.ts';
import { runLoggers } from './loggers.ts';
import type { Place } from './train-and-record.ts';

/** Trains what it is handed of a run that another process has opened and will conclude. Gives the exit status. */
export async function serveRun(
  config: ExperimentConfig,
  registry: Registry,
  chosen: ChosenBackend,
  { path, root, acceptChanges }: Place,
): Promise<number> {
  const names = await openPseudonyms(config.pseudonymise ?? false, root);
  const data = createDataPool(registry, root, names);
  const about = { name: config.name, path };
  const logging = await runLoggers(registry, config.loggers, about, (message) => log.warn(message));
  try {
    const trials = trialsOf(config);
    const { dataset } = await data.open(trials[0]!);
    const run = await openRun(path, config, await environmentOf(chosen, config.plugins, root), {
      data: fingerprint(dataset),
      acceptChanges,
    });
    const store = loggedStore(run.trials, logging.loggers);
    return await serveTrials(trials, { registry, backend: chosen.backend, store, data });
  } finally {
    await logging.close();
    await data.close();
  }
}
