import type { Value } from '../graph/index.ts';
import { foldBroadcasts } from './broadcasts.ts';
import { foldConstants } from './constants.ts';
import { mergeDuplicates } from './duplicates.ts';
import { gatherFactors } from './factors.ts';
import { simplify } from './identities.ts';
import { dropLeadingAxes } from './ranks.ts';
import type { Pass } from './rewrite.ts';

export { distinctOutputs } from './outputs.ts';
export type { Pass } from './rewrite.ts';

/** Passes that make room for each other, run in rounds until none of them changes anything. */
const algebra: readonly Pass[] = [
  simplify,
  foldBroadcasts,
  foldConstants,
  dropLeadingAxes,
  gatherFactors,
  mergeDuplicates,
];

const ROUNDS = 12;

/** Runs every pass. */
export const optimize: Pass = (outputs) => {
  let values = outputs;
  for (let round = 0; round < ROUNDS; round++) {
    const before = values;
    for (const pass of algebra) values = pass(values);
    if (values.every((value: Value, i) => value === before[i])) break;
  }
  return values;
};
