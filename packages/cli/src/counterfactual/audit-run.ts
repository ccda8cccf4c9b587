import { type Factor, MimmxError, Random, suggest } from '@mimmx/core';
import {
  type Attribute,
  audit,
  auditWarnings,
  completeRows,
  tableOf,
  validityOf,
} from '@mimmx/counterfactual';
import { openGeneratorRun } from '@mimmx/counterfactual/node';
import { createDataPool } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { runModels } from '../model/run-models.ts';
import { type AuditedModel, auditTable } from './audit-table.ts';

export interface AuditRunSetting {
  readonly run: string;
  readonly generator: string;
  readonly tuning?: string | undefined;
  readonly set?: string | undefined;
  readonly method?: string | undefined;
  readonly seed?: string | undefined;
  readonly root: string;
  readonly backend?: string | undefined;
  /** Plugins of the run that may be loaded besides installed ones, as given with `--plugins`. */
  readonly plugins?: string | undefined;
}

/** Resamples behind each interval. */
const REPLICATES = 200;

/** Audits every trained model of a run. @throws E_AUDIT if generator and run do not fit, E_NOT_A_RUN, E_NOT_A_GENERATOR */
export async function auditRun(setting: AuditRunSetting) {
  const { run, root } = setting;
  const models = await runModels({
    run,
    methods: setting.method,
    seeds: setting.seed,
    backend: setting.backend,
    root,
    allowed: setting.plugins,
  });
  const { registry, backend, config } = models;
  const { generator, record, tuning } = await openGeneratorRun(setting.generator, {
    backend,
    tuning: setting.tuning,
  });
  const judged = await folderTrials(setting.generator).result(
    record.tunings.find(({ name }) => name === tuning)!.id,
  );
  const pool = createDataPool(registry, root);
  const found: AuditedModel[] = [];
  const warnings = new Set<string>();
  try {
    await models.each(async (model) => {
      const { prepared, images, dataset } = await pool.open({
        dataset: config.dataset,
        data: config.data,
        seed: model.seed,
      });
      const { splits, task } = prepared;
      const names = Object.keys(splits.shifts);
      const wanted = setting.set ?? (names.includes('balanced') ? 'balanced' : names[0]!);
      const set = splits.shifts[wanted];
      if (!set) {
        throw new MimmxError('E_AUDIT', `${run} has no test set "${wanted}". ${suggest(wanted, names)}`);
      }
      const known = new Set(record.patients);
      const kept = Int32Array.from(
        Array.from(set.rows.keys()).filter(
          (sample) => !known.has(dataset.table.patientIds[set.patients[sample]!]!),
        ),
      );
      if (kept.length < set.rows.length)
        warnings.add(
          `${set.rows.length - kept.length} of ${set.rows.length} images of "${wanted}" are of patients that the generator learned from; they are left out.`,
        );
      if (kept.length === 0) {
        throw new MimmxError(
          'E_AUDIT',
          `The generator learned from every patient of test set "${wanted}". Train it with the run's own data section.`,
        );
      }
      const inGraph = generator.scm.graph.order;
      requireFactors(generator.scm.attributes, [task.y, ...task.z]);
      const table = completeRows(await tableOf(set, task, images, kept), inGraph);
      const rows = await audit({
        generator,
        table,
        target: task.y.name,
        intervene: task.z.map(({ name }) => name).filter((name) => inGraph.includes(name)),
        classify: async (pixels) => (await model.predict(pixels)).values,
        random: new Random(model.seed),
        replicates: REPLICATES,
        request: { pixelNoise: record.pixelNoise },
      });
      for (const row of rows) {
        const validity = judged ? validityOf(judged.rows, row.intervention, task.y.name) : null;
        found.push({ ...row, method: model.method, seed: model.seed, validity });
        for (const warning of auditWarnings(row, task.y.name, validity))
          warnings.add(`${model.method} (seed ${model.seed}): ${warning}`);
      }
    });
  } finally {
    await pool.close();
  }
  return { rows: found, warnings: [...warnings], table: auditTable(found, tuning) };
}

/** Generator and run must mean the same by every attribute. @throws E_AUDIT */
function requireFactors(attributes: Readonly<Record<string, Attribute>>, factors: readonly Factor[]): void {
  const [y] = factors as [Factor];
  if (y.kind !== 'categorical') {
    throw new MimmxError('E_AUDIT', `An audit needs a y of classes, and "${y.name}" is a number.`);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const factor = factors.find((one) => one.name === name);
    const own = attribute.kind === 'categorical' ? attribute.labels.join('|') : 'number';
    const theirs = factor?.kind === 'categorical' ? factor.labels.join('|') : factor ? 'number' : 'nothing';
    if (own === theirs) continue;
    throw new MimmxError(
      'E_AUDIT',
      `"${name}" is ${own} to the generator and ${theirs} to the run. Train the generator with the run's own data section.`,
    );
  }
}
