import { MimmxError } from '@mimmx/core';
import { countImages, type ImageTable, rowsOfTable } from '../image-model/images.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import { outputsOf, type Predictions, predictAll } from '../predictors/predictor.ts';
import { streamOf } from './piece.ts';
import { predictorPiece } from './predictor-piece.ts';
import { PREDICTORS, type StudyConfig, type StudyContext, type StudyTables } from './settings.ts';

/** Outputs on images by predictors that have not seen the patient, and the trials of those. */
export interface CrossFitted {
  readonly outputs: Predictions;
  readonly ids: readonly string[];
}

/**
 * Cross-fitting (Chernozhukov et al., 2018): patients are dealt into folds, and the images of each are read by a
 * predictor that was trained on the others. What it knows by heart cannot go into soft targets.
 *
 * @param table complete rows
 * @throws E_OPTION if there are fewer patients than folds
 */
export async function crossFit(
  table: ImageTable,
  tables: StudyTables,
  config: StudyConfig,
  context: StudyContext,
  encoding: ParentEncoding,
): Promise<CrossFitted> {
  const { crossFit: folds, seed } = config;
  const fold = deal(table, folds, seed);
  const outputs = Object.fromEntries(
    encoding.attributes.map((attribute) => [
      attribute.name,
      new Float64Array(fold.length * outputsOf(attribute)),
    ]),
  );
  const ids: string[] = [];
  for (let k = 0; k < folds; k++) {
    const [others, own] = [rowsWhere(fold, (of) => of !== k), rowsWhere(fold, (of) => of === k)];
    const { predictor, id } = await predictorPiece(
      {
        name: `without fold ${k + 1} of ${folds}`,
        network: PREDICTORS.own!,
        table: rowsOfTable(table, others),
        rows: { folds, without: k },
      },
      tables,
      config,
      context,
      encoding,
    );
    ids.push(id);
    const found = await predictAll(predictor, rowsOfTable(table, own), context.backend);
    for (const attribute of encoding.attributes) {
      const width = outputsOf(attribute);
      const values = found[attribute.name]!;
      own.forEach((row, i) => {
        outputs[attribute.name]!.set(values.subarray(i * width, (i + 1) * width), row * width);
      });
    }
  }
  return { outputs, ids };
}

/** The fold of each row, all rows of a patient in one. */
function deal(table: ImageTable, folds: number, seed: number): Int32Array {
  const count = countImages(table);
  const patients = table.patients ?? Int32Array.from({ length: count }, (_, row) => row);
  const different = [...new Set(patients)];
  if (different.length < folds) {
    throw new MimmxError(
      'E_OPTION',
      `crossFit: ${folds} folds need as many patients, and there are ${different.length}. Take fewer folds, or 0.`,
    );
  }
  const order = streamOf(seed, 'folds of predictors').permutation(different.length);
  const of = new Map(Array.from(order, (patient, place) => [different[patient]!, place % folds]));
  return patients.map((patient) => of.get(patient)!);
}

const rowsWhere = (fold: Int32Array, wanted: (fold: number) => boolean): Int32Array =>
  Int32Array.from(fold.keys()).filter((row) => wanted(fold[row]!));
