import type { CategoricalFactor } from '@mimmx/core';

/** Factors of the phantom, in order, with what their codes mean. */
export const PHANTOM_FACTORS = {
  effusion: ['no effusion', 'effusion'],
  sex: ['F', 'M'],
  age: ['young', 'old'],
  view: ['PA', 'AP'],
  scanner: ['A', 'B'],
  site: ['L', 'R'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type PhantomFactor = keyof typeof PHANTOM_FACTORS;

export const PHANTOM_NAMES = Object.keys(PHANTOM_FACTORS) as PhantomFactor[];

/** A factor as a data set declares it. */
export const asFactor = (name: PhantomFactor): CategoricalFactor => ({
  name,
  kind: 'categorical',
  classes: 2,
  labels: PHANTOM_FACTORS[name],
});

/** Ages in years of the two classes. */
export const AGES = { young: [20, 45], old: [65, 90] } as const;

/** Years that an assigned class of age stands for, and the age of the picture: 0 at 20 years, 1 at 90. */
export const yearsOf = (code: number): number => (code === 1 ? 78 : 32);
export const ageing = (years: number): number => Math.min(1, Math.max(0, (years - 20) / 70));
