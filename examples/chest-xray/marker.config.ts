import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-cxr';

/**
 * One synthetic marker beside natural correlations, on phantoms: text in the corner goes with the effusion in 95 % of
 * the training images, and the view (AP at the bedside) goes with it in 70 % of all images, as found. `notch` and
 * `device` are the other markers. With real X-rays: `nih-marker.config.ts`.
 */
export default defineConfig({
  name: 'chest-marker',
  question: 'Is the effusion seen, or the text in the corner and the view that sick patients get?',
  plugins: ['datasets-cxr'],
  dataset: {
    name: 'chest-phantom',
    options: {
      images: 6000,
      size: 32,
      settable: ['scanner', 'site'],
      natural: { view: 0.7 },
      markers: ['text'],
      conspicuity: 0.2,
    },
  },
  data: {
    task: {
      y: { column: 'effusion', values: ['no effusion', 'effusion'] },
      z: [
        { factor: 'text', strength: 0.95 },
        { column: 'view', values: ['PA', 'AP'] },
        { column: 'sex', values: ['F', 'M'] },
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
