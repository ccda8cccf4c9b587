import { type Backend, Random, type Registry } from '@mimmx/core';
import {
  createScm,
  describeGraph,
  type GeneratorConfig,
  openStudy,
  type StudyTuning,
  studyOf,
  tablesOf,
} from '@mimmx/counterfactual';
import { generatorRecordOf, writeGeneratorRecord } from '@mimmx/counterfactual/node';
import { createDataPool } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { log } from '../log.ts';
import { amplificationTable } from './amplification-table.ts';
import { requireSameGenerator } from './own-generator.ts';
import { writeGeneratorReport } from './write-report.ts';

export interface TrainGeneratorSetting {
  readonly path: string;
  /** Folder that relative paths of the data set start from. */
  readonly root: string;
  readonly registry: Registry;
  readonly backend: Backend;
  readonly backendName: string;
  readonly signal: AbortSignal;
}

/** Updates between two lines of progress. */
const EVERY = 100;

/**
 * Trains a generator into a folder, or goes on with it: what is trained already costs nothing.
 *
 * @throws E_RUN_EXISTS if the folder holds a generator of another graph or another config
 */
export async function trainGenerator(config: GeneratorConfig, setting: TrainGeneratorSetting) {
  const { path, root, registry, backend, backendName, signal } = setting;
  const pool = createDataPool(registry, root);
  try {
    const opened = await pool.open({ dataset: config.dataset, data: config.data, seed: config.seed });
    const tables = await tablesOf(opened, config);
    const describes = describeGraph({ scm: createScm(tables.graph, { random: new Random(0) }) });
    await requireSameGenerator(path, config, describes);
    const store = folderTrials(path);
    const study = await openStudy(tables, studyOf(config), {
      store,
      backend,
      signal,
      onUpdate: ({ tags, training: { updates } }, step) => {
        if (step % EVERY === 0 || step === updates) log.info(`${tags.method}: ${step} of ${updates} updates`);
      },
    });
    const done: StudyTuning[] = [];
    const names = study.generator.model.train ? ['none'] : ['none', ...Object.keys(config.tunings)];
    for (const name of names) done.push(await study.tune(name));
    const { patientIds } = opened.dataset.table;
    const record = generatorRecordOf({
      config,
      study,
      tables,
      tunings: done,
      backend: backendName,
      patientIds,
    });
    await writeGeneratorRecord(path, record);
    const report = await writeGeneratorReport({ path, record, study, tables, tunings: done, store });
    return {
      report,
      table: amplificationTable(done),
      notes: [study.model.result, ...done.map(({ result }) => result)].flatMap(({ notes, tags }) =>
        notes.map((note) => `${tags.method}: ${note}`),
      ),
    };
  } finally {
    await pool.close();
  }
}
