import { debiasing } from './debiasing.ts';
import { invariance } from './invariance.ts';
import { mixing } from './mixing.ts';
import type { Mutant } from './mutant.ts';
import { weighting } from './weighting.ts';

export { unsaved } from './unsaved.ts';

/** One mistake each, of the kinds that public code has or that slip in. */
export const wrong: readonly Mutant[] = [...debiasing, ...invariance, ...mixing, ...weighting];
