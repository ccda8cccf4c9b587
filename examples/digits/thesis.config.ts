import { defineConfig, type MethodOptions } from '@mimmx/cli';

/** L = CE + λα MI, MI the mean of the three pairs: 2/3 · (mean over z + 1/2 · MI of the pair z0, z1). */
const thesis = (
  scaled: boolean,
  corrected: boolean,
): { readonly method: 'mimm-x'; readonly options: MethodOptions['mimm-x'] } => ({
  method: 'mimm-x',
  options: {
    primaryWidth: 2,
    confounderWidth: 2,
    standardise: false,
    expectation: 'marginal',
    sampling: 'uniform',
    confounderLoss: 2,
    pairs: 0.5,
    lambda: 2 / 3,
    normsAt: 'parameters',
    freshBatches: true,
    estimatorSteps: 4,
    balancer: scaled ? 'gradient-ratio' : 'constant',
    estimator: {
      name: 'mine',
      options: { critic: 'concatenated', hidden: [400, 400, 400], emaRate: corrected ? 0.9 : 1 },
    },
  },
});

/**
 * The multi-confounder thesis's digit experiments (Stuttgart, 2024, Morpho-MNIST): its baseline and E1 to E4, on real
 * digits. What differs from the thesis, and what it published, stands in benchmarks/thesis.ts, which trains this config.
 */
export default defineConfig({
  name: 'digits-thesis',
  question: 'What do the scale α and the corrected gradient of MINE each contribute?',
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
  },
  encoder: 'digit-net',
  methods: {
    'baseline (no MI)': { method: 'multi-task', options: { primaryWidth: 2 } },
    'E1: no scaling, plain gradient': thesis(false, false),
    'E2: scaling and corrected gradient': thesis(true, true),
    'E3: scaling': thesis(true, false),
    'E4: corrected gradient': thesis(false, true),
  },
  training: { updates: 2000, batchSize: 128, learningRate: 1e-3 },
});
