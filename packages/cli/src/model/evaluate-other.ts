import { existsSync } from 'node:fs';
import { MimmxError } from '@mimmx/core';
import { evaluateModel, externalResult, externalSummary } from '@mimmx/experiment';
import { externalFolder, readEnvironment, writeExternal } from '@mimmx/experiment/node';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { includedVersions } from '../run/registry.ts';
import { plural } from '../sweep/words.ts';
import { summaryTable } from '../table/summary-table.ts';
import { version } from '../version.ts';
import { classMapping } from './class-mapping.ts';
import { readOther, withOther } from './other-data.ts';
import { preparationNotes } from './preparation.ts';
import { runModels } from './run-models.ts';

/** What `mimmx evaluate RUN --data` was given. */
export interface EvaluateOtherOptions {
  readonly run: string;
  readonly data: string;
  readonly name?: string | undefined;
  readonly map: readonly string[];
  readonly set: readonly string[];
  readonly backend?: string | undefined;
  readonly root?: string | undefined;
  readonly overwrite: boolean;
  readonly json: boolean;
  /** Plugins that may be loaded, with commas between. */
  readonly plugins?: string | undefined;
}

/**
 * Tests every model of a run on all rows of other data, prints the table, and keeps the results beside the run.
 *
 * @throws E_OPTION if the other config names no y; E_RUN_EXISTS if results of that name are there; E_CLASSES, E_MODEL,
 *   and the errors of data and plugins
 */
export async function evaluateOther(options: EvaluateOtherOptions): Promise<number> {
  const { run, data } = options;
  const other = await readOther(data, options.set);
  const { y, z } = other.task;
  if (!y) {
    throw new MimmxError(
      'E_OPTION',
      `Config ${data} does not say what y is there: give data.task.y. Images without labels are for mimmx predict.`,
    );
  }
  const name = options.name ?? other.name;
  const classes = classMapping(options.map);
  const folder = externalFolder(run, name);
  if (existsSync(folder) && !options.overwrite) {
    throw new MimmxError(
      'E_RUN_EXISTS',
      `${folder} holds results already. Replace them with --overwrite, or give these another --name.`,
    );
  }
  const models = await runModels({
    run,
    backend: options.backend,
    root: options.root ?? other.folder,
    allowed: options.plugins,
    other,
  });
  log.info(`Testing ${plural(models.trials.length, 'model')} of ${run} on "${other.dataset.name}", all rows`);
  const summary = await withOther(
    models.registry,
    other,
    async (dataset) => {
      let prepared: readonly string[] = [];
      const judged = await models.each(async (model) => {
        prepared = preparationNotes(models.registry, model.card.resolved.dataset, other.dataset);
        const evaluation = await evaluateModel(model, { dataset, task: { y, z } }, { name, classes });
        log.info(`${model.method} (seed ${model.seed}): ${plural(evaluation.set.rows.length, 'image')}`);
        return { source: model.source, evaluation };
      });
      const about = { name, dataset, datasetName: other.dataset.name, classes, notes: prepared };
      const whole = externalSummary(judged, about);
      const { backend } = models;
      await writeExternal(run, {
        summary: whole,
        results: judged.map(externalResult),
        config: { name, plugins: other.plugins, dataset: other.dataset, data: { task: other.task }, classes },
        environment: await readEnvironment(backend, {
          name: models.backendName,
          versions: { '@mimmx/cli': version, ...includedVersions() },
        }),
      });
      return whole;
    },
    models.names,
  );
  if (options.json) printJson(summary);
  else print(`\n${summaryTable(summary)}\nResults: ${folder}\n`);
  for (const note of summary.notes) log.info(`Note: ${note}`);
  return 0;
}
