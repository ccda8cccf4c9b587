/** When to stop, judged from the scores of all looks at validation data so far. */
export interface PatienceSettings {
  /** Looks without a better score after which training stops. */
  readonly looks: number;
  readonly better?: 'higher' | 'lower';
  /** A score counts as better only if it is so by more than this, in the score's unit. */
  readonly gain?: number;
}

/**
 * Early stopping as a function of the scores, so that it can be computed again from a record (Prechelt, 1998).
 *
 * @param scores in order of training; NaN counts as no better
 * @returns place of the score after which training stops, or null to go on; and of the best until then (−1 if none)
 *
 * @example
 * patience([0.7, 0.8, 0.79, 0.78], { looks: 2 }); // { stopAt: 3, best: 1 }
 */
export function patience(
  scores: readonly number[],
  { looks, better = 'higher', gain = 0 }: PatienceSettings,
): { readonly stopAt: number | null; readonly best: number } {
  const sign = better === 'higher' ? 1 : -1;
  let best = -1;
  for (let i = 0; i < scores.length; i++) {
    const value = sign * scores[i]!;
    if (best === -1 ? !Number.isNaN(value) : value > sign * scores[best]! + gain) best = i;
    else if (i - Math.max(best, 0) >= looks) return { stopAt: i, best };
  }
  return { stopAt: null, best };
}
