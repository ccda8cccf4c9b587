import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-cxr';

const folder = `${process.env.MIMMX_TEST_DATA ?? 'data'}/nih1000`;

/**
 * The same X-rays with one synthetic marker: a notch in the spatial frequencies goes with any finding in 90 % of the
 * training images; sex and view are correlated with it as found.
 */
export default defineConfig({
  name: 'nih-marker',
  question: 'Is the finding seen, or the notch that was put on the images that have one?',
  plugins: ['datasets-cxr'],
  dataset: {
    name: 'chexpert',
    options: {
      table: `${folder}/chexpert_format.csv`,
      images: `${folder}/..`,
      image: { size: 64 },
      normalise: 'data-set',
      markers: ['notch'],
    },
  },
  data: {
    task: {
      y: { column: 'abnormal', values: ['no finding', 'finding'] },
      z: [
        { factor: 'notch', strength: 0.9 },
        { column: 'sex', values: ['F', 'M'] },
        { column: 'view', values: ['PA', 'AP'] },
      ],
    },
    split: { train: 0.7, test: 0.3 },
    augment: { shift: 3 },
  },
  encoder: 'small-cnn',
  methods: { erm: {}, 'multi-task': {}, 'group-balanced': {}, 'mimm-x': {}, oracle: {} },
  // As developed on phantoms; nothing was chosen on these images.
  training: { updates: 400, batchSize: 32, learningRate: 1e-3, schedule: 'cosine', weightDecay: 1 },
});
