import type { ExperimentInput } from '@mimmx/core';

/** How often each confounder agrees with y, by factor of the digits. */
export type Strengths = Readonly<Record<string, number>>;

export const TWO = (strength: number): Strengths => ({ thickness: strength, rotation: strength });

/** The factors in the order in which sweeps over the number of confounders add them. */
export const FACTORS = ['thickness', 'rotation', 'corner', 'intensity', 'blur', 'position'] as const;

/** The digits' setting of every benchmark: what differs is said by the caller. */
export function digits(
  methods: ExperimentInput['methods'],
  strengths: Strengths,
  updates: number,
  over: Partial<ExperimentInput> = {},
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
    training: {
      updates,
      batchSize: 128,
      learningRate: 1e-3,
      weightDecay: 1,
      checkpointEvery: updates,
      logEvery: 50,
    },
    evaluation: { bootstrap: 0 },
    ...over,
  };
}
