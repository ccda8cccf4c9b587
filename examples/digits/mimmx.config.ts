import { defineConfig } from '@mimmx/cli';

/**
 * Real digits, two confounders: y = digit ≥ 5; in training and in-distribution test 90 % of the high digits are thick
 * and 90 % are rotated, and the low ones the other way round. Which methods learn the digit, and not the stroke?
 */
export default defineConfig({
  name: 'digits',
  question:
    'Which methods tell high digits from low ones when stroke and rotation agree with them in 90 % of the training images?',
  dataset: 'digits',
  data: {
    task: {
      y: { column: 'digit', positive: '>= 5' },
      z: [
        { factor: 'thickness', strength: 0.9 },
        { factor: 'rotation', strength: 0.9 },
      ],
    },
    split: { train: 7000, test: 3000, seed: 0 },
    augment: { shift: 2 },
  },
  encoder: 'digit-net',
  methods: {
    erm: {},
    'multi-task': {},
    'group-balanced': {},
    'mimm-x': {},
    oracle: {},
  },
  // The rarest group has 36 images: strong weight decay keeps every method from learning them by heart.
  training: { updates: 1200, batchSize: 128, learningRate: 1e-3, schedule: 'cosine', weightDecay: 1 },
});
