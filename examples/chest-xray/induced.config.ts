import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-cxr';

/**
 * The paper's chest X-ray experiment with induced sex and age, on phantoms: in training 90 % of the images with an
 * effusion are of men and 90 % are of the old. With real X-rays: `nih-induced.config.ts`.
 */
export default defineConfig({
  name: 'chest-induced',
  question: 'Is the effusion seen, or are sex and age, when these agree with it in 90 % of cases?',
  plugins: ['datasets-cxr'],
  dataset: { name: 'chest-phantom', options: { images: 6000, size: 32, conspicuity: 0.2 } },
  data: {
    task: {
      y: { column: 'effusion', values: ['no effusion', 'effusion'] },
      z: [
        { column: 'sex', values: ['F', 'M'], strength: 0.9 },
        { column: 'age', values: { young: '<= 50', old: '>= 60' }, strength: 0.9 },
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
