import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-cxr';

const folder = `${process.env.MIMMX_TEST_DATA ?? 'data'}/nih1000`;

/**
 * Sex from a radiograph, five folds by patient, every image as found: can the net of the other examples see what it is
 * asked for? `node --conditions=@mimmx/source examples/folds.ts examples/chest-xray/nih-sex-folds.config.ts`
 */
export default defineConfig({
  name: 'nih-sex-folds',
  question: 'How well is sex read from the radiographs of patients who were not trained on?',
  plugins: ['datasets-cxr'],
  dataset: {
    name: 'nih',
    options: {
      table: `${folder}/Data_Entry_2017_subset.csv`,
      images: `${folder}/png64`,
      image: { size: 64 },
      normalise: 'data-set',
    },
  },
  data: {
    task: { y: { column: 'sex', values: ['F', 'M'] }, z: [{ column: 'view', values: ['PA', 'AP'] }] },
    split: { folds: 5, fold: 0 },
    train: 'natural',
    shifts: { heldOut: 'natural' },
    prevalence: 'found',
    augment: { shift: 3 },
  },
  encoder: 'small-cnn',
  methods: { erm: {} },
  training: { updates: 400, batchSize: 32, learningRate: 1e-3 },
});
