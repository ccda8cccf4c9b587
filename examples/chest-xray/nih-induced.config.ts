import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-cxr';

const folder = `${process.env.MIMMX_TEST_DATA ?? 'data'}/nih1000`;

/**
 * A thousand real X-rays of NIH ChestX-ray14: y = sex, which is plainly visible, with view and age as induced
 * confounders. Give the folder that has `nih1000` as MIMMX_TEST_DATA; for the whole of ChestX-ray14 change `table` and
 * `images` (docs/nih.md of datasets-cxr).
 */
export default defineConfig({
  name: 'nih-induced',
  question: 'Is sex read from the anatomy, or from the view and the age that go with it in training?',
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
    task: {
      y: { column: 'sex', values: ['F', 'M'] },
      z: [
        { column: 'view', values: ['PA', 'AP'], strength: 0.7 },
        { column: 'age', values: { 'up to 60': '<= 60', 'over 60': '> 60' }, strength: 0.6 },
      ],
    },
    split: { train: 0.6, test: 0.4 },
    augment: { shift: 3 },
  },
  encoder: 'small-cnn',
  methods: { erm: {}, 'multi-task': {}, 'group-balanced': {}, 'mimm-x': {}, oracle: {} },
  // As developed on phantoms; nothing was chosen on these images.
  training: { updates: 400, batchSize: 32, learningRate: 1e-3, schedule: 'cosine', weightDecay: 1 },
});
