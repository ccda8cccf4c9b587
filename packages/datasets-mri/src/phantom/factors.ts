import type { CategoricalFactor } from '@mimmx/core';

const factor = (name: string, ...labels: string[]): CategoricalFactor => ({
  name,
  kind: 'categorical',
  classes: labels.length,
  labels,
});

/**
 * What can be set in the phantom, each on its own.
 * - `disease`: a bright lesion in the white matter.
 * - `sex`: size and length-to-width ratio of the head.
 * - `age`: atrophy; the ventricles widen and the brain shrinks within its skull.
 * - `gain`, `noise`, `bias`: what a scanner does: brightness of all, Rician noise, brightness that rises to the front.
 * - `marker`: a bright square beside the head, as a site may burn it in.
 */
export const phantomFactors = [
  factor('disease', 'healthy', 'lesion'),
  factor('sex', 'F', 'M'),
  factor('age', 'young', 'old'),
  factor('gain', 'low', 'high'),
  factor('noise', 'low', 'high'),
  factor('bias', 'flat', 'frontal'),
  factor('marker', 'none', 'square'),
] as const;

export const factorNames = ['disease', 'sex', 'age', 'gain', 'noise', 'bias', 'marker'] as const;
export type FactorName = (typeof factorNames)[number];

/** Code of every factor of one image. */
export type FactorCodes = Readonly<Record<FactorName, number>>;
