import { MimmxError } from '@mimmx/core/contracts';
import { normalTail } from './normal-tail.ts';
import { midRanks } from './ranks.ts';

/** Most differences for which the distribution is counted out. */
const EXACT = 50;

export interface SignedRank {
  /** Sum of the ranks of the positive differences, or of the negative ones if that is smaller. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Differences that are not 0. */
  readonly n: number;
  readonly method: 'exact' | 'normal';
}

/**
 * Wilcoxon's signed-rank test (1945): differences of 0 are left out, equal ones share their mean rank. The null
 * distribution is counted out up to 50 differences, ties included, since a table of methods has few blocks; beyond, the
 * normal approximation with its correction for ties.
 *
 * @param differences a − b in each block (data set, setting); blocks must be independent, so average seeds first
 * @throws `E_NOT_FINITE`
 *
 * @example
 * wilcoxon([0.02, 0.03, -0.01, 0.05, 0.04]).pValue; // 0.125
 */
export function wilcoxon(differences: readonly number[]): SignedRank {
  const broken = differences.findIndex((d) => !Number.isFinite(d));
  if (broken >= 0) {
    throw new MimmxError(
      'E_NOT_FINITE',
      `The difference in block ${broken} is ${differences[broken]}. Leave the block out, for all methods.`,
    );
  }
  const kept = differences.filter((d) => d !== 0);
  const n = kept.length;
  if (n === 0) return { statistic: 0, pValue: 1, n, method: 'exact' };
  const ranks = midRanks(kept.map(Math.abs));
  const positive = ranks.reduce((sum, rank, i) => sum + (kept[i]! > 0 ? rank : 0), 0);
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive);
  return n <= EXACT
    ? { statistic, pValue: exact(ranks, statistic), n, method: 'exact' }
    : { statistic, pValue: approximate(ranks, statistic), n, method: 'normal' };
}

/** P(either sum ≤ statistic) if every sign is a fair coin, by counting the sums of all subsets of the ranks. */
function exact(ranks: readonly number[], statistic: number): number {
  // Mean ranks are halves: twice them are whole.
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const total = doubled.reduce((a, b) => a + b, 0);
  let chances = new Float64Array(total + 1);
  chances[0] = 1;
  for (const rank of doubled) {
    chances = chances.map((chance, sum) => (chance + (sum >= rank ? chances[sum - rank]! : 0)) / 2);
  }
  let tail = 0;
  for (let sum = 0; sum <= Math.round(2 * statistic); sum++) tail += chances[sum]!;
  return Math.min(1, 2 * tail);
}

/** z = (W − n(n+1)/4) / √(Σ ranks² / 4), to which n(n+1)(2n+1)/24 less the correction for ties comes. */
function approximate(ranks: readonly number[], statistic: number): number {
  const n = ranks.length;
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  return Math.min(1, 2 * normalTail(Math.abs(statistic - (n * (n + 1)) / 4) / Math.sqrt(variance)));
}
