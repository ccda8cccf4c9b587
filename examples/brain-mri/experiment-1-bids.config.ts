import { defineConfig } from '@mimmx/cli';
import type {} from '@mimmx/datasets-mri';

const { UKB_BIDS = 'ukb', NAKO_BIDS = 'nako' } = process.env;

/** T1-weighted volumes brought to 4 mm, [48, 56, 48] voxels. Give both cohorts columns `sex` (F, M) and `age`. */
const cohort = (images: string) => ({
  source: 'bids' as const,
  options: {
    images,
    suffix: 'T1w',
    columns: { sex: {}, age: { kind: 'number', unit: 'years' } },
    image: { spacing: 4, size: [48, 56, 48], normalise: { percentile: [1, 99] }, mask: 'otsu' },
  },
});

/**
 * The paper's first experiment on two BIDS data sets of your own: y = young or old, z1 = sex, z2 = data set.
 *
 *     UKB_BIDS=/data/ukb NAKO_BIDS=/data/nako mimmx train examples/brain-mri/experiment-1-bids.config.ts
 */
export default defineConfig({
  name: 'brain-experiment-1-bids',
  question:
    'Is the age group read from the brain, or from sex and cohort, when these agree with it in 90 % of cases?',
  plugins: ['datasets-mri'],
  dataset: { name: 'mri-joined', options: { sets: { nako: cohort(NAKO_BIDS), ukb: cohort(UKB_BIDS) } } },
  data: {
    task: {
      y: { column: 'age', values: { young: '<= 51', old: '>= 58' }, name: 'age group' },
      z: [
        { column: 'sex', values: ['F', 'M'], strength: 0.9 },
        { column: 'dataset', values: ['nako', 'ukb'], strength: 0.9 },
      ],
    },
    split: { train: 0.7, test: 0.3 },
  },
  encoder: 'resnet-10-3d',
  methods: { erm: {}, 'group-balanced': {}, 'mimm-x': {}, oracle: {} },
  training: { updates: 2000, batchSize: 16, learningRate: 1e-4 },
});
