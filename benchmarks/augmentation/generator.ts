import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Backend } from '@mimmx/core';
import {
  openStudy,
  resolveGenerator,
  type StudyTuning,
  studyOf,
  tableOf,
  tablesOf,
} from '@mimmx/counterfactual';
import { generatorRecordOf, writeGeneratorRecord } from '@mimmx/counterfactual/node';
import { createDataPool, type Trial, type TrialData } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { predictorPiece } from '../../packages/counterfactual/src/study/predictor-piece.ts';
import { PREDICTORS } from '../../packages/counterfactual/src/study/settings.ts';
import { registry } from '../registry.ts';
import { HELD } from '../tuning.ts';
import { type Judged, judge, NOISES } from './judge.ts';
import { drawSheet } from './sheet.ts';

/** One generator of the benchmark: of the training images of these classifiers. */
export interface GeneratorPiece {
  readonly id: string;
  readonly folder: string;
  readonly of: Pick<Trial, 'dataset' | 'data' | 'seed'>;
  readonly updates: number;
  /** Options of the image model `vae`. */
  readonly model: Readonly<Record<string, unknown>>;
  /** `none`, or the targets of a fine-tuning. */
  readonly tuning: string;
}

/** What came of a generator. */
export interface JudgedGenerator extends Judged {
  readonly trainingSeconds: number;
}

/** As for the audit of digits (`audit.ts`). */
const tuningOf = (targets: string) => ({
  [targets]: { ...HELD, targets, updates: 600, learningRate: 1.5e-3, pixelNoise: 0.1 },
});

/** Test images that a generator is judged on. */
const TESTED = 1000;

/** What came of it; null if it is not there yet. */
export function judgedOf({ folder, tuning }: GeneratorPiece): JudgedGenerator | null {
  const file = join(folder, `judged-${tuning}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** Trains a generator into its folder, as `mimmx generator` would, judges it, and draws sheets to look at. */
export async function trainGenerator(
  { folder, of, updates, model: options, tuning }: GeneratorPiece,
  { backend, signal }: { readonly backend: Backend; readonly signal: AbortSignal },
): Promise<void> {
  // Every set is drawn by a stream of its own, so fewer test images leave the training images as they are.
  const data = { ...of.data, shifts: { balanced: 'balanced' as const }, sizes: { balanced: TESTED } };
  const config = resolveGenerator({
    ...{ name: 'augmentation', dataset: of.dataset, data, seed: of.seed, training: { updates } },
    model: { name: 'vae', options },
    ...{ predictorShift: 2, judges: [], replicates: 0 },
    tunings: tuning === 'none' ? {} : tuningOf(tuning),
  });
  const pool = createDataPool(registry, process.cwd());
  try {
    const opened = await pool.open(config);
    requireSame(opened, await pool.open(of));
    const tables = await tablesOf(opened, config);
    const store = folderTrials(folder);
    const context = { store, backend, signal };
    const study = await openStudy(tables, studyOf(config), context);
    const tunings: StudyTuning[] = [];
    for (const name of new Set(['none', tuning])) tunings.push(await study.tune(name));
    const { patientIds } = opened.dataset.table;
    await writeGeneratorRecord(
      folder,
      generatorRecordOf({ config, study, tables, tunings, backend: 'onnx', patientIds }),
    );
    const { prepared, images } = opened;
    const { generator, model } = study;
    const own = {
      name: 'independent',
      network: PREDICTORS['other-network']!,
      table: await tableOf(prepared.balancedTrain(), prepared.task, images),
      rows: { train: 'balanced' },
    };
    const { predictor } = await predictorPiece(own, tables, studyOf(config), context, generator.encoding);
    const judged = await judge(generator, predictor, tables.test, prepared.task, backend);
    for (const noise of NOISES)
      writeFileSync(
        join(folder, `sheet-${tuning}-${noise}.png`),
        await drawSheet(generator, tables.test, opened, noise),
      );
    const trainingSeconds = [model, ...tunings].reduce(
      (sum, { result }) => sum + result.timing.trainingSeconds,
      0,
    );
    const result: JudgedGenerator = { ...judged, trainingSeconds };
    writeFileSync(join(folder, `judged-${tuning}.json`), JSON.stringify(result));
  } finally {
    await pool.close();
  }
}

/** @throws Error if generator and classifiers would learn from other images, or under other labels */
function requireSame(...opened: readonly TrialData[]): void {
  const [a, b] = opened.map(({ prepared: { splits } }) => splits.train);
  for (const part of ['rows', 'y', 'z', 'patients'] as const)
    if (!isDeepStrictEqual(a![part], b![part]))
      throw new Error(`The generator would learn from other training images than the classifiers (${part}).`);
}
