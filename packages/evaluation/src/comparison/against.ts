import { MimmxError } from '@mimmx/core/contracts';
import { holm } from './holm.ts';
import { requireBlocks, type ScoresOfMethods } from './ranks.ts';
import { type SignedRank, wilcoxon } from './wilcoxon.ts';

/** One method against the reference, over blocks. */
export interface AgainstReference extends SignedRank {
  readonly a: string;
  readonly b: string;
  /** Mean of a − b over the blocks. */
  readonly difference: number;
  /** p-value with Holm's correction for the number of methods. */
  readonly adjusted: number;
}

/**
 * Every method against a reference by the signed-rank test over blocks, with Holm's correction. It says whether methods
 * differ across data sets and settings, where `compareMethods` says it of one test set's patients.
 *
 * @throws `E_METHODS` if the reference is none of the methods; `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_NOT_FINITE`
 *
 * @example
 * againstReference({ erm: [0.7, 0.8, 0.6], 'mimm-x': [0.9, 0.8, 0.8], jtt: [0.8, 0.7, 0.7] }, 'erm');
 */
export function againstReference(scores: ScoresOfMethods, reference: string): AgainstReference[] {
  const other = scores[reference];
  if (other === undefined) {
    throw new MimmxError(
      'E_METHODS',
      `"${reference}" is none of the methods ${Object.keys(scores).join(', ')}. Name one of them.`,
    );
  }
  const blocks = requireBlocks(scores);
  const tests = Object.keys(scores)
    .filter((name) => name !== reference)
    .map((name) => {
      const differences = scores[name]!.map((value, block) => value - other[block]!);
      const difference = differences.reduce((a, b) => a + b, 0) / blocks;
      return { a: name, b: reference, difference, ...wilcoxon(differences) };
    });
  const adjusted = holm(tests.map(({ pValue }) => pValue));
  return tests.map((test, i) => ({ ...test, adjusted: adjusted[i]! }));
}
