import { restoreSnapshot } from '@mimmx/core';
import { shiftBy } from '@mimmx/data';
import type { ImageTable, MinibatchSettings } from '../image-model/images.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import type { ImageShape } from '../image-model/shape.ts';
import { calibrate } from '../predictors/calibrate.ts';
import { type CnnPredictorSettings, createCnnPredictor } from '../predictors/cnn.ts';
import type { Predictor } from '../predictors/predictor.ts';
import { trainPredictor } from '../predictors/train.ts';
import { pieceTrial, streamOf } from './piece.ts';
import type { StudyConfig, StudyContext, StudyTables } from './settings.ts';
import { trainPiece } from './train-piece.ts';

export interface PredictorPiece {
  readonly name: string;
  readonly network: Pick<CnnPredictorSettings, 'kernel' | 'channels' | 'hidden'>;
  /** The rows to learn from. */
  readonly table: ImageTable;
  /** Which of the training rows these are, where they are not all. */
  readonly rows?: Readonly<Record<string, unknown>>;
}

/** Trains, or finds, one convolutional predictor of a study. */
export async function predictorPiece(
  { name, network, table, rows = {} }: PredictorPiece,
  { data, graph, validation }: StudyTables,
  { seed, predictorUpdates: updates, predictorShift: shift }: StudyConfig,
  context: StudyContext,
  encoding: ParentEncoding,
): Promise<{ readonly predictor: Predictor; readonly id: string }> {
  const { backend } = context;
  const stream = streamOf(seed, `predictor ${name}`);
  const predictor = createCnnPredictor({
    ...network,
    shape: table.shape,
    attributes: encoding.attributes,
    random: stream.fork(),
    name,
  });
  const trial = pieceTrial({
    kind: 'predictor',
    name,
    data,
    options: { graph, ...network, name, ...rows, ...(shift > 0 && { shift }) },
    updates,
    seed,
  });
  const random = stream.fork();
  const piece = await trainPiece(
    trial,
    async () => ({
      trainable: trainPredictor(
        {
          ...{ predictor, table, encoding, backend, random },
          ...(shift > 0 && { augment: shifted(table.shape, shift) }),
        },
        { updates },
      ),
      random,
      async conclude() {
        await calibrate(predictor, validation ?? table, backend);
        return { rows: [], notes: [], variables: predictor.variables };
      },
    }),
    context,
  );
  restoreSnapshot(predictor.variables, piece.weights.variables);
  return { predictor, id: trial.id };
}

/** The border is repeated, since pixels on −1 to 1 have no 0 to fill with. */
function shifted(shape: ImageShape, most: number): NonNullable<MinibatchSettings['augment']> {
  const shift = shiftBy(most, 'repeat');
  return (pixels, random) => {
    shift(pixels, shape, random);
    return pixels;
  };
}
