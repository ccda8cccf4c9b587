import { defineConfig } from '@mimmx/cli';

/**
 * Eight confounders at once, each agreeing with y in 90 % of the training images: 512 groups, most of them without an
 * image. Take lines out to have fewer; benchmarks/results/digits.md has results from one to eight.
 */
export default defineConfig({
  name: 'digits-eight',
  question: 'What is left of y when eight confounders agree with it?',
  dataset: 'digits',
  data: {
    task: {
      y: { column: 'digit', positive: '>= 5' },
      z: [
        { factor: 'thickness', strength: 0.9 },
        { factor: 'rotation', strength: 0.9 },
        { factor: 'corner', strength: 0.9 },
        { factor: 'intensity', strength: 0.9 },
        { factor: 'blur', strength: 0.9 },
        { factor: 'position', strength: 0.9 },
        { factor: 'shutter', strength: 0.9 },
        { factor: 'ruler', strength: 0.9 },
      ],
    },
    split: { train: 7000, test: 3000, seed: 0 },
    augment: { shift: 2 },
  },
  encoder: 'digit-net',
  methods: { erm: {}, 'group-balanced': {}, 'mimm-x': {} },
  training: { updates: 1500, batchSize: 128, learningRate: 1e-3, weightDecay: 1, schedule: 'cosine' },
});
