import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-mri';

const images = `${process.env.MIMMX_TEST_DATA ?? 'data'}/lgg-bids`;

/**
 * Tumour in a FLAIR slice of TCGA-LGG, with the hospital as confounder: in training 80 % of the slices with tumour are
 * from Duke (DU), and 80 % of those without are from elsewhere. Split by patient. The data set is 110 patients in
 * BIDS (see docs/bids.md of datasets-mri); give its folder's parent as MIMMX_TEST_DATA.
 */
export default defineConfig({
  name: 'brain-lgg',
  question: 'Is the tumour read from the slice, or from the hospital that scanned it?',
  plugins: ['datasets-mri'],
  dataset: {
    name: 'bids',
    options: {
      images,
      suffix: 'FLAIR',
      slices: { axis: 'axial', labels: { file: 'slices.tsv' } },
    },
  },
  data: {
    task: {
      y: { column: 'tumor', values: { 'no tumour': 0, tumour: 1 }, name: 'tumour' },
      z: [{ column: 'site', values: { other: '!= DU', DU: 'DU' }, strength: 0.8 }],
    },
    split: { train: 0.7, test: 0.3 },
    augment: { shift: 3 },
  },
  encoder: 'small-cnn',
  methods: { erm: {}, 'multi-task': {}, 'group-balanced': {}, 'mimm-x': {}, oracle: {} },
  // As developed on phantoms; nothing was chosen on these images.
  training: { updates: 400, batchSize: 32, learningRate: 1e-3, schedule: 'cosine', weightDecay: 1 },
});
