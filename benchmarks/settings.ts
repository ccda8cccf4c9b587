import type { ExperimentInput } from '@mimmx/experiment';

/** How often each confounder agrees with y, by factor of the digits. */
export type Strengths = Readonly<Record<string, number>>;

export const TWO = (strength: number): Strengths => ({ thickness: strength, rotation: strength });

/** The factors in the order in which sweeps over the number of confounders add them. */
export const FACTORS = [
  'thickness',
  'rotation',
  'corner',
  'intensity',
  'blur',
  'position',
  'shutter',
  'ruler',
] as const;

/** The first so many factors, each at 90:10. */
export const FIRST = (count: number): Strengths =>
  Object.fromEntries(FACTORS.slice(0, count).map((name) => [name, 0.9]));

const on =
  (part: 'development' | 'test') =>
  (config: ExperimentInput): ExperimentInput => ({
    ...config,
    dataset: 'benchmark-digits',
    data: { ...config.data, split: { column: 'part', train: ['train'], test: [part] } },
  });

/** A digits config judged on MNIST's test partition: see `mnist.ts`. */
export const judged = on('test');

/** The same training judged on the development digits: for choosing. */
export const forDevelopment = on('development');

/** How every benchmark but the thesis's trains, whatever the method. */
export const TRAINING = {
  updates: 1500,
  batchSize: 128,
  learningRate: 1e-3,
  schedule: 'cosine',
  weightDecay: 1,
} as const;

/** The digits' setting of the benchmarks: one `digits.ts` config with these methods and confounders. */
export function digits(
  methods: ExperimentInput['methods'],
  strengths: Strengths,
  training: Partial<ExperimentInput['training']> = {},
): ExperimentInput {
  return {
    name: 'digits',
    dataset: 'digits',
    data: {
      task: {
        y: { column: 'digit', positive: '>= 5' },
        z: Object.entries(strengths).map(([factor, strength]) => ({ factor, strength })),
      },
      split: { train: 7000, test: 3000, seed: 0 },
      augment: { shift: 2 },
    },
    encoder: 'digit-net',
    methods,
    training: { ...TRAINING, ...training, checkpointEvery: 1_000_000, logEvery: 50 },
    evaluation: { bootstrap: 0 },
  };
}
