export { allPairs } from './all-pairs.ts';
export { classPairs } from './classes.ts';
export { encode, widthOf } from './form.ts';
export { type Importance, importance, safeLog } from './importance.ts';
export { type Partners, partners } from './partners.ts';
export { permuted, requirePermutations } from './permuted.ts';
export { NEVER, type RowReduction, type Scores } from './scores.ts';
