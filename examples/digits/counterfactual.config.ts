import { defineGenerator } from '@mimmx/cli';

/**
 * Real digits whose stroke and ink can be set: what would this digit look like, had its stroke been thick, its ink faint,
 * or it been a high digit? The training set is balanced, so that an intervention on one attribute drags no other along.
 */
export default defineGenerator({
  name: 'digits-counterfactual',
  question: 'What would a digit look like with another stroke, other ink, or as a digit from the other half?',
  dataset: 'digits',
  data: {
    task: {
      y: { column: 'digit', positive: '>= 5' },
      z: [
        { factor: 'thickness', strength: 0.9 },
        { factor: 'intensity', strength: 0.9 },
      ],
    },
    split: { train: 7000, test: 3000, seed: 0 },
    train: 'balanced',
    shifts: { balanced: 'balanced' },
    sizes: { train: 4000, balanced: 600 },
  },
  training: { updates: 600 },
  predictorUpdates: 200,
  predictorShift: 2,
  tunings: {
    soft: {
      targets: 'soft',
      updates: 120,
      learningRate: 2e-3,
      sampling: 'forced',
      multiplierRate: 1,
      damping: 100,
    },
  },
  judges: ['pca-logistic'],
  replicates: 100,
});
