import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-mri';

const images = `${process.env.MIMMX_TEST_DATA ?? 'data'}/lgg-bids`;

/**
 * Tumour in a FLAIR slice, five folds by patient, every slice as found: can the net of `lgg.config.ts` see what it is
 * asked for? `node --conditions=@mimmx/source examples/folds.ts examples/brain-mri/lgg-tumour-folds.config.ts`
 */
export default defineConfig({
  name: 'lgg-tumour-folds',
  question: 'How well is a tumour seen in the slices of patients who were not trained on?',
  plugins: ['datasets-mri'],
  dataset: {
    name: 'bids',
    options: { images, suffix: 'FLAIR', slices: { axis: 'axial', labels: { file: 'slices.tsv' } } },
  },
  data: {
    task: {
      y: { column: 'tumor', values: { 'no tumour': 0, tumour: 1 }, name: 'tumour' },
      z: [{ column: 'site', values: { other: '!= DU', DU: 'DU' } }],
    },
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
