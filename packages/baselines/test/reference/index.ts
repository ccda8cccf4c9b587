import type { Reference } from './check.ts';
import { classImbalance } from './class-imbalance.ts';
import { debiasing } from './debiasing.ts';
import { invariance } from './invariance.ts';
import { mixing } from './mixing.ts';
import { weighting } from './weighting.ts';

/** Every reference, by method. */
export const references: readonly Reference[] = [
  ...classImbalance,
  ...debiasing,
  ...invariance,
  ...mixing,
  ...weighting,
];
