import { defineGenerator } from '@mimmx/cli';
import type {} from '@mimmx/datasets-cxr';

const folder = `${process.env.MIMMX_TEST_DATA ?? 'data'}/nih1000`;

/** A multiplier that comes up within so few updates: docs/decisions/0017. */
const tuning = {
  updates: 150,
  batchSize: 32,
  learningRate: 2e-3,
  beta: 3,
  sampling: 'forced',
  multiplierRate: 1,
  damping: 100,
  pixelNoise: 0.1,
} as const;

/**
 * A thousand real chest films of NIH ChestX-ray14 at 64 × 64: what would they look like of the other sex, in the other
 * view, or with another finding? View and sex are plainly visible (AUC .97 and .86), the finding hardly (.62), so that it
 * has the most room to be amplified. Eight hundred films are soon known by heart, so soft targets come from predictors that
 * have not seen the patient. No mirroring: the heart lies left. A changed "sex" is a stratum of this model and
 * not a truth about a person. Give the folder that has `nih1000` as MIMMX_TEST_DATA; `--set data.split.fold=1` and so on
 * for the other folds.
 */
export default defineGenerator({
  name: 'nih-counterfactual',
  question: 'What does an intervention on sex, view or finding do to the other two?',
  plugins: ['datasets-cxr'],
  dataset: {
    name: 'nih',
    options: {
      table: `${folder}/Data_Entry_2017_subset.csv`,
      images: `${folder}/png64`,
      image: { size: 64 },
      normalise: 'none',
    },
  },
  data: {
    task: {
      y: { column: 'abnormal', values: ['no finding', 'finding'] },
      z: [
        { column: 'sex', values: ['F', 'M'], strength: 'natural' },
        { column: 'view', values: ['PA', 'AP'], strength: 'natural' },
      ],
    },
    split: { folds: 5, fold: 0, seed: 1 },
    train: 'natural',
    prevalence: 'found',
    shifts: { natural: 'natural' },
  },
  model: { name: 'vae', options: { latent: 32 } },
  training: { updates: 900, batchSize: 32, beta: 3, weightDecay: 0.05 },
  predictorUpdates: 250,
  predictorShift: 3,
  crossFit: 5,
  tunings: { hard: { targets: 'hard', ...tuning }, soft: { targets: 'soft', ...tuning } },
  // With all of the pixel's residual, what a tuning adds to both means cancels, and nothing is seen of it.
  pixelNoise: 0.1,
  replicates: 500,
});
