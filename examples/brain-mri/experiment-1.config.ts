import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-mri';

/** Age shows as little as a net trained on balanced images could still learn; otherwise nobody needs a shortcut. */
const people = { patients: 4000, size: [32, 32], columns: ['sex', 'age'], effects: { age: 0.4 } };

/**
 * The paper's first experiment on phantoms: y = age group from brain MRI, z1 = sex, z2 = data set. Two cohorts were
 * scanned on different scanners; in training 90 % of the old are men and 90 % of the old are from the second cohort.
 * With real cohorts: `experiment-1-bids.config.ts`.
 */
export default defineConfig({
  name: 'brain-experiment-1',
  question:
    'Is the age group read from the brain, or from sex and scanner, when these agree with it in 90 % of cases?',
  plugins: ['datasets-mri'],
  dataset: {
    name: 'mri-joined',
    options: {
      sets: {
        nako: { source: 'brain-phantom', options: { ...people, fixed: { gain: 0, noise: 0, bias: 0 } } },
        ukb: { source: 'brain-phantom', options: { ...people, fixed: { gain: 1, noise: 1, bias: 1 } } },
      },
    },
  },
  data: {
    task: {
      y: { column: 'age', values: ['young', 'old'] },
      z: [
        { column: 'sex', values: ['F', 'M'], strength: 0.9 },
        { column: 'dataset', values: ['nako', 'ukb'], strength: 0.9 },
      ],
    },
    split: { train: 0.7, test: 0.3, seed: 2 },
    augment: { shift: 2 },
  },
  encoder: 'small-cnn',
  methods: { erm: {}, 'multi-task': {}, 'group-balanced': {}, 'mimm-x': {}, oracle: {} },
  seeds: [2],
  training: { updates: 800, batchSize: 64, learningRate: 1e-3, schedule: 'cosine', weightDecay: 1 },
});
